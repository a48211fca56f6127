package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func containers([]string) error {
	reply, err := runtimeClient().ListContainers(background, &cri.ListContainersRequest{})
	if err != nil {
		return fmt.Errorf("listing containers: %v", err)
	}
	kept := reply.Containers[:0]
	for _, one := range reply.Containers {
		condition := strings.TrimPrefix(one.State.String(), "CONTAINER_")
		wanted := *all || condition == "RUNNING"
		if *state != "" {
			wanted = strings.EqualFold(condition, *state)
		}
		if wanted && strings.Contains(one.Metadata.Name, *name) && strings.HasPrefix(one.PodSandboxId, *pod) {
			kept = append(kept, one)
		}
	}
	reply.Containers = kept
	if *output == "json" {
		return printJSON(plain(reply))
	}
	var rows [][]string
	for _, one := range reply.Containers {
		if *quiet {
			fmt.Println(one.Id)
			continue
		}
		condition := strings.Title(strings.ToLower(strings.TrimPrefix(one.State.String(), "CONTAINER_")))
		rows = append(rows, []string{short(one.Id), short(one.Image.Image), age(one.CreatedAt), condition, one.Metadata.Name, fmt.Sprint(one.Metadata.Attempt), short(one.PodSandboxId)})
	}
	return table([]string{"CONTAINER", "IMAGE", "CREATED", "STATE", "NAME", "ATTEMPT", "POD ID"}, rows)
}

func inspectContainer(ids []string) error {
	return each(ids, func(id string) error {
		reply, err := runtimeClient().ContainerStatus(background, &cri.ContainerStatusRequest{ContainerId: id, Verbose: true})
		if err != nil {
			return fmt.Errorf("getting the status of the container %q: %v", id, err)
		}
		return printJSON(verbose(reply.Status, reply.Info))
	})
}

func stopContainer(ids []string) error {
	return each(ids, func(id string) error {
		if _, err := runtimeClient().StopContainer(background, &cri.StopContainerRequest{ContainerId: id}); err != nil {
			return fmt.Errorf("stopping the container %q: %v", id, err)
		}
		fmt.Println(id)
		return nil
	})
}

func removeContainer(ids []string) error {
	return each(ids, func(id string) error {
		if *force {
			if err := stopContainer([]string{id}); err != nil {
				return err
			}
		}
		if _, err := runtimeClient().RemoveContainer(background, &cri.RemoveContainerRequest{ContainerId: id}); err != nil {
			return fmt.Errorf("removing the container %q: %v", id, err)
		}
		fmt.Println(id)
		return nil
	})
}

// logs shows the container's log file without the runtime's time, stream and tag in front of each line.
func logs(ids []string) error {
	return each(ids, func(id string) error {
		reply, err := runtimeClient().ContainerStatus(background, &cri.ContainerStatusRequest{ContainerId: id})
		if err != nil {
			return fmt.Errorf("getting the status of the container %q: %v", id, err)
		}
		lines := "+1"
		if *tail >= 0 {
			lines = fmt.Sprint(*tail)
		}
		script := `tail -n "$1" $2 "$3" | sed -u 's/^[^ ]* [^ ]* [^ ]* //'`
		follow := ""
		if *force {
			follow = "-f"
		}
		command := exec.Command("sh", "-c", script, "sh", lines, follow, reply.Status.LogPath)
		command.Stdout, command.Stderr = os.Stdout, os.Stderr
		return command.Run()
	})
}
