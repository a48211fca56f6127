import {describe, expect, it} from 'vitest';
import {parseReport} from '../../steps/proof/report-lines.ts';

const lines = [
	'kw-report\tnode\tcp1\tTrue\tv1.20.2\t10.0.0.1\tDebian GNU/Linux 12 (bookworm)\tcontainerd://1.6.20\tkubernetes.io/os node-role.kubernetes.io/control-plane node-role.kubernetes.io/master ',
	'kw-report\tnode\tw1\tUnknown\tv1.20.2\t10.0.0.2\tDebian GNU/Linux 12 (bookworm)\tcontainerd://1.6.20\tkubernetes.io/os ',
	'kw-report\tversion\tv1.20.2',
	'something else',
	'kw-report\tcertificate\tpki/ca.crt\tNov 19 12:56:05 2036 GMT',
	'kw-report\tcertificate\tpki/odd.crt\t',
	'kw-report\tproof\tpods, Services and DNS from every node\tcp1 w1 ',
];

describe('the report of a cluster', () => {
	it('is read from its lines, among others', () => {
		expect(parseReport(lines)).toEqual({
			kubernetesVersion: 'v1.20.2',
			nodes: [
				{
					name: 'cp1',
					roles: 'control-plane,master',
					version: 'v1.20.2',
					address: '10.0.0.1',
					os: 'Debian GNU/Linux 12 (bookworm)',
					runtime: 'containerd://1.6.20',
					ready: true,
				},
				expect.objectContaining({name: 'w1', roles: '<none>', ready: false}),
			],
			certificates: [
				{name: 'pki/ca.crt', expires: '2036-11-19T12:56:05.000Z'},
				{name: 'pki/odd.crt', expires: ''},
			],
			proofs: [{name: expect.objectContaining({en: 'pods, Services and DNS from every node'}), ok: true, detail: 'cp1 w1'}],
		});
	});

	it('names nodes whose network was not proven, and why', () => {
		const {proofs} = parseReport([...lines, 'kw-report\tunproven\tnetwork of w2\tit stopped answering the cluster meanwhile']) ?? {};
		expect(proofs).toContainEqual({
			name: {en: 'network of w2', zh: 'w2 的网络'},
			ok: false,
			detail: {en: 'it stopped answering the cluster meanwhile', zh: '其间它不再应答集群'},
		});
	});

	it('that came twice counts once, by its last word', () => {
		const later = lines.map((line) => line.replace('Unknown', 'True'));
		const {nodes} = parseReport([...lines, ...later]) ?? {};
		expect(nodes?.map((node) => [node.name, node.ready])).toEqual([
			['cp1', true],
			['w1', true],
		]);
	});

	it('is not made up where there is none', () => {
		expect(parseReport(['waiting', 'kw-reported\tnode\tx'])).toBeUndefined();
	});
});
