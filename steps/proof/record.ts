import type {Cluster, Host} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {nodeKubectl} from '../kubectl.ts';
import {places} from '../places.ts';
import {proofNamespace} from './objects.ts';

/**
 * A proof is an event, so its result is kept: a first line that says of what,
 * then a line per node that was reached. Lines that begin with `#` beside the
 * first name nodes that could not be asked, and why. It counts for the same nodes, network
 * and versions only; anything else is proven anew.
 */
export function recordHead({network, cni, kubernetesVersion}: Cluster): string {
	const plugin = 'version' in cni ? `${cni.kind} ${cni.version}` : cni.kind;
	return `# network of ${plugin}, pods ${network.podCidr}, services ${network.serviceCidr}, Kubernetes ${kubernetesVersion}`;
}

/** Begins the line of a node that could not be asked. */
export const unprovenWord = '# not proven:';

/** `unproven` prints the nodes of the spec that the record of this host lacks. */
export function unproven(cluster: Cluster): Script {
	return sh`
		unproven() {
			record=$(cat ${places.proof} 2>/dev/null || :)
			[ "$(printf '%s\\n' "$record" | head -n 1)" = ${recordHead(cluster)} ] || record=''
			nodes | while read -r name; do printf '%s\\n' "$record" | grep -qxF "$name" || printf '%s ' "$name"; done
		}
		${specNodes(cluster)}
	`;
}

/** `nodes` prints the nodes of the spec. */
export function specNodes(cluster: Cluster): Script {
	return sh`
		nodes() {
			cat ${heredoc(cluster.hosts.map((host) => host.name).join('\n'))}
		}
	`;
}

/**
 * Ends the check by todo while a pod of the proof runs on this host: others are
 * about to reach it, so it must answer, whatever was proven from here before. The
 * kubelet's directory is looked for first, which costs no question to the API.
 */
export function notUnderWay(host: Host): Script {
	return sh`
		${nodeKubectl}
		under_way() {
			set -- /var/log/pods/${proofNamespace}_*
			[ -e "$1" ] && [ "$(kw_nodectl -n ${proofNamespace} get pods --field-selector ${`spec.nodeName=${host.name}`} -o 'jsonpath={.items[*].status.phase}' 2>/dev/null)" = Running ]
		}
		! under_way || todo 'a proof is under way'
	`;
}
