package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/golang/protobuf/jsonpb"
	"github.com/golang/protobuf/proto"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

var commands = map[string]func([]string) error{
	"version": version, "info": info,
	"pods": pods, "inspectp": inspectPod, "stopp": stopPod, "rmp": removePod,
	"ps": containers, "inspect": inspectContainer, "stop": stopContainer, "rm": removeContainer, "logs": logs,
	"images": images, "image": images, "inspecti": inspectImage, "pull": pull, "rmi": removeImage,
}

var errUsage = errors.New("ID cannot be empty")

func each(ids []string, do func(string) error) error {
	if len(ids) == 0 {
		return errUsage
	}
	for _, id := range ids {
		if err := do(id); err != nil {
			return err
		}
	}
	return nil
}

// plain turns a CRI message into what encoding/json knows, with the field names that protobuf's JSON has.
func plain(message proto.Message) interface{} {
	marshaler := jsonpb.Marshaler{EmitDefaults: true}
	text, err := marshaler.MarshalToString(message)
	if err != nil {
		fail("%v", err)
	}
	var value interface{}
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		fail("%v", err)
	}
	return value
}

func printJSON(value interface{}) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(value)
	fmt.Print(text.String())
	return err
}

// verbose joins a status message and the runtime's extra information, which is JSON where it can be.
func verbose(status proto.Message, extra map[string]string) map[string]interface{} {
	value := map[string]interface{}{"status": plain(status)}
	for key, text := range extra {
		var parsed interface{}
		if json.Unmarshal([]byte(text), &parsed) == nil {
			value[key] = parsed
		} else {
			value[key] = text
		}
	}
	return value
}

func version([]string) error {
	reply, err := runtimeClient().Version(background, &cri.VersionRequest{Version: "v1alpha2"})
	if err != nil {
		return fmt.Errorf("getting the runtime version: %v", err)
	}
	fmt.Printf("Version:  %s\nRuntimeName:  %s\nRuntimeVersion:  %s\nRuntimeApiVersion:  %s\n",
		reply.Version, reply.RuntimeName, reply.RuntimeVersion, reply.RuntimeApiVersion)
	return nil
}

func info([]string) error {
	reply, err := runtimeClient().Status(background, &cri.StatusRequest{Verbose: true})
	if err != nil {
		return fmt.Errorf("getting status of runtime: %v", err)
	}
	return printJSON(verbose(reply.Status, reply.Info))
}
