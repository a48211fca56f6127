import {nodeIpOf, nodeNameOf} from '../../cluster/hosts.ts';
import type {ClusterDocument} from '../../cluster/schema/cluster.ts';
import type {HostSpec} from '../../cluster/schema/host.ts';
import type {Host} from '../../cluster/types.ts';

/**
 * The hosts of a draft as far as logging in needs them, even while the rest of
 * the spec still has problems: names, addresses and login settings.
 */
export function draftHosts(document: ClusterDocument): readonly Host[] {
	return document.spec.hosts
		.filter((host): host is HostSpec => typeof host !== 'string')
		.map((host) => ({
			name: nodeNameOf(host),
			address: host.address,
			roles: host.roles ?? ['worker'],
			nodeIp: nodeIpOf(host) ?? host.address,
			ssh: {...document.spec.ssh, ...host.ssh} as Host['ssh'],
			labels: {},
			taints: [],
		}));
}
