import type {Cluster} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {places} from '../places.ts';

/**
 * A proof is an event, so its result is kept: a first line that says of what,
 * then a line per node that was reached. It counts for the same nodes, network
 * and versions only; anything else is proven anew.
 */
export function recordHead({network, cni, kubernetesVersion}: Cluster): string {
	const plugin = 'version' in cni ? `${cni.kind} ${cni.version}` : cni.kind;
	return `# network of ${plugin}, pods ${network.podCidr}, services ${network.serviceCidr}, Kubernetes ${kubernetesVersion}`;
}

/** `unproven` prints the nodes of the spec that the record of this host lacks. */
export function unproven(cluster: Cluster): Script {
	return sh`
		unproven() {
			record=$(cat ${places.proof} 2>/dev/null || :)
			[ "$(printf '%s\\n' "$record" | head -n 1)" = ${recordHead(cluster)} ] || record=''
			nodes | while read -r name; do printf '%s\\n' "$record" | grep -qxF "$name" || printf '%s ' "$name"; done
		}
		nodes() {
			cat ${heredoc(cluster.hosts.map((host) => host.name).join('\n'))}
		}
	`;
}
