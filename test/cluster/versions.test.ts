import {describe, expect, it} from 'vitest';
import {containerdFits, containerdTooNew} from '../../src/cluster/skew.ts';
import {
	atLeast,
	compareVersions,
	configApiFor,
	defaultKubernetesVersion,
	isFinal,
	lastVersion,
	minorOf,
	minors,
	minorVersion,
	parseVersion,
	patchOf,
	tableDate,
} from '../../src/cluster/versions.ts';

describe('the version table', () => {
	it('has every minor once, in order, without a gap', () => {
		expect(minors.map((row) => row.minor)).toEqual(Array.from({length: 18}, (_, index) => `1.${20 + index}`));
	});

	it('ends minors in order', () => {
		const dates = minors.map((row) => row.endOfLife);
		expect(dates).toEqual([...dates].sort());
		for (const date of dates) expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
	});

	it('supports three minors on its day, the default among them', () => {
		expect(tableDate).toBe('2026-11-21');
		expect(minors.filter((row) => !isFinal(row)).map(lastVersion)).toEqual(['1.35.9', '1.36.4', '1.37.1']);
		expect(isFinal(minorVersion(defaultKubernetesVersion) as never)).toBe(false);
	});

	it('names the configuration API each kubeadm reads', () => {
		const apis = (version: string) => minorVersion(version)?.configApis;
		expect(apis('1.21.0')).toEqual(['v1beta2']);
		expect(apis('1.22')).toEqual(['v1beta3', 'v1beta2']);
		expect(apis('1.27')).toEqual(['v1beta3']);
		expect(apis('1.30')).toEqual(['v1beta3']);
		expect(apis('1.31')).toEqual(['v1beta4', 'v1beta3']);
		expect(apis('1.36')).toEqual(['v1beta4']);
		expect(configApiFor('1.20.2')).toBe('v1beta2');
		expect(() => configApiFor('1.19.0')).toThrow('1.19.0 is not in the version table (1.20 to 1.37)');
	});
});

describe('versions', () => {
	it('are read with and without v, and only in full', () => {
		expect(parseVersion('v1.36.4')).toEqual({major: 1, minor: 36, patch: 4});
		expect(['1.36', '1.36.4-rc.1', '1.36.4 ', 'x', ''].map(parseVersion)).toEqual(Array(5).fill(undefined));
		expect([minorOf('1.36.4'), patchOf('v1.36.14')]).toEqual(['1.36', 14]);
		expect(() => minorOf('1.36')).toThrow(RangeError);
	});

	it('are compared by number', () => {
		expect(['1.9.0', '1.10.0', '1.10', '1.2.30', 'v1.10.1'].sort(compareVersions)).toEqual([
			'1.2.30',
			'1.9.0',
			'1.10.0',
			'1.10',
			'v1.10.1',
		]);
		expect([atLeast('1.25.0', '1.25'), atLeast('1.24.99', '1.25')]).toEqual([true, false]);
	});
});

describe('skew', () => {
	it('of containerd: patch counts within a listed minor, newer minors are fine', () => {
		expect(['1.7.27', '1.7.28', '2.0.9', '2.1.4', '2.2.0', '2.9.1'].map((version) => containerdFits(version, '1.35.9'))).toEqual([
			false,
			true,
			false,
			false,
			true,
			true,
		]);
		expect([containerdFits('1.7.28', '1.36.4'), containerdFits('1.6.20', '1.20.2'), containerdFits('1.3.9', '1.20.2')]).toEqual([
			false,
			true,
			false,
		]);
	});

	it('lets no containerd serve a kubelet that cannot talk to it', () => {
		expect(['1.20.2', '1.22.17', '1.23.0'].map((kubernetes) => containerdTooNew('2.0.0', kubernetes))).toEqual([true, true, false]);
		expect([containerdTooNew('1.7.29', '1.20.2'), containerdFits('2.2.1', '1.22.17'), containerdFits('2.2.1', '1.23.17')]).toEqual([
			false,
			false,
			true,
		]);
	});
});
