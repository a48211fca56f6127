// Command kubewiz-lab-crictl is a stand-in for crictl in the kubewiz lab: the commands, flags and output that kubeadm,
// kubewiz and a person at the shell use most, over the same CRI.
package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"google.golang.org/grpc"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

const who = "crictl version kubewiz-lab-crictl-1.20 (a stand-in for crictl)"

const usage = `kubewiz-lab-crictl, a stand-in for crictl

Usage: crictl [flags] COMMAND [ID...]

Commands: version, info, pods, inspectp, stopp, rmp, ps, inspect, stop, rm, logs, images, inspecti, pull, rmi

Flags:
`

var (
	flags    = pflag.NewFlagSet("crictl", pflag.ContinueOnError)
	config   = flags.StringP("config", "c", "/etc/crictl.yaml", "file with runtime-endpoint, image-endpoint, timeout")
	runtime  = flags.StringP("runtime-endpoint", "r", "", "endpoint of the runtime")
	image    = flags.StringP("image-endpoint", "i", "", "endpoint of the image service, the runtime's by default")
	timeout  = flags.DurationP("timeout", "t", 0, "how long to wait for the connection (default 2s)")
	output   = flags.StringP("output", "o", "", "json or table")
	quiet    = flags.BoolP("quiet", "q", false, "ids only")
	all      = flags.BoolP("all", "a", false, "containers in any state; with rmi, rm and rmp: everything")
	name     = flags.String("name", "", "only names that contain this")
	space    = flags.String("namespace", "", "only pods of this namespace")
	state    = flags.StringP("state", "s", "", "only this state")
	pod      = flags.StringP("pod", "p", "", "only containers of this pod id")
	force    = flags.BoolP("force", "f", false, "stop before removing; with logs: follow")
	tail     = flags.Int("tail", -1, "logs: only this many last lines")
	debug    = flags.BoolP("debug", "D", false, "accepted, does nothing")
	noTrunc  = flags.Bool("no-trunc", false, "whole ids")
	prune    = flags.Bool("prune", false, "rmi: remove all unused images")
	versionF = flags.BoolP("version", "v", false, "say what this is")
)

func main() {
	flags.Usage = func() { fmt.Fprint(os.Stderr, usage, flags.FlagUsages()) }
	if err := flags.Parse(os.Args[1:]); err != nil {
		if err == pflag.ErrHelp {
			os.Exit(0)
		}
		fail("%v", err)
	}
	words := flags.Args()
	if *versionF {
		fmt.Println(who)
		return
	}
	if len(words) == 0 || words[0] == "help" {
		flags.Usage()
		return
	}
	readConfig()
	run, ok := commands[words[0]]
	if !ok {
		fail("No help topic for '%s'", words[0])
	}
	if err := run(words[1:]); err != nil {
		fail("%v", err)
	}
}

func fail(format string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, "time=%q level=fatal msg=%q\n", time.Now().Format(time.RFC3339), fmt.Sprintf(format, values...))
	os.Exit(1)
}

// readConfig fills what flags left empty from the environment and crictl.yaml, a flat list of `key: value`.
func readConfig() {
	values := map[string]string{}
	if file, err := os.Open(*config); err == nil {
		defer file.Close()
		for lines := bufio.NewScanner(file); lines.Scan(); {
			if pair := strings.SplitN(lines.Text(), ":", 2); len(pair) == 2 && !strings.HasPrefix(pair[0], "#") {
				values[strings.TrimSpace(pair[0])] = strings.Trim(strings.TrimSpace(pair[1]), `"'`)
			}
		}
	} else if flags.Changed("config") {
		fail("load config file: %v", err)
	}
	pick := func(target *string, environment, key, otherwise string) {
		for _, value := range []string{os.Getenv(environment), values[key], otherwise} {
			if *target == "" {
				*target = value
			}
		}
	}
	pick(runtime, "CONTAINER_RUNTIME_ENDPOINT", "runtime-endpoint", "unix:///run/containerd/containerd.sock")
	pick(image, "IMAGE_SERVICE_ENDPOINT", "image-endpoint", *runtime)
	if *timeout == 0 {
		*timeout = 2 * time.Second
		if seconds, err := time.ParseDuration(values["timeout"] + "s"); err == nil && seconds > 0 {
			*timeout = seconds
		}
	}
}

func dial(endpoint string) *grpc.ClientConn {
	path := strings.TrimPrefix(endpoint, "unix://")
	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	connection, err := grpc.DialContext(ctx, path, grpc.WithInsecure(), grpc.WithBlock(), grpc.FailOnNonTempDialError(true),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(16<<20)),
		grpc.WithContextDialer(func(ctx context.Context, address string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", address)
		}))
	if err != nil {
		fail("connect: connect endpoint '%s', make sure you are running as root and the endpoint has been started: %v", endpoint, err)
	}
	return connection
}

func runtimeClient() cri.RuntimeServiceClient { return cri.NewRuntimeServiceClient(dial(*runtime)) }
func imageClient() cri.ImageServiceClient     { return cri.NewImageServiceClient(dial(*image)) }

var background = context.Background()
