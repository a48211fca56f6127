import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import {steps} from '../../steps/index.ts';
import {unsupported} from '../../steps/packages/family.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor, factsOf} from './contexts.ts';

const cluster = fixtureCluster('single');
const host = cluster.hosts[0] as (typeof cluster.hosts)[number];
const on = (os: Partial<Facts['os']>) => ({...contextFor(cluster, host), facts: factsOf(host, os)});
const rocky = on({id: 'rocky', family: 'rhel', pretty: 'Rocky Linux 9.4'});

describe('families of distributions', () => {
	it('are asked before a plan is made, with words for the operator', () => {
		expect(unsupported(on({}))).toBeUndefined();
		expect(unsupported(on({id: 'ubuntu', pretty: 'Ubuntu 24.04'}))).toBeUndefined();
		expect(unsupported(rocky)).toBe(
			'Rocky Linux 9.4 is of the RPM family, which is not supported yet: use Debian, Ubuntu or one derived from them',
		);
		expect(unsupported(on({family: 'unknown', pretty: 'Alpine Linux 3.20'}))).toMatch(
			/^Alpine Linux 3\.20 is not a distribution kubewiz knows/,
		);
	});

	it('stop a plan that is made all the same, naming the host', () => {
		const install = steps.find((step) => step.id === 'packages/kubernetes');
		expect(() => install?.check(rocky)).toThrow(`${host.name}: Rocky Linux 9.4 is of the RPM family`);
	});

	it('matter to no step but those that install or name a package manager', () => {
		const asked = steps.filter((step) => {
			if (step.on(cluster).length === 0) return false;
			try {
				step.apply(rocky);
				return false;
			} catch {
				return true;
			}
		});
		expect(asked.map((step) => step.id)).toEqual([
			'prepare/proxy',
			'prepare/tools',
			'prepare/time',
			'packages/repositories',
			'packages/containerd',
			'packages/kubernetes',
		]);
	});
});
