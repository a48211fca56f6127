/** Stands in the texts for the pause image, which is known on the host only. No image reference has a blank. */
const sandboxMark = '@SANDBOX IMAGE@';

/**
 * Whole configurations of containerd, by the version of its format: 2 for
 * containerd 1.x, 3 for 2.x (containerd docs/cri/config.md). Appending to a file
 * that is there would double its tables; Docker's package has one that turns
 * the CRI plugin off. `bin_dir` is named because Debian's build looks for CNI
 * plugins in /usr/lib/cni; 2.1 has it as a list.
 */
export const containerdConfigs = {
	version2: `
version = 2

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${sandboxMark}"

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/opt/cni/bin"
    conf_dir = "/etc/cni/net.d"

  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "runc"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"

      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = true

  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/etc/containerd/certs.d"
`,
	version3: version3('bin_dir = "/opt/cni/bin"'),
	version3Lists: version3('bin_dirs = ["/opt/cni/bin"]'),
} as const;

function version3(binaries: string): string {
	return `
version = 3

[plugins."io.containerd.cri.v1.images"]
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "${sandboxMark}"

  [plugins."io.containerd.cri.v1.images".registry]
    config_path = "/etc/containerd/certs.d"

[plugins."io.containerd.cri.v1.runtime"]
  [plugins."io.containerd.cri.v1.runtime".cni]
    ${binaries}
    conf_dir = "/etc/cni/net.d"

  [plugins."io.containerd.cri.v1.runtime".containerd]
    default_runtime_name = "runc"

    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"

      [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
        SystemdCgroup = true
`;
}
