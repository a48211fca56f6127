import {defaults, endpointName} from './defaults.ts';
import type {ClusterSpec} from './schema/cluster.ts';
import type {Cluster} from './types.ts';

/** Answers that `kubeadm init` writes into certificates, etcd and every node: kubeadm has no way to change them afterwards. */
export interface Fixed {
	readonly podCIDR: string;
	readonly serviceCIDR: string;
	readonly dnsDomain: string;
	/** As host:port. */
	readonly endpoint: string;
}

/** What `kubeadm init` fixes in this cluster. */
export function fixedIn({network, endpoint}: Pick<Cluster, 'network' | 'endpoint'>): Fixed {
	return {
		podCIDR: network.podCidr,
		serviceCIDR: network.serviceCidr,
		dnsDomain: network.dnsDomain,
		endpoint: `${endpoint.host}:${endpoint.port}`,
	};
}

/** The answer that gives the fixed endpoint again; undefined where it is the cluster's own by default. */
export function endpointAnswer({endpoint}: Fixed, clusterName: string): ClusterSpec['controlPlaneEndpoint'] {
	return endpoint === `${endpointName(clusterName)}:${defaults.apiPort}` ? undefined : endpoint;
}
