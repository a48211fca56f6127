import {describe, expect, test} from 'vitest';
import {farewell} from '../../screens/farewell.ts';
import {wordsOf} from '../../screens/text/words.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {clusterToYaml} from '../../src/cluster/write.ts';
import type {RunEvent} from '../../src/events/event.ts';
import type {StartWhat, UnfinishedRun} from '../../src/store/engine.ts';
import {load} from '../cluster/fixtures.ts';
import {stage} from './stage.tsx';

const words = wordsOf('en').install;
const cluster = (name: string, worker: string) =>
	load(
		`{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: ${name}}, spec: {hosts: [{name: cp1, address: 10.0.0.1, roles: [control-plane]}, {name: ${worker}, address: 10.0.0.2, roles: [worker]}]}}`,
	);

const recorded = (of: Cluster): UnfinishedRun => ({
	...{cluster: of.name, started: 0, lastEvent: {time: 0, text: ''}, done: 1, total: 2, steps: [], hosts: ['cp1', 'w9']},
	...{record: `/state/${of.name}`, plan: 'sha256:0', workers: ['w9'], waived: ['clock-skew'], spec: clusterToYaml(of)},
});

/** The wizard with answers for `demo`, whose worker w2 was set aside in an install and which lets a finding pass; runs end when told to. */
function wizard() {
	const started: StartWhat[] = [];
	const ends: ((events: readonly object[]) => void)[] = [];
	const shown = stage({
		draft: {
			...{screen: 'review', name: 'demo', waived: ['memory']},
			hosts: [
				{name: 'cp1', address: '10.0.0.1', roles: ['control-plane']},
				{name: 'w2', address: '10.0.0.2', roles: ['worker']},
			],
		},
		engine: {
			resolve: () => ({cluster: cluster('demo', 'w2')}),
			start: (what, emit) => {
				started.push(what);
				const {promise: finished, resolve} = Promise.withResolvers<void>();
				ends.push((events) => {
					for (const event of events) emit({seq: 1, time: '', ...event} as RunEvent);
					resolve();
				});
				return {finished, drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}};
			},
		},
	});
	const end = async (...events: readonly object[]) => {
		ends.at(-1)?.(events);
		await expect.poll(() => shown.store.getState().handle).toBeUndefined();
	};
	return {shown, started, end, ...shown.store.actions};
}

describe('a run that is gone on with from its record', () => {
	test('takes neither hosts set aside nor findings let pass from the answers of another cluster; each try keeps its own', async () => {
		const {shown, started, end, startInstall, setAside, resumeRun, retry} = wizard();
		startInstall();
		await end({type: 'run.start', cluster: 'demo', hosts: [], steps: []});
		setAside('w2');
		expect(started.at(-1)).toMatchObject({kind: 'again', aside: ['w2'], waived: ['memory']});
		await end();
		resumeRun(recorded(cluster('prod', 'w9')));
		expect(started.at(-1)).toMatchObject({kind: 'resume', aside: [], waived: ['clock-skew']});
		await end({type: 'run.start', cluster: 'prod', hosts: [], steps: []});
		retry([]);
		expect(started.at(-1)).toMatchObject({kind: 'again', aside: [], waived: ['clock-skew']});
		await end();
		startInstall();
		expect(started.at(-1)).toMatchObject({kind: 'plan', aside: [], waived: ['memory']});
		await shown.unmount();
	});

	test('offers its own workers to be set aside, has no answers on the screens to change, and bears its own name', async () => {
		const {shown, resumeRun} = wizard();
		resumeRun(recorded(cluster('prod', 'w9')));
		await shown.until('kubewiz › prod');
		await shown.type('e', words.otherAnswers);
		await shown.type('a', words.pickAside);
		expect(shown.screen()).toContain('w9');
		expect(shown.screen()).not.toContain('w2');
		await shown.unmount();
	});

	test('goes by the answers where they are of the same cluster', async () => {
		const {shown, started, resumeRun} = wizard();
		resumeRun(recorded(cluster('demo', 'w2')));
		expect(started.at(-1)).toMatchObject({waived: ['memory']});
		await shown.until('kubewiz › demo');
		await shown.type('a', words.pickAside);
		expect(shown.screen()).toContain('w2');
		await shown.unmount();
	});

	test('is the one that the scrollback names', async () => {
		const {shown, end, resumeRun} = wizard();
		resumeRun(recorded(cluster('prod', 'w9')));
		const ended = {type: 'run.end', result: 'failed', exitCode: 1, ms: 1000, counts: {}, setAside: [], next: []};
		await end({type: 'run.start', cluster: 'prod', run: '1', hosts: [], steps: []}, ended);
		expect(farewell(shown.store.getState(), wordsOf('en'))[0]).toMatch(/^kubewiz: prod: /);
		await shown.unmount();
	});
});
