import type {Cluster} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {everyNode, step} from '../step.ts';

/** Sorts after /etc/sysctl.d/99-sysctl.conf, by which Debian has /etc/sysctl.conf read. */
const file = '/etc/sysctl.d/99-zz-kubewiz.conf';

/** Kernel settings that kubeadm's preflight and the CNI plugins ask for. */
export function sysctlsFor(cluster: Cluster): Readonly<Record<string, string>> {
	const {podCidr, serviceCidr} = cluster.network;
	const ipv6 = podCidr.includes(':') || serviceCidr.includes(':');
	return {
		'net.ipv4.ip_forward': '1',
		'net.bridge.bridge-nf-call-iptables': '1',
		'net.bridge.bridge-nf-call-ip6tables': '1',
		...(ipv6 ? {'net.ipv6.conf.all.forwarding': '1', 'net.ipv6.conf.default.forwarding': '1'} : {}),
	};
}

export const setSysctls = step({
	id: 'prepare/sysctl',
	title: 'Let the kernel forward and filter pod traffic',
	why: 'Pods of different nodes talk through the nodes, and Services are made of netfilter rules on bridged traffic.',
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/modules'],
	check: ({cluster}) => sh`
		${functions(cluster)}
		settings | kw_same ${file} 644 || todo 'the settings are not kept for the next boot'
		settings | while read -r key _ value; do
			[ "$(cat "$(path_of "$key")" 2>/dev/null)" = "$value" ] || todo "$key is $(cat "$(path_of "$key")" 2>/dev/null || echo missing), not $value"
		done
		later=$(overrides)
		[ "$later" = '' ] || todo "at the next boot another file has the last word: $later"
	`,
	apply: ({cluster}) => sh`
		${functions(cluster)}
		settings | kw_write ${file} 644
		overrides | while IFS=: read -r other line text; do
			echo "turned off in $other, line $line: $text"
			awk -v n="$line" 'NR == n { print "# turned off by kubewiz: " $0; next } { print }' "$other" | kw_write "$other" -
		done
		settings | while read -r key _ value; do printf '%s' "$value" >"$(path_of "$key")"; done
	`,
	verify: ({cluster}) => sh`
		${functions(cluster)}
		settings | while read -r key _ value; do
			[ "$(cat "$(path_of "$key")")" = "$value" ] || kw_fail "$key is $(cat "$(path_of "$key")"), not $value"
		done
		later=$(overrides)
		[ "$later" = '' ] || kw_fail "another file has the last word at the next boot: $later"
	`,
});

/** `overrides` prints `FILE:LINE:TEXT` of lines read after ours that say otherwise: `sysctl --system` reads /etc/sysctl.conf last. */
function functions(cluster: Cluster): Script {
	const lines = Object.entries(sysctlsFor(cluster)).map(([key, value]) => `${key} = ${value}`);
	return sh`
		settings() {
			cat ${heredoc(lines.join('\n'))}
		}
		path_of() { printf '/proc/sys/%s\\n' "$1" | tr . /; }
		overrides() {
			set --
			for other in /etc/sysctl.d/*.conf /etc/sysctl.conf; do [ ! -f "$other" ] || set -- "$@" "$other"; done
			settings | awk -F= -v ours=${file} '
				{ key = $1; gsub(/[ \t-]/, "", key); gsub("/", ".", key); value = $2; gsub(/[ \t]/, "", value) }
				FNR == NR { wanted[key] = value; next }
				(FILENAME > ours || FILENAME == "/etc/sysctl.conf") && key in wanted && wanted[key] != value { print FILENAME ":" FNR ":" $0 }
			' - "$@"
		}
	`;
}
