/** kubeadm's configuration API versions, as in `apiVersion: kubeadm.k8s.io/v1beta4`. */
export type ConfigApi = 'v1beta2' | 'v1beta3' | 'v1beta4';

/**
 * What is known of a Kubernetes minor. Images are a plausibility check only:
 * the etcd tag changes inside a minor, so the list to pull always comes from
 * `kubeadm config images list` of the very patch.
 */
export interface MinorVersion {
	/** `1.36` */
	readonly minor: string;
	readonly pause: string;
	/** Tags seen from the first to the last patch. */
	readonly etcd: readonly string[];
	readonly coredns: readonly string[];
	/** Newest patch when this table was made; final when the minor had ended by then. */
	readonly lastPatch: number;
	/** ISO date. */
	readonly endOfLife: string;
	/** What kubeadm of this minor reads; the first is what kubewiz writes. */
	readonly configApis: readonly [ConfigApi, ...ConfigApi[]];
	/** Oldest usable containerd of each containerd minor; a minor that is newer than all of them is fine. */
	readonly containerd: readonly string[];
	/** `refused`: kubelet and kubeadm's SystemVerification fail on cgroup v1 unless told otherwise. */
	readonly cgroupV1: 'works' | 'maintenance' | 'refused';
	/** Oldest kernel kubeadm accepts and what it says below it. */
	readonly kernel?: {readonly oldest: string; readonly below: 'error' | 'warning'};
}

/** The day the table's `lastPatch` and support state were taken. */
export const tableDate = '2026-11-21';

/**
 * Sources: minikube's constants_kubeadm_images.go (images, made by `kubeadm
 * config images list`), kubernetes.io/releases and eol.yaml (dates), kubeadm's
 * scheme registration PRs 75179, 101129, 107013, 114540, 125029, 136016 (config
 * APIs), containerd RELEASES.md (runtime from 1.32 on), kubernetes/
 * system-validators and PR 134744 (kernel, cgroups).
 */
