import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import {inEnglish} from '../../src/told.ts';
import {hostCases} from './host-cases.ts';
import {found, healthy} from './samples.ts';
import {softwareCases} from './software-cases.ts';

describe('findProblems', () => {
	it('has nothing to say of three hosts in good order', () => {
		expect(found([healthy(1), healthy(2), healthy(3)])).toEqual([]);
	});

	it.each([...hostCases, ...softwareCases].map((each) => [`${each.check} (${each.severity})`, each] as const))('%s', (_name, each) => {
		const ill = [healthy(1, each.change), healthy(2), healthy(3)];
		const finding = found(ill, each.spec).find((one) => one.check === each.check);
		expect(finding).toMatchObject({check: each.check, severity: each.severity});
		const seen = finding?.evidence.n1 ?? '';
		expect(inEnglish(seen)).toMatch(each.evidence);
		// Names and figures alone are no language's; a sentence is told in both.
		if (typeof seen === 'string') expect(seen).not.toMatch(/[a-z]{2,} (?:is|are|has|and|of|in|by|with|not|free) /);
		else expect(seen.zh).toMatch(/[\p{Script=Han}：]/u);
		for (const spec of each.notWith ?? []) expect(found(ill, spec).map((one) => one.check)).not.toContain(each.check);
	});

	it('needs systemd', () => {
		const {systemd: _systemd, ...without} = healthy(1);
		expect(found([without, healthy(2), healthy(3)])).toMatchObject([{check: 'no-systemd', severity: 'error', hosts: ['n1']}]);
	});

	it('folds equal findings of several hosts into one', () => {
		const swap = [{name: '/dev/vda2', kib: 1024}];
		const findings = found([healthy(1, {swap}), healthy(2, {swap}), healthy(3)]).filter((one) => one.check === 'swap-on');
		expect(findings).toHaveLength(1);
		expect(findings[0]?.hosts).toEqual(['n1', 'n2']);
	});

	it('puts errors before warnings before the rest', () => {
		const severities = found([healthy(1, {cpus: 1, rebootRequired: true, swap: [{name: 'sda2', kib: 1024}]}), healthy(2), healthy(3)]).map(
			(one) => one.severity,
		);
		expect(severities).toEqual(['error', 'warning', 'info']);
	});

	it('is silent about hosts that could tell nothing', () => {
		const mute: Facts = {
			...healthy(1),
			machineId: healthy(1).machineId as string,
			cpus: 0,
			memoryMib: 0,
			addresses: [],
			routes: [],
			links: [],
			disks: [],
			commands: [],
			cgroup: 'unknown',
			timeSync: 'unknown',
			clock: {hostMs: Number.NaN, receivedMs: 0, roundTripMs: 0},
		};
		expect(found([mute, healthy(2), healthy(3)])).toEqual([]);
	});
});
