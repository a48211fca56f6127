// Command kubewiz-lab-dns is a stand-in for CoreDNS in the kubewiz lab. It takes the command line and the Corefile
// that kubeadm's coredns Deployment gives and answers for Services and Endpoints of the cluster it runs in.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/miekg/dns"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
)

const who = "kubewiz-lab-dns, a stand-in for CoreDNS"

var requests uint64

func main() {
	conf := flag.String("conf", "Corefile", "Corefile to load")
	version := flag.Bool("version", false, "say what this is")
	flag.Parse()
	if *version {
		fmt.Println(who)
		return
	}
	log.SetPrefix("[kubewiz-lab-dns] ")
	log.Print(who)
	settings, err := readCorefile(*conf)
	if err != nil {
		log.Fatal(err)
	}
	config, err := rest.InClusterConfig()
	if err != nil {
		log.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		log.Fatal(err)
	}
	factory := informers.NewSharedInformerFactory(client, 10*time.Minute)
	services := factory.Core().V1().Services()
	endpoints := factory.Core().V1().Endpoints()
	synced := []cache.InformerSynced{services.Informer().HasSynced, endpoints.Informer().HasSynced}
	stop := make(chan struct{})
	factory.Start(stop)

	answers := &answerer{settings: settings, services: services.Lister(), endpoints: endpoints.Lister()}
	for _, network := range []string{"udp", "tcp"} {
		server := &dns.Server{Addr: ":53", Net: network, Handler: answers}
		go func() { log.Fatal(server.ListenAndServe()) }()
	}
	serve(":8080", "/health", func() bool { return true })
	serve(":8181", "/ready", func() bool {
		for _, done := range synced {
			if !done() {
				return false
			}
		}
		return true
	})
	metrics := http.NewServeMux()
	metrics.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "# HELP kubewiz_lab_dns_requests_total Questions asked of this stand-in for CoreDNS.\n")
		fmt.Fprintf(w, "# TYPE kubewiz_lab_dns_requests_total counter\nkubewiz_lab_dns_requests_total %d\n", atomic.LoadUint64(&requests))
	})
	go func() { log.Fatal(http.ListenAndServe(":9153", metrics)) }()
	log.Printf("zones %v, forward to %v", settings.zones, settings.upstreams)

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	<-signals
	close(stop)
}

func serve(address, path string, good func() bool) {
	mux := http.NewServeMux()
	mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
		if !good() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, "OK")
	})
	go func() { log.Fatal(http.ListenAndServe(address, mux)) }()
}