export const minors: readonly MinorVersion[] = [
	{
		minor: '1.20',
		pause: '3.2',
		etcd: ['3.4.13-0'],
		coredns: ['1.7.0'],
		lastPatch: 15,
		endOfLife: '2022-02-28',
		configApis: ['v1beta2'],
		containerd: ['1.4.0', '1.5.0', '1.6.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.21',
		pause: '3.4.1',
		etcd: ['3.4.13-0'],
		coredns: ['v1.8.0'],
		lastPatch: 14,
		endOfLife: '2022-06-28',
		configApis: ['v1beta2'],
		containerd: ['1.4.0', '1.5.0', '1.6.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.22',
		pause: '3.5',
		etcd: ['3.5.0-0', '3.5.6-0'],
		coredns: ['v1.8.4'],
		lastPatch: 17,
		endOfLife: '2022-12-08',
		configApis: ['v1beta3', 'v1beta2'],
		containerd: ['1.4.0', '1.5.0', '1.6.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.23',
		pause: '3.6',
		etcd: ['3.5.1-0', '3.5.6-0'],
		coredns: ['v1.8.6'],
		lastPatch: 17,
		endOfLife: '2023-02-28',
		configApis: ['v1beta3', 'v1beta2'],
		containerd: ['1.4.0', '1.5.0', '1.6.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.24',
		pause: '3.7',
		etcd: ['3.5.3-0', '3.5.6-0'],
		coredns: ['v1.8.6'],
		lastPatch: 17,
		endOfLife: '2023-07-28',
		configApis: ['v1beta3', 'v1beta2'],
		containerd: ['1.6.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.25',
		pause: '3.8',
		etcd: ['3.5.4-0', '3.5.9-0'],
		coredns: ['v1.9.3'],
		lastPatch: 16,
		endOfLife: '2023-10-28',
		configApis: ['v1beta3', 'v1beta2'],
		containerd: ['1.6.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.26',
		pause: '3.9',
		etcd: ['3.5.6-0', '3.5.10-0'],
		coredns: ['v1.9.3'],
		lastPatch: 15,
		endOfLife: '2024-02-28',
		configApis: ['v1beta3', 'v1beta2'],
		containerd: ['1.6.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.27',
		pause: '3.9',
		etcd: ['3.5.7-0', '3.5.12-0'],
		coredns: ['v1.10.1'],
		lastPatch: 16,
		endOfLife: '2024-07-16',
		configApis: ['v1beta3'],
		containerd: ['1.6.15', '1.7.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.28',
		pause: '3.9',
		etcd: ['3.5.9-0', '3.5.15-0'],
		coredns: ['v1.10.1'],
		lastPatch: 15,
		endOfLife: '2024-10-22',
		configApis: ['v1beta3'],
		containerd: ['1.6.15', '1.7.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.29',
		pause: '3.9',
		etcd: ['3.5.10-0', '3.5.16-0'],
		coredns: ['v1.11.1'],
		lastPatch: 15,
		endOfLife: '2025-02-28',
		configApis: ['v1beta3'],
		containerd: ['1.6.15', '1.7.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.30',
		pause: '3.9',
		etcd: ['3.5.12-0', '3.5.15-0'],
		coredns: ['v1.11.1', 'v1.11.3'],
		lastPatch: 14,
		endOfLife: '2025-07-15',
		configApis: ['v1beta3'],
		containerd: ['1.6.15', '1.7.0'],
		cgroupV1: 'works',
	},
	{
		minor: '1.31',
		pause: '3.10',
		etcd: ['3.5.15-0', '3.5.24-0'],
		coredns: ['v1.11.1', 'v1.11.3'],
		lastPatch: 14,
		endOfLife: '2025-11-11',
		configApis: ['v1beta4', 'v1beta3'],
		containerd: ['1.7.0', '2.0.0'],
		cgroupV1: 'maintenance',
	},
	{
		minor: '1.32',
		pause: '3.10',
		etcd: ['3.5.16-0', '3.5.24-0'],
		coredns: ['v1.11.3'],
		lastPatch: 13,
		endOfLife: '2026-02-28',
		configApis: ['v1beta4', 'v1beta3'],
		containerd: ['1.6.36', '1.7.24', '2.0.1', '2.1.0'],
		cgroupV1: 'maintenance',
		kernel: {oldest: '4.19', below: 'error'},
	},
	{
		minor: '1.33',
		pause: '3.10',
		etcd: ['3.5.21-0', '3.5.24-0'],
		coredns: ['v1.12.0'],
		lastPatch: 13,
		endOfLife: '2026-06-28',
		configApis: ['v1beta4', 'v1beta3'],
		containerd: ['1.6.36', '1.7.24', '2.0.4', '2.1.0'],
		cgroupV1: 'maintenance',
		kernel: {oldest: '4.19', below: 'error'},
	},
	{
		minor: '1.34',
		pause: '3.10.1',
		etcd: ['3.6.4-0', '3.6.5-0'],
		coredns: ['v1.12.1'],
		lastPatch: 11,
		endOfLife: '2026-10-27',
		configApis: ['v1beta4', 'v1beta3'],
		containerd: ['1.6.39', '1.7.28', '2.0.6', '2.1.3'],
		cgroupV1: 'maintenance',
		kernel: {oldest: '4.19', below: 'warning'},
	},
	{
		minor: '1.35',
		pause: '3.10.1',
		etcd: ['3.6.6-0'],
		coredns: ['v1.13.1'],
		lastPatch: 9,
		endOfLife: '2027-02-28',
		configApis: ['v1beta4', 'v1beta3'],
		containerd: ['1.7.28', '2.1.5', '2.2.0'],
		cgroupV1: 'refused',
		kernel: {oldest: '4.19', below: 'warning'},
	},
	{
		minor: '1.36',
		pause: '3.10.2',
		etcd: ['3.6.8-0'],
		coredns: ['v1.14.2'],
		lastPatch: 4,
		endOfLife: '2027-06-28',
		configApis: ['v1beta4'],
		containerd: ['2.2.0', '2.3.0'],
		cgroupV1: 'refused',
		kernel: {oldest: '4.19', below: 'warning'},
	},
	{
		minor: '1.37',
		pause: '3.10.2',
		etcd: ['3.7.0-0'],
		coredns: ['v1.14.6'],
		lastPatch: 1,
		endOfLife: '2027-10-28',
		configApis: ['v1beta4'],
		containerd: ['2.2.0', '2.3.0'],
		cgroupV1: 'refused',
		kernel: {oldest: '4.19', below: 'warning'},
	},
];
