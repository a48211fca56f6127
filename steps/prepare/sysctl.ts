import type {Cluster} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, step} from '../step.ts';

/** Sorts after /etc/sysctl.d/99-sysctl.conf, by which Debian has /etc/sysctl.conf read. */
const file = '/etc/sysctl.d/99-zz-kubewiz.conf';

/** Kernel settings that kubeadm's preflight and the CNI plugins ask for. */
function sysctlsFor(cluster: Cluster): Readonly<Record<string, string>> {
	const {podCidr, serviceCidr} = cluster.network;
	const ipv6 = podCidr.includes(':') || serviceCidr.includes(':');
	return {
		'net.ipv4.ip_forward': '1',
		'net.bridge.bridge-nf-call-iptables': '1',
		'net.bridge.bridge-nf-call-ip6tables': '1',
		...(ipv6 ? {'net.ipv6.conf.all.forwarding': '1', 'net.ipv6.conf.default.forwarding': '1'} : {}),
	};
}

/** Sorts before what the operator has, so that his own, higher limits count. */
const limitsFile = '/etc/sysctl.d/10-kubewiz-limits.conf';

/** Limits that must not be lower. The kernel's default of 128 watchers is used up by a kubelet and a few dozen pods: "too many open files". */
const limits = {'fs.inotify.max_user_instances': '8192', 'fs.inotify.max_user_watches': '524288'};

export const setSysctls = step({
	id: 'prepare/sysctl',
	title: told('Let the kernel forward and filter pod traffic', '让内核转发并过滤 Pod 流量'),
	why: told(
		'Pods of different nodes talk through the nodes, and Services are made of netfilter rules on bridged traffic.',
		'不同节点的 Pod 经由节点互相通信，而 Service 由作用于桥接流量的 netfilter 规则构成。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/modules'],
	check: ({cluster}) => sh`
		${functions(cluster)}
		settings | kw_same ${file} 644 || todo 'the settings are not kept for the next boot'
		limits | kw_same ${limitsFile} 644 || todo 'the limits are not kept for the next boot'
		wrong=$(wrong)
		[ "$wrong" = '' ] || todo "$wrong"
	`,
	apply: ({cluster}) => sh`
		${functions(cluster)}
		kw_write ${file} 644 settings
		kw_write ${limitsFile} 644 limits
		without_line() { awk -v n="$1" 'NR == n { print "# turned off by kubewiz: " $0; next } { print }' "$2"; }
		overrides | while IFS=: read -r other line text; do
			echo "turned off in $other, line $line: $text"
			kw_write "$other" - without_line "$line" "$other"
		done
		settings | while read -r key _ value; do printf '%s' "$value" >"$(path_of "$key")"; done
		limits | while read -r key _ value; do
			if [ "$(cat "$(path_of "$key")")" -lt "$value" ]; then printf '%s' "$value" >"$(path_of "$key")"; fi
		done
	`,
	// Only lines in them that say otherwise.
	writes: () => ['/etc/sysctl.conf', '/etc/sysctl.d/*.conf'],
	verify: ({cluster}) => sh`
		${functions(cluster)}
		wrong=$(wrong)
		[ "$wrong" = '' ] || kw_fail "$wrong"
	`,
});

/**
 * `wrong` prints what is not so in the running kernel or will not be after the
 * next boot. `overrides` prints `FILE:LINE:TEXT` of lines read after ours that
 * say otherwise: `sysctl --system` reads /etc/sysctl.conf last.
 */
function functions(cluster: Cluster): Script {
	return sh`
		settings() {
			cat ${heredoc(linesOf(sysctlsFor(cluster)))}
		}
		limits() {
			cat ${heredoc(linesOf(limits))}
		}
		path_of() { printf '/proc/sys/%s\\n' "$1" | tr . /; }
		wrong() {
			settings | while read -r key _ value; do
				now=$(cat "$(path_of "$key")" 2>/dev/null || echo missing)
				[ "$now" = "$value" ] || echo "$key is $now, not $value"
			done
			limits | while read -r key _ value; do
				now=$(cat "$(path_of "$key")")
				[ "$now" -ge "$value" ] || echo "$key is $now, less than $value"
			done
			overrides | while IFS=: read -r other line text; do echo "$other, line $line, has the last word at the next boot: $text"; done
		}
		overrides() {
			set --
			for other in /etc/sysctl.d/*.conf /etc/sysctl.conf; do [ ! -f "$other" ] || set -- "$@" "$other"; done
			settings | awk -F= -v ours=${file} '
				{ key = $1; gsub(/[ \\t-]/, "", key); gsub("/", ".", key); value = $2; gsub(/[ \\t]/, "", value) }
				FNR == NR { wanted[key] = value; next }
				(FILENAME > ours || FILENAME == "/etc/sysctl.conf") && key in wanted && wanted[key] != value { print FILENAME ":" FNR ":" $0 }
			' - "$@"
		}
	`;
}

function linesOf(settings: Readonly<Record<string, string>>): string {
	return Object.entries(settings)
		.map(([key, value]) => `${key} = ${value}`)
		.join('\n');
}
