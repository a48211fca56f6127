package main

import (
	"net"
	"strings"

	"github.com/miekg/dns"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// lookup answers a name inside a cluster zone; rest is the name without the zone. found is false for NXDOMAIN.
func (a *answerer) lookup(rest, zone string, question dns.Question) (answer []dns.RR, found bool) {
	if rest == "" {
		if question.Qtype == dns.TypeSOA {
			return []dns.RR{soa(zone)}, true
		}
		return nil, true
	}
	parts := strings.Split(rest, ".")
	last := len(parts) - 1
	if parts[last] == "pod" && last == 2 {
		return address(question, question.Name, strings.ReplaceAll(parts[0], "-", ".")), true
	}
	if parts[last] != "svc" {
		return nil, false
	}
	if last == 1 || last == 0 { // a namespace or "svc" itself: an empty non-terminal
		return nil, true
	}
	service, err := a.services.Services(parts[last-1]).Get(parts[last-2])
	if err != nil {
		return nil, false
	}
	switch head := parts[:last-2]; {
	case len(head) == 0:
		return a.service(service, zone, question), true
	case len(head) == 1:
		return a.hostname(service, head[0], question)
	case len(head) == 2 && strings.HasPrefix(head[0], "_") && strings.HasPrefix(head[1], "_"):
		return a.srv(service, head[0][1:], head[1][1:], zone, question)
	}
	return nil, false
}

func (a *answerer) service(service *core.Service, zone string, question dns.Question) (answer []dns.RR) {
	if service.Spec.Type == core.ServiceTypeExternalName {
		target := dns.Fqdn(service.Spec.ExternalName)
		return []dns.RR{&dns.CNAME{Hdr: header(question.Name, dns.TypeCNAME), Target: target}}
	}
	if question.Qtype == dns.TypeSRV {
		for _, port := range service.Spec.Ports {
			answer = append(answer, srvRecord(question.Name, port.Port, serviceName(service, zone)))
		}
		return answer
	}
	if service.Spec.ClusterIP != core.ClusterIPNone {
		return address(question, question.Name, service.Spec.ClusterIP)
	}
	a.eachAddress(service, func(one core.EndpointAddress) {
		answer = append(answer, address(question, question.Name, one.IP)...)
	})
	return answer
}

func (a *answerer) hostname(service *core.Service, name string, question dns.Question) (answer []dns.RR, found bool) {
	a.eachAddress(service, func(one core.EndpointAddress) {
		if one.Hostname == name || strings.ReplaceAll(one.IP, ".", "-") == name {
			found = true
			answer = append(answer, address(question, question.Name, one.IP)...)
		}
	})
	return answer, found
}

func (a *answerer) srv(service *core.Service, port, protocol, zone string, question dns.Question) (answer []dns.RR, found bool) {
	for _, one := range service.Spec.Ports {
		if strings.EqualFold(one.Name, port) && strings.EqualFold(string(one.Protocol), protocol) {
			found = true
			if question.Qtype == dns.TypeSRV || question.Qtype == dns.TypeANY {
				answer = append(answer, srvRecord(question.Name, one.Port, serviceName(service, zone)))
			}
		}
	}
	return answer, found
}

// reverse answers PTR questions for cluster addresses of Services and for the addresses behind headless ones.
func (a *answerer) reverse(name string, question dns.Question) (answer []dns.RR, found bool) {
	zone := a.settings.zones[0]
	all, err := a.services.List(labels.Everything())
	if err != nil {
		return nil, false
	}
	matches := func(ip string) bool {
		if net.ParseIP(ip) == nil {
			return false
		}
		asked, err := dns.ReverseAddr(ip)
		return err == nil && asked == name
	}
	for _, service := range all {
		if matches(service.Spec.ClusterIP) {
			return []dns.RR{&dns.PTR{Hdr: header(question.Name, dns.TypePTR), Ptr: serviceName(service, zone)}}, true
		}
		if service.Spec.ClusterIP == core.ClusterIPNone {
			a.eachAddress(service, func(one core.EndpointAddress) {
				if matches(one.IP) {
					target := strings.ReplaceAll(one.IP, ".", "-") + "." + serviceName(service, zone)
					answer, found = append(answer, &dns.PTR{Hdr: header(question.Name, dns.TypePTR), Ptr: target}), true
				}
			})
		}
	}
	return answer, found
}

func (a *answerer) eachAddress(service *core.Service, do func(core.EndpointAddress)) {
	endpoints, err := a.endpoints.Endpoints(service.Namespace).Get(service.Name)
	if err != nil {
		return
	}
	for _, subset := range endpoints.Subsets {
		for _, one := range subset.Addresses {
			do(one)
		}
	}
}

func serviceName(service *core.Service, zone string) string {
	return service.Name + "." + service.Namespace + ".svc." + zone
}

func srvRecord(name string, port int32, target string) dns.RR {
	return &dns.SRV{Hdr: header(name, dns.TypeSRV), Priority: 0, Weight: 100, Port: uint16(port), Target: target}
}
