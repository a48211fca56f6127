package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"
)

func table(head []string, rows [][]string) error {
	if *quiet {
		return nil
	}
	writer := tabwriter.NewWriter(os.Stdout, 20, 1, 3, ' ', 0)
	fmt.Fprintln(writer, strings.Join(head, "\t"))
	for _, row := range rows {
		fmt.Fprintln(writer, strings.Join(row, "\t"))
	}
	return writer.Flush()
}

func short(id string) string {
	id = strings.TrimPrefix(id, "sha256:")
	if !*noTrunc && len(id) > 13 && !strings.Contains(id, "/") {
		return id[:13]
	}
	return id
}

func age(nanoseconds int64) string {
	return time.Since(time.Unix(0, nanoseconds)).Round(time.Second).String() + " ago"
}

func size(bytes uint64) string {
	switch {
	case bytes >= 1000*1000:
		return fmt.Sprintf("%.3gMB", float64(bytes)/1e6)
	case bytes >= 1000:
		return fmt.Sprintf("%.3gkB", float64(bytes)/1e3)
	}
	return fmt.Sprintf("%dB", bytes)
}
