import {endpointText} from '../../src/cluster/kubeadm/cluster-configuration.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {places} from '../places.ts';

/** The API as every node and client of the cluster calls it. */
export function apiUrl(cluster: Cluster): string {
	return `https://${endpointText(cluster)}`;
}

/**
 * What earlier work of kubeadm left on a host. Nothing is ever reset: a check
 * says what is there and whose it is, and the operator decides. With what
 * commands, the runner tells: it knows what the host is to the others.
 */
export const evidence: Script = sh`
	# Prints the files that kubeadm would refuse to find.
	leftovers() {
		for file in /etc/kubernetes/manifests/*.yaml /etc/kubernetes/pki/ca.crt /etc/kubernetes/*kubelet.conf /etc/kubernetes/admin.conf /var/lib/etcd/member; do
			[ ! -e "$file" ] || printf '%s ' "$file"
		done
	}
	# server_of KUBECONFIG
	server_of() { awk '$1 == "server:" { print $2; exit }' "$1"; }
`;

/** Line that `init` or `join` leaves before it starts. */
function attemptOf(cluster: Cluster, what: 'init' | 'join'): string {
	return `${what} ${cluster.name} ${apiUrl(cluster)}`;
}

/** Writes that line, which holds no secret. A host that begins is in no cluster: what is noted of an earlier one, reset since, is no longer true. */
export function noteAttempt(cluster: Cluster, what: 'init' | 'join'): Script {
	return sh`
		rm -f ${places.clusterUid} ${places.proof}
		echo ${attemptOf(cluster, what)} | kw_write ${places.attempt} 600
	`;
}

/**
 * Ends the check when `leftovers` finds something: `partial` when this was our
 * own attempt for this cluster, `foreign` otherwise.
 */
export function judgeLeftovers(cluster: Cluster, what: 'init' | 'join'): Script {
	return sh`
		left=$(leftovers)
		if [ "$left" != '' ]; then
			if [ "$(cat ${places.attempt} 2>/dev/null)" = ${attemptOf(cluster, what)} ]; then
				partial ${`kubeadm ${what} was begun here and did not come to its end. It left:`} "$left"
			fi
			foreign 'this host holds parts of a cluster that is not this one:' "$left"
		fi
	`;
}
