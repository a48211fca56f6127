import {stringify} from 'yaml';
import type {DemoFleetServer} from './fleet-server.ts';

/**
 * The `cluster.yaml` of a simulated fleet: what an operator would write for
 * these hosts. Several control planes get a load balancer that is simulated too.
 */
export function demoSpec(fleet: DemoFleetServer, options: {readonly identityFile: string; readonly name?: string}): string {
	const controlPlanes = fleet.hosts.filter((host) => host.roles.includes('control-plane'));
	const name = options.name ?? 'demo';
	return stringify({
		apiVersion: 'kubewiz.io/v1alpha1',
		kind: 'Cluster',
		metadata: {name},
		spec: {
			...(controlPlanes.length > 1 ? {controlPlaneEndpoint: `lb.${name}.internal:6443`} : {}),
			// Each node gets a /24 of the pod network: the default /16 is enough for 256.
			...(fleet.hosts.length > 256 ? {network: {podCIDR: '10.240.0.0/12'}} : {}),
			ssh: {user: 'root', identityFiles: [options.identityFile]},
			hosts: fleet.hosts.map((host) => ({
				name: host.name,
				address: host.address,
				...(host.nodeIp === host.address ? {} : {nodeIP: host.nodeIp}),
				roles: [...host.roles],
				...(host.ssh.port === undefined ? {} : {ssh: {port: host.ssh.port}}),
			})),
		},
	});
}
