import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {stringify} from 'yaml';
import {loadSpec} from '../../src/cluster/load.ts';
import {tellProblem} from '../../src/cluster/problem.ts';

/** Where the operator's own words go, each as a function from the word to a spec. */
const places: Readonly<Record<string, (word: string) => Record<string, unknown>>> = {
	name: (word) => ({hosts: [{name: word, address: '10.0.0.1'}]}),
	address: (word) => ({hosts: [{name: 'a', nodeIP: '10.0.0.1', address: word}]}),
	'host word': (word) => ({hosts: [word]}),
	user: (word) => ({hosts: [{address: '10.0.0.1', ssh: {user: word}}]}),
	jump: (word) => ({hosts: [{address: '10.0.0.1', ssh: {jump: word}}]}),
	'identity file': (word) => ({hosts: [{address: '10.0.0.1', ssh: {identityFiles: [`/k${word}`]}}]}),
	nodeIP: (word) => ({hosts: [{address: '10.0.0.1', nodeIP: word}]}),
	endpoint: (word) => ({controlPlaneEndpoint: word}),
	dnsDomain: (word) => ({network: {dnsDomain: word}}),
	podCIDR: (word) => ({network: {podCIDR: word}}),
	repository: (word) => ({mirrors: {images: {repository: word}}}),
	registry: (word) => ({mirrors: {registries: {'docker.io': word}}}),
	'time server': (word) => ({timeServers: [word]}),
	flag: (word) => ({kubeadm: {extraArgs: {apiServer: {[word]: 'x'}}}}),
	check: (word) => ({kubeadm: {ignorePreflightErrors: [word]}}),
	certSAN: (word) => ({kubeadm: {certSANs: [word]}}),
	'CNI version': (word) => ({cni: {name: 'flannel', version: word}}),
	noProxy: (word) => ({proxy: {http: 'http://p:1', noProxy: [word]}}),
};

function accepts(spec: Record<string, unknown>): boolean {
	const document = {apiVersion: 'kubewiz.io/v1alpha1', kind: 'Cluster', metadata: {name: 'a'}, spec: {hosts: ['10.0.0.1'], ...spec}};
	return 'cluster' in loadSpec(stringify(document), 'c.yaml');
}

const shellish = fc.constantFrom(
	'$(id)',
	'`id`',
	';id',
	'|id',
	'&id',
	'\nid',
	'\0',
	"'",
	'"',
	'\\',
	'$HOME',
	'>x',
	' x',
	'\u001b[2J',
	'\u202ex',
	'\r',
);
const around = fc.string({unit: fc.constantFrom(...'abc019.-_'.split('')), maxLength: 6});

describe('words that mean something to a shell', () => {
	for (const [place, spec] of Object.entries(places)) {
		// A path may hold what a shell reads, since it is only ever opened; but no line break.
		const words = place === 'identity file' ? fc.constantFrom('\nid', '\0', '\u001b[2J', '\r') : shellish;
		it(`are refused as ${place}`, () => {
			fc.assert(
				fc.property(around, words, around, (before, word, after) => {
					expect(accepts(spec(`${before}${word}${after}`))).toBe(false);
				}),
				{numRuns: 40},
			);
		});
	}

	it('are refused as options', () => {
		for (const place of [
			'name',
			'address',
			'host word',
			'user',
			'jump',
			'endpoint',
			'time server',
			'repository',
			'flag',
			'check',
			'noProxy',
		]) {
			expect(accepts(places[place]?.('-oProxyCommand=x') ?? {}), place).toBe(false);
			expect(accepts(places[place]?.('--x') ?? {}), place).toBe(false);
		}
	});
});

it('no text makes the loader throw or take long', () => {
	fc.assert(
		fc.property(fc.string({unit: fc.constantFrom(...'ab:-[]{}&*!|>\'"%@`#,?\n \t~0.'.split('')), maxLength: 60}), (text) => {
			const loaded = loadSpec(text, 'c.yaml');
			expect('problems' in loaded && loaded.problems.length > 0).toBe(true);
		}),
		{numRuns: 300},
	);
});

it('no value of any type in any place makes the loader throw', () => {
	const keys = fc.constantFrom(
		'hosts',
		'ssh',
		'network',
		'cni',
		'mirrors',
		'kubeadm',
		'proxy',
		'runtime',
		'timeServers',
		'kubernetesVersion',
		'firewall',
		'controlPlaneEndpoint',
		'address',
		'name',
		'roles',
		'images',
		'packages',
		'extraArgs',
		'url',
	);
	const {value} = fc.letrec((tie) => ({
		value: fc.oneof(
			{maxDepth: 4},
			fc.constantFrom(null, true, 0, -1, 1.5, '', 'x', '10.0.0.1', 'aliyun'),
			fc.array(tie('value'), {maxLength: 3}),
			fc.dictionary(keys, tie('value'), {maxKeys: 4}),
		),
	}));
	fc.assert(
		fc.property(fc.dictionary(keys, value, {maxKeys: 6}), (spec) => {
			const text = stringify(
				{apiVersion: 'kubewiz.io/v1alpha1', kind: 'Cluster', metadata: {name: 'a'}, spec},
				{aliasDuplicateObjects: false},
			);
			const loaded = loadSpec(text, 'c.yaml');
			if ('problems' in loaded)
				for (const problem of loaded.problems)
					expect(tellProblem(problem).zh + tellProblem(problem).en).not.toMatch(/undefined|\[object|NaN/);
		}),
		{numRuns: 300},
	);
});
