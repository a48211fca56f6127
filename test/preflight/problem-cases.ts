import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import type {CheckName} from '../../src/preflight/words/words.ts';
import {clock, cluster, foreignMarks, healthy, ourMarks, withKubeadm} from './samples.ts';

type Disk = Facts['disks'][number];

function onDisk(path: string, change: Partial<Disk>): Facts['disks'] {
	return healthy(1).disks.map((disk) => (disk.path === path ? {...disk, mount: path, ...change} : disk));
}

function everyDisk(change: Partial<Disk>): Facts['disks'] {
	return healthy(1).disks.map((disk) => ({...disk, ...change}));
}

/** One check, what makes the first host (the control plane) ill, and what is seen. */
export interface Case {
	readonly check: CheckName;
	readonly severity: 'error' | 'warning' | 'info';
	/** What makes the first host, the control plane, ill. */
	readonly change: Partial<Facts>;
	readonly evidence: RegExp;
	readonly spec?: Cluster;
	/** Specs under which the same facts are no such finding. */
	readonly notWith?: readonly Cluster[];
}

export const cases: readonly Case[] = [
	{check: 'few-cpus', severity: 'error', change: {cpus: 1}, evidence: /^1 CPU$/},
	{
		check: 'few-cpus',
		severity: 'warning',
		change: {cpus: 1},
		evidence: /1 CPU/,
		spec: withKubeadm({ignorePreflightErrors: ['numcpu']}),
	},
	{check: 'little-memory', severity: 'error', change: {memoryMib: 1699}, evidence: /1699 MiB/},
	{check: 'cpu-too-old', severity: 'warning', change: {cpuFlags: ['fpu', 'sse2', 'cx16']}, evidence: /sse4_2/},
	{
		check: 'os-unsupported',
		severity: 'error',
		change: {os: {...healthy(1).os, family: 'unknown', pretty: 'Alpine Linux v3.20'}},
		evidence: /Alpine/,
	},
	{
		check: 'os-end-of-life',
		severity: 'warning',
		change: {os: {...healthy(1).os, versionId: '10', pretty: 'Debian 10'}},
		evidence: /Debian 10/,
	},
	{
		check: 'kernel-too-old',
		severity: 'error',
		change: {kernel: '4.18.0-553.el8.x86_64'},
		evidence: /4\.18.*4\.19/,
		spec: cluster({kubernetesVersion: '1.33.13'}),
		notWith: [cluster({kubernetesVersion: '1.31.14'})],
	},
	{check: 'kernel-too-old', severity: 'warning', change: {kernel: '4.18.0-553.el8.x86_64'}, evidence: /4\.18/},
	{
		check: 'cgroup-v1',
		severity: 'error',
		change: {cgroup: 'v1', cgroupControllers: ['cpu', 'cpuacct', 'cpuset', 'memory', 'pids']},
		evidence: /cgroup v1/,
		notWith: [
			cluster({kubernetesVersion: '1.20.2'}),
			withKubeadm({kubelet: {failCgroupV1: false}, ignorePreflightErrors: ['SystemVerification']}),
		],
	},
	{
		check: 'cgroup-v1-maintenance',
		severity: 'warning',
		change: {cgroup: 'hybrid'},
		evidence: /hybrid/,
		spec: cluster({kubernetesVersion: '1.33.13'}),
		notWith: [cluster({kubernetesVersion: '1.20.2'})],
	},
	{
		check: 'cgroup-controller-missing',
		severity: 'error',
		change: {cgroupControllers: ['cpuset', 'cpu', 'pids']},
		evidence: /without memory/,
	},
	{
		check: 'module-missing',
		severity: 'error',
		change: {missingModules: ['vxlan', 'overlay']},
		evidence: /vxlan, overlay|overlay, vxlan/,
	},
	{check: 'module-unloadable', severity: 'error', change: {unknownModules: ['br_netfilter']}, evidence: /br_netfilter not loaded/},
	{check: 'reboot-required', severity: 'warning', change: {rebootRequired: true}, evidence: /reboot-required/},
	{check: 'runs-in-container', severity: 'info', change: {virtualization: 'lxc'}, evidence: /lxc/},
	{check: 'hostname-differs', severity: 'info', change: {hostname: 'localhost'}, evidence: /localhost becomes n1/},
	{
		check: 'cloud-init-rewrites',
		severity: 'warning',
		change: {cloudInit: ['manage_etc_hosts: true (/etc/cloud/cloud.cfg)']},
		evidence: /manage_etc_hosts/,
	},
	{check: 'machine-id-missing', severity: 'error', change: {machineId: 'uninitialized'}, evidence: /uninitialized/},
	{check: 'time-sync-missing', severity: 'info', change: {timeSync: 'none'}, evidence: /no time service/},
	{check: 'time-zones-differ', severity: 'info', change: {timeZone: 'Asia/Shanghai'}, evidence: /Asia\/Shanghai/},
	{check: 'clock-skew', severity: 'error', change: {clock: clock(-600_000)}, evidence: /10 min behind/},
	{check: 'clock-skew', severity: 'warning', change: {clock: clock(4000)}, evidence: /4\.0 s ahead/},
	{
		check: 'node-ip-absent',
		severity: 'error',
		change: {addresses: [{interface: 'ens3', cidr: '172.16.5.4/24'}]},
		evidence: /10\.0\.0\.11 is not among 172\.16\.5\.4/,
	},
	{
		check: 'cidr-overlaps-route',
		severity: 'error',
		change: {routes: [{destination: '10.100.0.0/16', interface: 'tun0'}]},
		evidence: /10\.100\.0\.0\/16 on tun0 overlaps the service network/,
	},
	{
		check: 'cidr-holds-nameserver',
		severity: 'error',
		change: {nameservers: ['10.96.3.4']},
		evidence: /10\.96\.3\.4 in the service network/,
	},
	{
		check: 'network-manager-cloud',
		severity: 'warning',
		change: {services: {'nm-cloud-setup': {active: 'inactive', enabled: 'enabled'}}},
		evidence: /enabled/,
	},
	{
		check: 'port-in-use',
		severity: 'error',
		change: {listeners: [{port: 6443, address: '0.0.0.0', program: 'haproxy'}]},
		evidence: /6443 by haproxy, needed by kube-apiserver/,
	},
	{
		check: 'node-port-in-use',
		severity: 'info',
		change: {listeners: [{port: 31000, address: '0.0.0.0', program: 'java'}]},
		evidence: /31000 by java/,
	},
	{
		check: 'dns-loop',
		severity: 'error',
		change: {nameservers: ['127.0.0.1']},
		evidence: /127\.0\.0\.1/,
		notWith: [withKubeadm({kubelet: {resolvConf: '/etc/resolv-pods.conf'}})],
	},
	{check: 'dns-missing', severity: 'warning', change: {nameservers: []}, evidence: /no nameserver/},
	{
		check: 'endpoint-in-hosts-file',
		severity: 'info',
		change: {etcHosts: [{address: '10.9.9.9', names: ['api.test.internal']}]},
		evidence: /10\.9\.9\.9/,
	},
	{
		check: 'name-is-loopback',
		severity: 'info',
		change: {etcHosts: [{address: '127.0.1.1', names: ['n1']}]},
		evidence: /127\.0\.1\.1 n1/,
	},
	{check: 'disk-space', severity: 'error', change: {disks: onDisk('/var', {freeMib: 100})}, evidence: /^\/var: 100 MiB free/},
	{check: 'disk-eviction', severity: 'error', change: {disks: everyDisk({freeMib: 3900})}, evidence: /10 % of/},
	{check: 'inodes-short', severity: 'warning', change: {disks: everyDisk({freeInodes: 1000})}, evidence: /1000 of 5222400/},
	{check: 'disk-read-only', severity: 'error', change: {disks: onDisk('/opt', {readOnly: true})}, evidence: /^\/opt: read-only/},
	{check: 'disk-noexec', severity: 'error', change: {disks: onDisk('/var/lib', {noexec: true})}, evidence: /noexec/},
	{
		check: 'xfs-no-ftype',
		severity: 'error',
		change: {disks: onDisk('/var/lib/containerd', {noDirectoryTypes: true})},
		evidence: /ftype=0/,
	},
	{check: 'disk-unfit', severity: 'warning', change: {disks: everyDisk({filesystem: 'nfs4'})}, evidence: /nfs4/},
	{check: 'etcd-in-memory', severity: 'warning', change: {disks: onDisk('/var/lib/etcd', {filesystem: 'tmpfs'})}, evidence: /tmpfs/},
	{check: 'etcd-disk-slow', severity: 'warning', change: {fsyncP99Ms: 48.25}, evidence: /48\.3 ms|48\.2 ms/},
	{
		check: 'package-lock',
		severity: 'info',
		change: {packageLock: {pid: 77, command: 'unattended-upgr'}},
		evidence: /unattended-upgr.*77/,
	},
	{check: 'packages-broken', severity: 'warning', change: {brokenPackages: ['libc-bin']}, evidence: /libc-bin/},
	{
		check: 'packages-held',
		severity: 'info',
		change: {packages: {kubelet: '1.35.1-1.1'}, heldPackages: ['kubelet']},
		evidence: /kubelet 1\.35\.1/,
	},
	{
		check: 'kubernetes-version-differs',
		severity: 'warning',
		change: {packages: {kubeadm: '1.20.5+really1.20.2-1'}},
		evidence: /kubeadm/,
		notWith: [cluster({kubernetesVersion: '1.20.2'})],
	},
	{check: 'shadowing-binaries', severity: 'warning', change: {leftovers: ['/usr/local/bin/kubelet']}, evidence: /kubelet/},
	{
		check: 'runtime-conflict',
		severity: 'error',
		change: {packages: {'docker.io': '20.10.24', containerd: '1.6.20~ds1-1'}},
		evidence: /containerd\.io excludes containerd and docker\.io/,
		notWith: [cluster({runtime: {name: 'containerd', package: 'containerd'}})],
	},
	{
		check: 'runtime-too-old',
		severity: 'warning',
		change: {packages: {containerd: '1.6.20~ds1-1+deb12u1'}},
		evidence: /1\.6\.20 with Kubernetes 1\.36\.4/,
		spec: cluster({runtime: {name: 'containerd', package: 'containerd'}}),
	},
	{check: 'docker-present', severity: 'info', change: {processes: ['dockerd'], criDisabled: true}, evidence: /dockerd runs.*CRI/},
	{check: 'other-runtime', severity: 'info', change: {processes: ['crio']}, evidence: /crio/},
	{
		check: 'kubelet-flags-removed',
		severity: 'error',
		change: {kubeletFlags: [{file: '/etc/default/kubelet', flag: '--pod-infra-container-image'}]},
		evidence: /pod-infra.*default/,
		notWith: [cluster({kubernetesVersion: '1.34.11'})],
	},
	{
		check: 'tools-missing',
		severity: 'info',
		change: {commands: ['ip', 'apt-get', 'dpkg', 'systemctl', 'mount', 'modprobe']},
		evidence: /conntrack/,
	},
	{
		check: 'base-tools-missing',
		severity: 'error',
		change: {commands: ['ip', 'apt-get', 'dpkg', 'systemctl']},
		evidence: /mount, modprobe/,
	},
	{
		check: 'swap-on',
		severity: 'info',
		change: {swap: [{name: '/swap.img', kib: 2_097_148}]},
		evidence: /swap\.img \(2048 MiB\)/,
		notWith: [withKubeadm({kubelet: {failSwapOn: false}})],
	},
	{check: 'selinux-enforcing', severity: 'info', change: {selinux: 'enforcing'}, evidence: /enforcing/},
	{
		check: 'firewall-on',
		severity: 'info',
		change: {firewall: 'ufw'},
		evidence: /ufw: needs .*6443\/tcp.*8472\/udp/,
		notWith: [cluster({firewall: 'leave'})],
	},
	{check: 'firewall-left', severity: 'warning', change: {firewall: 'firewalld'}, evidence: /2379/, spec: cluster({firewall: 'leave'})},
	{
		check: 'proxy-not-in-spec',
		severity: 'warning',
		change: {proxyEnv: {http_proxy: 'http://10.0.0.9:3128', no_proxy: 'localhost'}},
		evidence: /http_proxy=http:\/\/10\.0\.0\.9:3128$/,
		notWith: [cluster({proxy: {http: 'http://10.0.0.9:3128', noProxy: []}})],
	},
	{check: 'forwarding-turned-off', severity: 'info', change: {forwardingOff: ['/etc/sysctl.conf']}, evidence: /sysctl\.conf/},
	{check: 'foreign-marks', severity: 'error', change: {marks: foreignMarks}, evidence: /cluster other/},
	{check: 'already-ours', severity: 'info', change: {marks: ourMarks}, evidence: /cluster test/},
	{
		check: 'live-cluster',
		severity: 'error',
		change: {processes: ['kube-apiserver', 'etcd'], apiServers: {'/etc/kubernetes/kubelet.conf': 'https://10.1.1.1:6443'}},
		evidence: /kube-apiserver, etcd running, API server https:\/\/10\.1\.1\.1:6443/,
	},
	{
		check: 'leftovers-in-the-way',
		severity: 'error',
		change: {leftovers: ['/etc/kubernetes/manifests/etcd.yaml', '/var/lib/etcd']},
		evidence: /etcd\.yaml, \/var\/lib\/etcd/,
	},
	{check: 'other-distribution', severity: 'warning', change: {leftovers: ['/var/lib/rancher']}, evidence: /rancher/},
	{
		check: 'unit-overrides-package',
		severity: 'warning',
		change: {leftovers: ['/etc/systemd/system/kubelet.service']},
		evidence: /kubelet/,
	},
	{
		check: 'cni-leftovers',
		severity: 'warning',
		change: {links: [{name: 'cni0', state: 'down', hardware: false}], leftovers: ['/etc/cni/net.d']},
		evidence: /net\.d, interface cni0/,
	},
	{check: 'leftovers-harmless', severity: 'info', change: {leftovers: ['/var/lib/kubelet/pods']}, evidence: /pods/},
];
