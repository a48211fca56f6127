import {expect, it} from 'vitest';
import {calicoFor, cniMisfit} from '../../src/cluster/cni-versions.ts';
import {lastVersion, minors} from '../../src/cluster/versions.ts';

it('takes for every Kubernetes version a Calico that is tested with it', () => {
	for (const version of minors.map(lastVersion)) expect(cniMisfit('calico', calicoFor(version), version), version).toBeUndefined();
	expect(['1.20.2', '1.28.15', '1.35.9', '1.36.4', '1.37.1'].map(calicoFor)).toEqual([
		'v3.20.6',
		'v3.28.2',
		'v3.32.2',
		'v3.32.2',
		'v3.33.0',
	]);
});

it('takes a Flannel that goes with all of them', () => {
	for (const version of minors.map(lastVersion)) expect(cniMisfit('flannel', 'v0.28.9', version)).toBeUndefined();
});

it('tells what breaks from what is only untested', () => {
	expect(cniMisfit('flannel', 'v0.14.0', '1.25.16')).toMatchObject({kind: 'breaks', removed: 'PodSecurityPolicy'});
	expect(cniMisfit('flannel', 'v0.14.0', '1.24.17')).toBeUndefined();
	expect(cniMisfit('calico', 'v3.20.6', '1.25.16')).toMatchObject({kind: 'breaks', removed: 'policy/v1beta1', firstGood: 'v3.26.4'});
	expect(cniMisfit('calico', 'v3.33.1', '1.30.14')).toEqual({kind: 'untested', tested: ['1.35', '1.37'], better: 'v3.29.7'});
	expect(cniMisfit('calico', 'v3.99.0', '1.36.4')).toBeUndefined();
});
