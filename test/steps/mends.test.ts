import {spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {catalogue} from '../../src/diagnose/catalogue.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {mendOf} from '../../steps/mends.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from './contexts.ts';

const cluster: Cluster = {...fixtureCluster('three-and-one'), timeServers: []};
const [leader] = cluster.hosts as [Cluster['hosts'][number]];
const mends = catalogue.flatMap(({id, level}) => {
	const mend = mendOf(id, contextFor(cluster, leader));
	return mend ? [{id, level, script: mend.script.text, destroys: mend.destroys}] : [];
});
const shellcheck = spawnSync('shellcheck', ['--version']).error === undefined;

describe('what kubewiz runs against a known failure', () => {
	test('there is something for several of them', () => expect(mends.length).toBeGreaterThan(10));

	test.each(mends)('$id is whole, and dash reads it', ({script, level}) => {
		// Nothing to be filled in, and nothing that waits for somebody to type.
		expect(script).not.toMatch(/<[a-zA-Z]|\bHOST\b|\b(?:10|192)\.\d+\.\d+\.\d+/);
		expect(level).not.toBe('normal');
		const read = spawnSync('sh', ['-n'], {input: `${stepLibrary}\nset -eu\n${script}\n`, encoding: 'utf8'});
		expect(read.stderr).toBe('');
		expect(read.status).toBe(0);
	});

	test.runIf(shellcheck).each(mends)('$id passes shellcheck', ({script}) => {
		const text = `# shellcheck shell=sh disable=SC2329,SC2317\n${stepLibrary}\nset -eu\n${script}\n`;
		const checked = spawnSync('shellcheck', ['-'], {input: text, encoding: 'utf8'});
		expect(checked.stdout).toBe('');
	});

	test.each(mends)('$id that takes something away says so', ({script, destroys}) => {
		// A directory for what apt has said, of the script's own, is nobody's.
		expect(/kubeadm reset|\brm -r(?!f "\$kw_said")|\brmi\b|link delete|member remove/.test(script)).toBe(destroys);
	});

	test('swap that the spec allows is left on', () => {
		const kubelet = {...cluster.kubeadm.kubelet, failSwapOn: false};
		const allowed: Cluster = {...cluster, kubeadm: {...cluster.kubeadm, kubelet}};
		expect(mendOf('E3', contextFor(allowed, leader))).toBeUndefined();
	});
});
