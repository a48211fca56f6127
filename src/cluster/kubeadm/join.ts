import {lateMark} from '../../shell/late-text.ts';
import type {Cluster, Host} from '../types.ts';
import {present} from './args.ts';
import {endpointText} from './cluster-configuration.ts';
import {emit, type KubeObject} from './emit.ts';
import {apiServerPort} from './init.ts';
import {controlPlaneTimeout, nodeRegistration} from './node-registration.ts';

/**
 * Text of the file for `kubeadm join --config` on a host. It has marks for the
 * run-time values `join-token`, `ca-hash` (in full, `sha256:…`) and, on control
 * planes, `certificate-key`; write it with `feed`, readable by root alone.
 */
export function joinConfig(cluster: Cluster, host: Host): string {
	return emit([joinObject(cluster, host)]);
}

/** The object of that file. */
export function joinObject(cluster: Cluster, host: Host): KubeObject {
	const {configApi: api} = cluster.kubeadm;
	const plane = host.roles.includes('control-plane');
	return present({
		apiVersion: `kubeadm.k8s.io/${api}`,
		kind: 'JoinConfiguration',
		discovery: {
			bootstrapToken: {
				apiServerEndpoint: endpointText(cluster),
				token: lateMark('join-token'),
				caCertHashes: [lateMark('ca-hash')],
			},
		},
		nodeRegistration: nodeRegistration(cluster, host),
		controlPlane: plane
			? {certificateKey: lateMark('certificate-key'), localAPIEndpoint: {advertiseAddress: host.nodeIp, bindPort: apiServerPort}}
			: undefined,
		timeouts: api === 'v1beta4' && plane ? {controlPlaneComponentHealthCheck: controlPlaneTimeout} : undefined,
	});
}
