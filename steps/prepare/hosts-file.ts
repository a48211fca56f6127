import ipaddr from 'ipaddr.js';
import {type Cluster, controlPlanes, type Host, leaderOf} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, step} from '../step.ts';

const cloudInit = '/etc/cloud/cloud.cfg.d/99-kubewiz-hosts.cfg';

/**
 * Names every node must resolve without asking a DNS server: its own, the
 * control planes' and, when kubewiz keeps it, the endpoint's. Other workers are
 * left out, so that adding one does not change the file on all hosts.
 */
function hostsEntries(cluster: Cluster, host: Host): readonly string[] {
	const own = controlPlanes(cluster).includes(host) ? [] : [host];
	const lines = [...controlPlanes(cluster), ...own].map(({nodeIp, name}) => `${nodeIp} ${name}`);
	const {endpoint} = cluster;
	if (endpoint.kind === 'hosts-file' && !ipaddr.isValid(endpoint.host)) lines.unshift(`${leaderOf(cluster).nodeIp} ${endpoint.host}`);
	return lines;
}

export const writeHostsFile = step({
	id: 'prepare/hosts-file',
	title: told('Put the cluster’s names into /etc/hosts', '把集群名称写入 /etc/hosts'),
	why: told(
		'The node’s own name must lead to its real address (Debian maps it to 127.0.1.1), and the API endpoint must be found even when DNS is down.',
		'节点自己的名称必须指向其真实地址（Debian 将其映射到 127.0.1.1），而且 DNS 故障时也必须能找到 API 端点。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/hostname'],
	check: ({cluster, host}) => sh`
		${newFile(cluster, host)}
		new_hosts | kw_same /etc/hosts - || todo '/etc/hosts lacks the names of the cluster, or gives the host a loopback address'
		[ ! -d /etc/cloud/cloud.cfg.d ] || grep -qs '^manage_etc_hosts: false$' ${cloudInit} || todo 'cloud-init would write /etc/hosts anew at the next boot'
	`,
	apply: ({cluster, host}) => sh`
		${newFile(cluster, host)}
		kw_write /etc/hosts - new_hosts
		if [ -d /etc/cloud/cloud.cfg.d ]; then echo 'manage_etc_hosts: false' | kw_write ${cloudInit} 644; fi
	`,
	verify: ({host}) => sh`
		found=$(getent hosts ${host.name} | awk '{ print $1; exit }')
		[ "$found" = ${host.nodeIp} ] || kw_fail ${host.name} "resolves to \${found:-nothing}, not to" ${host.nodeIp}
	`,
});

/**
 * The block comes first: of several lines with one name the first counts. Lines
 * of others stay as they are. A full name that the host had at a loopback
 * address goes before its short one, so that `hostname -f` still gives it.
 */
function newFile(cluster: Cluster, host: Host): Script {
	return sh`
		full_names() {
			[ ! -e /etc/hosts ] || awk -v name=${host.name} '
				{ sub(/^# before kubewiz: /, "") }
				$1 ~ /^127\\.|^::1$/ { for (i = 2; i <= NF && $i !~ /^#/; i++) if (index($i, name ".") == 1 && !seen[$i]++) printf "%s ", $i }' /etc/hosts
		}
		new_hosts() {
			cluster_names | awk -v name=${host.name} -v full="$(full_names)" '$2 == name { print $1 " " full $2; next } { print }' | kw_block 'names of the cluster'
			kw_without_block 'names of the cluster' /etc/hosts | awk -v name=${host.name} '
				$1 ~ /^127\\.|^::1$/ {
					left = $1
					for (i = 2; i <= NF; i++) if ($i != name && index($i, name ".") != 1) left = left " " $i
					if (split(left, words, " ") < NF) { print "# before kubewiz: " $0; if (left == $1) next; $0 = left }
				}
				{ print }'
		}
		cluster_names() {
			cat ${heredoc(hostsEntries(cluster, host).join('\n'))}
		}
	`;
}
