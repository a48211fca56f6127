package main

import (
	"net"
	"strings"
	"sync/atomic"
	"time"

	"github.com/miekg/dns"
	listers "k8s.io/client-go/listers/core/v1"
)

const ttl = 30

type answerer struct {
	settings  settings
	services  listers.ServiceLister
	endpoints listers.EndpointsLister
}

// ServeDNS answers one question: from the cluster for its zones, from upstream for all else.
func (a *answerer) ServeDNS(w dns.ResponseWriter, request *dns.Msg) {
	atomic.AddUint64(&requests, 1)
	reply := new(dns.Msg)
	reply.SetReply(request)
	if len(request.Question) != 1 {
		reply.Rcode = dns.RcodeFormatError
		_ = w.WriteMsg(reply)
		return
	}
	question := request.Question[0]
	name := strings.ToLower(question.Name)
	zone := a.zoneOf(name)
	if zone == "" {
		a.forward(w, request, reply)
		return
	}
	reply.Authoritative = true
	var found bool
	if strings.HasSuffix(zone, "arpa.") {
		reply.Answer, found = a.reverse(name, question)
		if !found {
			a.forward(w, request, reply)
			return
		}
	} else {
		reply.Answer, found = a.lookup(strings.TrimSuffix(strings.TrimSuffix(name, zone), "."), zone, question)
	}
	if !found {
		reply.Rcode = dns.RcodeNameError
	}
	if len(reply.Answer) == 0 {
		reply.Ns = []dns.RR{soa(zone)}
	}
	_ = w.WriteMsg(reply)
}

func (a *answerer) zoneOf(name string) string {
	for _, zone := range a.settings.zones {
		if dns.IsSubDomain(zone, name) {
			return zone
		}
	}
	return ""
}

func (a *answerer) forward(w dns.ResponseWriter, request, reply *dns.Msg) {
	client := &dns.Client{Timeout: 2 * time.Second}
	for _, upstream := range a.settings.upstreams {
		if answer, _, err := client.Exchange(request, upstream); err == nil {
			_ = w.WriteMsg(answer)
			return
		}
	}
	reply.Rcode = dns.RcodeServerFailure
	_ = w.WriteMsg(reply)
}

func header(name string, kind uint16) dns.RR_Header {
	return dns.RR_Header{Name: name, Rrtype: kind, Class: dns.ClassINET, Ttl: ttl}
}

// address gives the A or AAAA record for ip if that is what was asked.
func address(question dns.Question, name, ip string) []dns.RR {
	parsed := net.ParseIP(ip)
	if parsed == nil {
		return nil
	}
	if four := parsed.To4(); four != nil {
		if question.Qtype == dns.TypeA || question.Qtype == dns.TypeANY {
			return []dns.RR{&dns.A{Hdr: header(name, dns.TypeA), A: four}}
		}
		return nil
	}
	if question.Qtype == dns.TypeAAAA || question.Qtype == dns.TypeANY {
		return []dns.RR{&dns.AAAA{Hdr: header(name, dns.TypeAAAA), AAAA: parsed}}
	}
	return nil
}

func soa(zone string) dns.RR {
	return &dns.SOA{Hdr: header(zone, dns.TypeSOA), Ns: "ns.dns." + zone, Mbox: "hostmaster." + zone,
		Serial: uint32(time.Now().Unix()), Refresh: 7200, Retry: 1800, Expire: 86400, Minttl: ttl}
}
