package main

import (
	"fmt"
	"io/ioutil"
	"strings"

	"github.com/miekg/dns"
)

// settings is what this stand-in takes from a Corefile.
type settings struct {
	zones     []string // zones of the kubernetes plugin, fully qualified
	upstreams []string // host:port, asked for every other name
}

var known = map[string]bool{"errors": true, "health": true, "ready": true, "kubernetes": true, "prometheus": true,
	"forward": true, "cache": true, "loop": true, "reload": true, "loadbalance": true, "log": true, "hosts": true}

// readCorefile understands the first server block's plugin lines, which is all kubeadm writes. A plugin that it does
// not know is refused, as CoreDNS refuses it, so that a broken Corefile shows in the lab too.
func readCorefile(path string) (settings, error) {
	var s settings
	text, err := ioutil.ReadFile(path)
	if err != nil {
		return s, err
	}
	depth := 0
	for number, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(strings.SplitN(line, "#", 2)[0])
		if line == "" {
			continue
		}
		words := strings.Fields(strings.TrimSuffix(line, "{"))
		if depth == 1 && line != "}" {
			if !known[words[0]] {
				return s, fmt.Errorf("%s:%d: Unknown directive '%s'", path, number+1, words[0])
			}
			switch words[0] {
			case "kubernetes":
				for _, zone := range words[1:] {
					s.zones = append(s.zones, dns.Fqdn(zone))
				}
			case "forward":
				for _, target := range words[2:] {
					s.upstreams = append(s.upstreams, upstreamsOf(target)...)
				}
			}
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	if depth != 0 {
		return s, fmt.Errorf("%s: braces do not match", path)
	}
	if len(s.zones) == 0 {
		return s, fmt.Errorf("%s: no kubernetes zone", path)
	}
	return s, nil
}

func upstreamsOf(target string) []string {
	if !strings.HasPrefix(target, "/") {
		if strings.Contains(target, ":") {
			return []string{target}
		}
		return []string{target + ":53"}
	}
	config, err := dns.ClientConfigFromFile(target)
	if err != nil {
		return nil
	}
	var all []string
	for _, server := range config.Servers {
		all = append(all, server+":"+config.Port)
	}
	return all
}
