import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import type {CheckName} from '../../src/preflight/words/words.ts';
import {clock, cluster, everyDisk, healthy, onDisk, withKubeadm} from './samples.ts';

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

export const hostCases: readonly Case[] = [
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
];
