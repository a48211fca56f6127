import type {Cluster} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, step} from '../step.ts';

const file = '/etc/modules-load.d/kubewiz.conf';

/** Kernel modules by what uses them: containerd's snapshots, bridged pod traffic, and kube-proxy's mode. */
function modulesFor(cluster: Cluster): readonly string[] {
	const ipvs = ['ip_vs', 'ip_vs_rr', 'ip_vs_wrr', 'ip_vs_sh', 'nf_conntrack'];
	return ['overlay', 'br_netfilter', ...(cluster.kubeadm.kubeProxy.mode === 'ipvs' ? ipvs : [])];
}

export const loadModules = step({
	id: 'prepare/modules',
	title: told('Load kernel modules, now and at boot', '加载内核模块，开机也加载'),
	why: told(
		'Without br_netfilter, traffic between pods of one node passes kube-proxy by; without overlay, containerd can’t make containers.',
		'没有 br_netfilter，同一节点上 Pod 之间的流量会绕过 kube-proxy；没有 overlay，containerd 无法创建容器。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/tools'],
	check: ({cluster}) => sh`
		${loaded}
		printf '%s\\n' ${modulesFor(cluster)} | kw_same ${file} 644 || todo 'modules are not loaded at boot'
		for module in ${modulesFor(cluster)}; do loaded "$module" || todo "module $module is not loaded"; done
	`,
	apply: ({cluster}) => sh`
		printf '%s\\n' ${modulesFor(cluster)} | kw_write ${file} 644
		for module in ${modulesFor(cluster)}; do
			modprobe "$module" || kw_fail "modprobe $module failed: does the package with the modules of kernel $(uname -r) lack it? (EL: kernel-modules-extra, Ubuntu: linux-modules-extra)"
		done
	`,
	verify: ({cluster}) => sh`
		${loaded}
		for module in ${modulesFor(cluster)}; do loaded "$module" || kw_fail "module $module is not loaded"; done
	`,
});

/** What a module does is looked at first: one that is built in shows in neither lsmod nor /sys/module. */
const loaded: Script = sh`
	loaded() {
		case $1 in
		overlay) grep -qw overlay /proc/filesystems ;;
		br_netfilter) [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ] ;;
		*) [ -e "/sys/module/$1" ] || grep -qs "/$1\\.ko" "/lib/modules/$(uname -r)/modules.builtin" ;;
		esac
	}
`;
