import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {loadSpec} from '../../src/cluster/load.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {simulatedFlannel} from '../../src/demo/flannel-manifest.ts';
import {createDemoHome, type DemoHome} from '../../src/demo/home.ts';
import type {DemoOptions} from '../../src/demo/options.ts';
import {wayTo} from '../../src/demo/way.ts';
import type {RunEvent} from '../../src/events/event.ts';
import {openJournal} from '../../src/journal/journal.ts';
import type {Journal} from '../../src/journal/types.ts';
import {makePlan} from '../../src/plan/make-plan.ts';
import {runPreflight} from '../../src/preflight/run-preflight.ts';
import type {Finding} from '../../src/preflight/types.ts';
import {RemoteError} from '../../src/remote/contract.ts';
import type {Dial} from '../../src/remote/dial.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {run} from '../../src/runner/run.ts';
import type {RunRequest, RunSummary} from '../../src/runner/types.ts';
import {steps} from '../../steps/index.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {manifestRefs, sourceKey} from '../../steps/network/manifest.ts';
import {noSecrets} from '../remote/no-secrets.ts';

/** The simulation's stand-in for whatever network manifest the spec names. */
export function manifestsOf(cluster: Cluster): Readonly<Record<string, string>> {
	return Object.fromEntries(manifestRefs(cluster).map((source) => [sourceKey(source), simulatedFlannel]));
}

/** What one run did. */
export interface Outcome {
	readonly summary: RunSummary;
	readonly events: readonly RunEvent[];
	readonly findings: readonly Finding[];
}

/** An operator with a simulated fleet: runs kubewiz's own preflight, plan and runner against it, as often as wanted. */
export interface Operator {
	readonly home: DemoHome;
	readonly cluster: Cluster;
	/** While true no line can be opened: kubewiz's process is no more, whatever of it is left in this one. */
	dead: boolean;
	apply(options?: Partial<RunRequest>): Promise<Outcome>;
	resume(options?: Partial<RunRequest>): Promise<Outcome>;
	close(): Promise<void>;
}

export async function operator(options: DemoOptions = {}): Promise<Operator> {
	const home = await createDemoHome({speed: Number.POSITIVE_INFINITY, ...options});
	const state = await mkdtemp(join(tmpdir(), 'kubewiz-state-'));
	const loaded = loadSpec(home.spec, home.specFile);
	if ('problems' in loaded) throw new Error(loaded.problems.map((problem) => problem.message).join('\n'));
	const {cluster} = loaded;
	const dial: Dial = async (settings, signal) => {
		if (made.dead) throw new RemoteError('unreachable', settings.name, 'the process is dead');
		return (wayTo(home).dial as Dial)(settings, signal);
	};
	const go = async (mode: 'apply' | 'resume', more: Partial<RunRequest> = {}): Promise<Outcome> => {
		const events: RunEvent[] = [];
		const fleet = createFleet({
			hosts: cluster.hosts,
			auth: noSecrets,
			redactor: new Redactor(),
			library: stepLibrary,
			...wayTo(home),
			dial,
		});
		let journal: Journal | undefined;
		try {
			journal = await openJournal({dir: state, kubewiz: 'test'});
			const left = new AbortController();
			more.control?.onChange(() => more.control?.wish === 'detach' && left.abort());
			const {facts, findings} = await runPreflight(fleet, cluster, {signal: left.signal});
			const plan = makePlan({cluster, facts, files: manifestsOf(cluster), steps});
			const emit = (event: RunEvent) => void events.push(event);
			const request: RunRequest = {plan, facts, fleet, journal, mode, emit, diagnose: () => undefined, simulation: true, ...more};
			const summary = await run(request);
			await journal.close();
			return {summary, events, findings};
		} finally {
			// As the kernel leaves it when the process is no more; nothing after a close.
			journal?.abandon();
			await fleet.close();
		}
	};
	const made: Operator = {
		home,
		cluster,
		dead: false,
		apply: (more) => go('apply', more),
		resume: (more) => go('resume', more),
		async close() {
			await home.close();
			await rm(state, {recursive: true, force: true});
		},
	};
	return made;
}
