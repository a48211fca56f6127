import {type Cluster, controlPlanes} from '../types.ts';
import {argsFor, present} from './args.ts';
import type {KubeObject} from './emit.ts';
import {controlPlaneTimeout} from './node-registration.ts';

/** ClusterConfiguration: what all nodes have in common. */
export function clusterConfiguration(cluster: Cluster): KubeObject {
	const {configApi: api, extraArgs, featureGates} = cluster.kubeadm;
	return present({
		apiVersion: `kubeadm.k8s.io/${api}`,
		kind: 'ClusterConfiguration',
		clusterName: cluster.name,
		// The full patch: with anything less kubeadm asks dl.k8s.io and waits when there is no way out.
		kubernetesVersion: `v${cluster.kubernetesVersion}`,
		controlPlaneEndpoint: endpointText(cluster),
		imageRepository: cluster.mirrors.images.repository,
		networking: {dnsDomain: cluster.network.dnsDomain, podSubnet: cluster.network.podCidr, serviceSubnet: cluster.network.serviceCidr},
		apiServer: present({
			certSANs: certSans(cluster),
			extraArgs: argsFor(api, extraArgs.apiServer),
			// v1beta4 has it under timeouts in InitConfiguration and JoinConfiguration.
			timeoutForControlPlane: api === 'v1beta4' ? undefined : controlPlaneTimeout,
		}),
		controllerManager: component(argsFor(api, extraArgs.controllerManager)),
		scheduler: component(argsFor(api, extraArgs.scheduler)),
		etcd: {local: present({dataDir: '/var/lib/etcd', extraArgs: argsFor(api, extraArgs.etcd)})},
		dns: dns(cluster),
		featureGates: Object.keys(featureGates).length > 0 ? featureGates : undefined,
	});
}

/** `host:port` of the API as nodes and clients reach it. */
export function endpointText({endpoint}: Cluster): string {
	return `${endpoint.host}:${endpoint.port}`;
}

/** Every name and address the API server may be called by, so that none of them ever needs a new certificate. */
export function certSans(cluster: Cluster): readonly string[] {
	const planes = controlPlanes(cluster).flatMap((host) => [host.name, host.nodeIp]);
	return [...new Set([cluster.endpoint.host, ...planes, '127.0.0.1', ...cluster.kubeadm.certSans])];
}

function component(extraArgs: ReturnType<typeof argsFor>): {extraArgs: ReturnType<typeof argsFor>} | undefined {
	return extraArgs === undefined ? undefined : {extraArgs};
}

/** v1beta2 demands a type as soon as there is a `dns`. */
function dns({mirrors, kubeadm}: Cluster): Record<string, string> | undefined {
	const {dnsRepository} = mirrors.images;
	if (dnsRepository === undefined) return undefined;
	return kubeadm.configApi === 'v1beta2' ? {type: 'CoreDNS', imageRepository: dnsRepository} : {imageRepository: dnsRepository};
}
