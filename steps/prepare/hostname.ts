import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, step} from '../step.ts';

/** cloud-init would set the old name again at every boot. */
const cloudInit = '/etc/cloud/cloud.cfg.d/99-kubewiz-hostname.cfg';

export const setHostname = step({
	id: 'prepare/hostname',
	title: told('Set the host name', '设置主机名'),
	why: told(
		'The kubelet registers the node by its name, and two machines of one name push each other out of the cluster.',
		'kubelet 以主机名注册节点，两台同名的机器会互相把对方挤出集群。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: [],
	check: ({host}) => sh`
		[ "$(cat /proc/sys/kernel/hostname)" = ${host.name} ] || todo "the host is called $(cat /proc/sys/kernel/hostname)"
		[ "$(cat /etc/hostname 2>/dev/null)" = ${host.name} ] || todo '/etc/hostname has another name: it would come back at the next boot'
		[ ! -d /etc/cloud/cloud.cfg.d ] || grep -qs '^preserve_hostname: true$' ${cloudInit} || todo 'cloud-init would set the name anew at the next boot'
	`,
	apply: ({host}) => sh`
		echo ${host.name} | kw_write /etc/hostname 644
		if [ -d /etc/cloud/cloud.cfg.d ]; then echo 'preserve_hostname: true' | kw_write ${cloudInit} 644; fi
		# Both the kernel and systemd-hostnamed, where it runs, must know.
		hostnamectl set-hostname ${host.name} 2>/dev/null || hostname ${host.name} 2>/dev/null || echo ${host.name} >/proc/sys/kernel/hostname
	`,
});
