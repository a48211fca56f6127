package main

import (
	"fmt"
	"strings"

	cri "k8s.io/cri-api/pkg/apis/runtime/v1alpha2"
)

func images(filter []string) error {
	request := &cri.ListImagesRequest{}
	if len(filter) > 0 {
		request.Filter = &cri.ImageFilter{Image: &cri.ImageSpec{Image: filter[0]}}
	}
	reply, err := imageClient().ListImages(background, request)
	if err != nil {
		return fmt.Errorf("listing images: %v", err)
	}
	if *output == "json" {
		return printJSON(plain(reply))
	}
	var rows [][]string
	for _, one := range reply.Images {
		if *quiet {
			fmt.Println(one.Id)
			continue
		}
		tags := one.RepoTags
		if len(tags) == 0 {
			tags = []string{"<none>:<none>"}
		}
		for _, tag := range tags {
			at := strings.LastIndex(tag, ":")
			rows = append(rows, []string{tag[:at], tag[at+1:], short(one.Id), size(one.Size_)})
		}
	}
	return table([]string{"IMAGE", "TAG", "IMAGE ID", "SIZE"}, rows)
}

func inspectImage(ids []string) error {
	return each(ids, func(id string) error {
		reply, err := imageClient().ImageStatus(background, &cri.ImageStatusRequest{Image: &cri.ImageSpec{Image: id}, Verbose: true})
		if err != nil {
			return fmt.Errorf("image status for %q: %v", id, err)
		}
		if reply.Image == nil {
			return fmt.Errorf("no such image %q present", id)
		}
		return printJSON(verbose(reply.Image, reply.Info))
	})
}

func pull(ids []string) error {
	return each(ids, func(id string) error {
		reply, err := imageClient().PullImage(background, &cri.PullImageRequest{Image: &cri.ImageSpec{Image: id}})
		if err != nil {
			return fmt.Errorf("pulling image: %v", err)
		}
		fmt.Printf("Image is up to date for %s\n", reply.ImageRef)
		return nil
	})
}

func removeImage(ids []string) error {
	client := imageClient()
	if *all || *prune {
		reply, err := client.ListImages(background, &cri.ListImagesRequest{})
		if err != nil {
			return err
		}
		used := map[string]bool{}
		if *prune {
			running, err := runtimeClient().ListContainers(background, &cri.ListContainersRequest{})
			if err != nil {
				return err
			}
			for _, one := range running.Containers {
				used[one.ImageRef] = true
			}
		}
		for _, one := range reply.Images {
			if !used[one.Id] {
				ids = append(ids, one.Id)
			}
		}
	}
	return each(ids, func(id string) error {
		status, err := client.ImageStatus(background, &cri.ImageStatusRequest{Image: &cri.ImageSpec{Image: id}})
		if err != nil {
			return err
		}
		if status.Image == nil {
			return fmt.Errorf("no such image %s", id)
		}
		if _, err := client.RemoveImage(background, &cri.RemoveImageRequest{Image: &cri.ImageSpec{Image: id}}); err != nil {
			return err
		}
		for _, tag := range status.Image.RepoTags {
			fmt.Printf("Deleted: %s\n", tag)
		}
		return nil
	})
}
