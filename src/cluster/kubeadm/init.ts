import {type Cluster, leaderOf} from '../types.ts';
import {present} from './args.ts';
import {clusterConfiguration} from './cluster-configuration.ts';
import {kubeletConfiguration, kubeProxyConfiguration} from './component-configs.ts';
import {emit, type KubeObject} from './emit.ts';
import {controlPlaneTimeout, nodeRegistration} from './node-registration.ts';

/** Port every API server listens on at its own node. */
export const apiServerPort = 6443;

/** By this the tokens kubewiz has made, here and for joins, are known from an operator's own. */
export const bootstrapTokenDescription = 'kubewiz: for joining nodes, deleted at the end of the run';

/** Text of the file for `kubeadm init --config` on the leader. Free of secrets and run-time values. */
export function initConfig(cluster: Cluster): string {
	return emit(initObjects(cluster));
}

/**
 * The objects of that file. The bootstrap token is left for kubeadm to make up
 * (SetBootstrapTokensDynamicDefaults): nobody is shown it, joins get fresh ones
 * of their own, and by its description it is found again to be deleted.
 */
export function initObjects(cluster: Cluster): readonly KubeObject[] {
	const leader = leaderOf(cluster);
	const {configApi: api} = cluster.kubeadm;
	const init = present({
		apiVersion: `kubeadm.k8s.io/${api}`,
		kind: 'InitConfiguration',
		bootstrapTokens: [{description: bootstrapTokenDescription, ttl: '30m0s'}],
		localAPIEndpoint: {advertiseAddress: leader.nodeIp, bindPort: apiServerPort},
		nodeRegistration: nodeRegistration(cluster, leader),
		timeouts: api === 'v1beta4' ? {controlPlaneComponentHealthCheck: controlPlaneTimeout} : undefined,
	});
	const kubeProxy = kubeProxyConfiguration(cluster);
	return [init, clusterConfiguration(cluster), kubeletConfiguration(cluster), ...(kubeProxy ? [kubeProxy] : [])];
}
