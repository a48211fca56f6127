import {type Script, sequence, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {familyOf, type Tool, tools} from '../packages/family.ts';
import {everyNode, minutes, type StepContext, step} from '../step.ts';

export const installTools = step({
	id: 'prepare/tools',
	title: told('Install the tools Kubernetes calls', '安装 Kubernetes 所需工具'),
	why: told(
		'kubeadm, the kubelet and kube-proxy call conntrack, socat, iptables and others, and the packages do not pull all of them in.',
		'kubeadm、kubelet 和 kube-proxy 会调用 conntrack、socat、iptables 等工具，而软件包不会全部带上它们。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/proxy', 'prepare/hosts-file'],
	detached: true,
	pool: 'download',
	retry: ['network', 'lock'],
	timeoutMs: minutes(20),
	check: (context) => sh`
		${missing(context)}
		[ "$(missing)" = '' ] || todo "missing: $(missing | tr '\\n' ' ')"
	`,
	apply: (context) => sh`
		${missing(context)}
		${familyOf(context).installer}
		set --
		for package in $(missing); do set -- "$@" "$package"; done
		kw_update
		kw_install "$@"
	`,
	verify: (context) => sh`
		${missing(context)}
		[ "$(missing)" = '' ] || kw_fail "still missing: $(missing | tr '\\n' ' ')"
	`,
});

/** `missing` prints the packages to install. Commands are looked for, not packages: what is there by other ways is good. */
function missing(context: StepContext): Script {
	const family = familyOf(context);
	const needed: readonly Tool[] = context.cluster.kubeadm.kubeProxy.mode === 'ipvs' ? [...tools, 'ipvsadm'] : tools;
	return sh`
		missing() {
			${sequence(needed.map((tool) => sh`kw_has ${tool} || echo ${family.packageOf[tool]}`))}
			${sequence(family.alwaysNeeded.map(({package: name, file}) => sh`[ -e ${file} ] || echo ${name}`))}
		}
	`;
}
