import {stringify} from 'yaml';
import type {ClusterModel} from './cluster.ts';
import type {HostModel} from './host.ts';

/**
 * An admin.conf in the form kubeadm writes. The certificates say in their
 * place that they are none, so that nobody takes it for a cluster's.
 */
export function adminConf(cluster: ClusterModel, hosts: ReadonlyMap<string, HostModel>): string {
	const server = hosts.get(cluster.leader ?? '') ?? [...hosts.values()][0];
	const data = Buffer.from('simulated, no certificate\n').toString('base64');
	return stringify({
		apiVersion: 'v1',
		kind: 'Config',
		clusters: [{name: 'kubernetes', cluster: {'certificate-authority-data': data, server: `https://${server?.address}:6443`}}],
		users: [{name: 'kubernetes-admin', user: {'client-certificate-data': data, 'client-key-data': data}}],
		contexts: [{name: 'kubernetes-admin@kubernetes', context: {cluster: 'kubernetes', user: 'kubernetes-admin'}}],
		'current-context': 'kubernetes-admin@kubernetes',
	});
}
