// Command kubewiz-lab-cni is a stand-in for a cluster network in the kubewiz lab. On each node it writes a CNI
// configuration (bridge, host-local, portmap) for the node's own podCIDR and keeps a static route to every other
// node's podCIDR. The nodes must share one network segment. The plugins come from the package kubernetes-cni.
package main

import (
	"context"
	"fmt"
	"io/ioutil"
	"log"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/vishvananda/netlink"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// protocol marks the routes that are ours, so that only those are ever removed.
const protocol = 77

const conflist = `{
  "cniVersion": "0.3.1",
  "name": "kubewiz-lab-cni",
  "plugins": [
    {"type": "bridge", "bridge": "cni0", "isGateway": true, "hairpinMode": true,
     "ipam": {"type": "host-local", "ranges": [[{"subnet": %q}]], "routes": [{"dst": "0.0.0.0/0"}]}},
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
`

func main() {
	log.SetPrefix("[kubewiz-lab-cni] ")
	log.Print("kubewiz-lab-cni, a stand-in for a cluster network")
	node, directory := os.Getenv("NODE_NAME"), os.Getenv("CNI_CONF_DIR")
	config, err := rest.InClusterConfig()
	if err != nil {
		log.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		log.Fatal(err)
	}
	for {
		if err := reconcile(client, node, directory); err != nil {
			log.Print(err)
			time.Sleep(2 * time.Second)
			continue
		}
		wait(client)
	}
}

// wait returns at the next change of any node, and after ten seconds in any case.
func wait(client kubernetes.Interface) {
	seconds := int64(10)
	watch, err := client.CoreV1().Nodes().Watch(context.TODO(), meta.ListOptions{TimeoutSeconds: &seconds})
	if err != nil {
		time.Sleep(2 * time.Second)
		return
	}
	defer watch.Stop()
	started := time.Now()
	for event := range watch.ResultChan() {
		// A watch begins by repeating what is there, and heartbeats come all the time: only settle on real news.
		if (event.Type == "ADDED" && time.Since(started) > time.Second) || event.Type == "DELETED" {
			return
		}
	}
}

func reconcile(client kubernetes.Interface, node, directory string) error {
	nodes, err := client.CoreV1().Nodes().List(context.TODO(), meta.ListOptions{})
	if err != nil {
		return err
	}
	wanted := map[string]net.IP{}
	for i := range nodes.Items {
		one := &nodes.Items[i]
		if one.Spec.PodCIDR == "" {
			continue
		}
		if one.Name == node {
			if err := writeConflist(directory, one.Spec.PodCIDR); err != nil {
				return err
			}
			continue
		}
		if ip := internalIP(one); ip != nil {
			wanted[one.Spec.PodCIDR] = ip
		}
	}
	return routes(wanted)
}

func routes(wanted map[string]net.IP) error {
	have, err := netlink.RouteListFiltered(netlink.FAMILY_V4, &netlink.Route{Protocol: protocol}, netlink.RT_FILTER_PROTOCOL)
	if err != nil {
		return err
	}
	for i := range have {
		if have[i].Dst == nil {
			continue
		}
		if gateway, ok := wanted[have[i].Dst.String()]; ok && gateway.Equal(have[i].Gw) {
			delete(wanted, have[i].Dst.String())
			continue
		}
		log.Printf("removing the route to %s", have[i].Dst)
		if err := netlink.RouteDel(&have[i]); err != nil {
			return err
		}
	}
	for cidr, gateway := range wanted {
		_, network, err := net.ParseCIDR(cidr)
		if err != nil {
			return err
		}
		log.Printf("route to %s through %s", cidr, gateway)
		if err := netlink.RouteReplace(&netlink.Route{Dst: network, Gw: gateway, Protocol: protocol}); err != nil {
			return fmt.Errorf("route to %s through %s: %v", cidr, gateway, err)
		}
	}
	return nil
}

func writeConflist(directory, cidr string) error {
	path := filepath.Join(directory, "10-kubewiz-lab.conflist")
	text := fmt.Sprintf(conflist, cidr)
	if old, err := ioutil.ReadFile(path); err == nil && string(old) == text {
		return nil
	}
	log.Printf("writing %s for %s", path, cidr)
	if err := ioutil.WriteFile(path+".new", []byte(text), 0644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func internalIP(node *core.Node) net.IP {
	for _, address := range node.Status.Addresses {
		if address.Type == core.NodeInternalIP {
			return net.ParseIP(address.Address)
		}
	}
	return nil
}
