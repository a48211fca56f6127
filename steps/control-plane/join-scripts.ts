import {apiServerPort} from '../../src/cluster/kubeadm/init.ts';
import {joinConfig} from '../../src/cluster/kubeadm/join.ts';
import type {Cluster, Host} from '../../src/cluster/types.ts';
import {feed} from '../../src/shell/late-text.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {withoutProxy} from '../kubectl.ts';
import {places} from '../places.ts';
import {apiPatience} from './come-to-end.ts';
import {apiUrl, judgeLeftovers, noteAttempt} from './evidence.ts';

/** Ends the check when kubeadm join was never begun here, did not finish, or joined another cluster. */
export function notJoined(cluster: Cluster): Script {
	return sh`
		if [ ! -e ${places.kubeletConf} ]; then
			${judgeLeftovers(cluster, 'join')}
			todo 'not a node of the cluster yet'
		fi
	`;
}

/**
 * Ends by `verdict` unless the cluster, asked with the kubelet's own
 * certificate, has a node of this name that is this very machine. A node that
 * belongs to another cluster is `foreign`. A cluster that does not answer says
 * nothing of how far the join came: then the check breaks.
 */
export function isThisNode(cluster: Cluster, host: Host, verdict: 'partial' | 'kw_fail'): Script {
	return sh`
		server=$(awk '$1 == "server:" { print $2; exit }' ${places.kubeletConf})
		case $server in
		${apiUrl(cluster)} | ${`https://${host.nodeIp}:${apiServerPort}`}) ;;
		*) foreign "this host is a node of the cluster at $server, not" ${apiUrl(cluster)} ;;
		esac
		told() {
			machine=$(kw_nodectl get node ${host.name} -o 'jsonpath={.status.nodeInfo.machineID}' 2>&1) || case $machine in *'(NotFound)'*) ;; *) return 1 ;; esac
		}
		kw_wait ${apiPatience} 'the cluster tells of this node' told || kw_fail 'the cluster was asked about node' ${host.name} "with the kubelet's certificate, and did not tell: $machine"
		case $machine in *'(NotFound)'*) ${verdict} 'this host was joined, but the cluster has no node' ${host.name} ;; esac
		[ "$machine" = "$(cat /etc/machine-id)" ] || ${verdict} 'node' ${host.name} "of the cluster is the machine $machine, this one is $(cat /etc/machine-id)"
	`;
}

/** kubeadm join. Its configuration holds the token, so it is in memory only, and only while kubeadm runs. */
export function joinWith(cluster: Cluster, host: Host): Script {
	return sh`
		umask 022
		trap 'rm -f ${places.joinConfig}' EXIT
		rm -f ${places.joinConfig}
		${feed(sh`(umask 077 && cat >${places.joinConfig})`, joinConfig(cluster, host))}
		${noteAttempt(cluster, 'join')}
		${withoutProxy}
		kubeadm join --config ${places.joinConfig}
	`;
}
