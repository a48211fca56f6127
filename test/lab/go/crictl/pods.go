package main

import (
	"fmt"
	"strings"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func pods([]string) error {
	reply, err := runtimeClient().ListPodSandbox(background, &cri.ListPodSandboxRequest{})
	if err != nil {
		return fmt.Errorf("listing pod sandboxes: %v", err)
	}
	kept := reply.Items[:0]
	for _, one := range reply.Items {
		condition := strings.TrimPrefix(one.State.String(), "SANDBOX_")
		if strings.Contains(one.Metadata.Name, *name) && (*space == "" || one.Metadata.Namespace == *space) &&
			(*state == "" || strings.EqualFold(condition, *state)) {
			kept = append(kept, one)
		}
	}
	reply.Items = kept
	if *output == "json" {
		return printJSON(plain(reply))
	}
	var rows [][]string
	for _, one := range reply.Items {
		if *quiet {
			fmt.Println(one.Id)
			continue
		}
		condition := strings.Title(strings.ToLower(strings.TrimPrefix(one.State.String(), "SANDBOX_")))
		rows = append(rows, []string{short(one.Id), age(one.CreatedAt), condition, one.Metadata.Name, one.Metadata.Namespace, fmt.Sprint(one.Metadata.Attempt)})
	}
	return table([]string{"POD ID", "CREATED", "STATE", "NAME", "NAMESPACE", "ATTEMPT"}, rows)
}

func inspectPod(ids []string) error {
	return each(ids, func(id string) error {
		reply, err := runtimeClient().PodSandboxStatus(background, &cri.PodSandboxStatusRequest{PodSandboxId: id, Verbose: true})
		if err != nil {
			return fmt.Errorf("getting the status of the pod sandbox %q: %v", id, err)
		}
		return printJSON(verbose(reply.Status, reply.Info))
	})
}

func everyPod(ids []string) ([]string, error) {
	if !*all {
		return ids, nil
	}
	reply, err := runtimeClient().ListPodSandbox(background, &cri.ListPodSandboxRequest{})
	if err != nil {
		return nil, err
	}
	for _, one := range reply.Items {
		ids = append(ids, one.Id)
	}
	return ids, nil
}

func stopPod(ids []string) error {
	return each(ids, func(id string) error {
		if _, err := runtimeClient().StopPodSandbox(background, &cri.StopPodSandboxRequest{PodSandboxId: id}); err != nil {
			return fmt.Errorf("stopping the pod sandbox %q: %v", id, err)
		}
		fmt.Printf("Stopped sandbox %s\n", id)
		return nil
	})
}

func removePod(ids []string) error {
	ids, err := everyPod(ids)
	if err != nil {
		return err
	}
	return each(ids, func(id string) error {
		if *force {
			if err := stopPod([]string{id}); err != nil {
				return err
			}
		}
		if _, err := runtimeClient().RemovePodSandbox(background, &cri.RemovePodSandboxRequest{PodSandboxId: id}); err != nil {
			return fmt.Errorf("removing the pod sandbox %q: %v", id, err)
		}
		fmt.Printf("Removed sandbox %s\n", id)
		return nil
	})
}
