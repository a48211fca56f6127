import type {Cluster} from '../../src/cluster/types.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';

const base = fixtureCluster('three-and-one');
const [first, ...others] = base.hosts;

/** Settings that the fixtures, which are read from YAML, have not in these mixtures. */
export const variants: Readonly<Record<string, Cluster>> = {
	'own firewall, IPVS': {
		...base,
		firewall: 'disable',
		kubeadm: {...base.kubeadm, kubeProxy: {mode: 'ipvs'}},
	},
	'everything at once': {
		...base,
		selinux: 'permissive',
		timeServers: ['10.0.0.1', 'ntp.aliyun.com'],
		proxy: {http: 'http://10.0.0.1:3128/%41', https: 'http://10.0.0.1:3128', noProxy: ['.example']},
		hosts: [
			{...(first as Cluster['hosts'][number]), labels: {'example.com/rack': 'a1', plain: ''}, taints: [{key: 'a', effect: 'NoSchedule'}]},
			...others.map((host) => ({...host, taints: [{key: 'b', value: 'c', effect: 'NoExecute' as const}]})),
		],
		mirrors: {
			...base.mirrors,
			registries: {
				'docker.io': 'https://docker.m.daocloud.io',
				'quay.io': 'http://10.0.0.1:5000/quay',
				'reg.example:5000': 'http://reg.example:5000',
			},
		},
	},
};
