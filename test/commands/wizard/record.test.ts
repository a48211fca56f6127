import {basename, dirname, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {readManifests} from '../../../src/commands/manifests.ts';
import {keepOwnManifests} from '../../../src/commands/own-manifests.ts';
import type {Session} from '../../../src/commands/session.ts';
import {asFile, recordedCluster, writeFileOf} from '../../../src/commands/wizard/record.ts';
import {simulatedFlannel as manifest} from '../../../src/demo/flannel-manifest.ts';
import {keepPlan} from '../../../src/journal/read-run.ts';
import {prepareStateDir} from '../../../src/journal/state-dir.ts';
import {savedPlanText} from '../../../src/plan/saved-plan.ts';
import type {Plan} from '../../../src/plan/types.ts';
import type {UnfinishedRun} from '../../../src/store/engine.ts';
import {load} from '../../cluster/fixtures.ts';
import {dir, plan as hash, journalsPerTest} from '../../journal/journals.ts';
import {testEnvironment} from '../environment.ts';

journalsPerTest();

const session = () => ({environment: testEnvironment({cwd: '/nowhere'}), flags: {stateDir: dirname(dir)}}) as unknown as Session;
const cluster = (address = '10.0.0.1') =>
	load(
		`{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: ${basename(dir)}}, spec: {hosts: [{name: cp1, address: ${address}}], cni: {name: flannel, file: flannel.yaml}}}`,
	);

describe('a cluster in the record', () => {
	test('has a file that is named by what is in it: another cluster of that name never takes its place', async () => {
		const files = ['10.0.0.1', '10.0.0.2'].map((address) => asFile(session(), cluster(address)));
		for (const file of files) await writeFileOf(file);
		expect(new Set(files.map(({file}) => file)).size).toBe(2);
		expect(files.map(({file}) => dirname(file))).toEqual([dir, dir]);
		expect(asFile(session(), cluster()).file).toBe(files[0]?.file);
	});

	test('comes with the manifest it was begun with, which lay beside a cluster file that is elsewhere or was changed', async () => {
		await prepareStateDir(dir);
		await keepPlan(dir, hash, savedPlanText({format: 1, hash, cluster: cluster(), absent: [], tasks: [], scripts: {}}));
		await keepOwnManifests(dir, {cluster: cluster(), hash} as Plan, {'flannel.yaml': manifest});
		const loaded = await recordedCluster(session(), {cluster: basename(dir), plan: hash} as UnfinishedRun);
		expect(loaded).toMatchObject({cluster: {hosts: [{name: 'cp1'}]}, file: join(dir, basename(loaded.file))});
		const texts = await readManifests(session(), loaded, undefined as never, undefined as never, dir);
		expect(Object.values(texts)).toEqual([manifest]);
	});
});
