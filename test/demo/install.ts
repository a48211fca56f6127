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
import {makePlan} from '../../src/plan/make-plan.ts';
import {runPreflight} from '../../src/preflight/run-preflight.ts';
import type {Finding} from '../../src/preflight/types.ts';
import {noSecrets} from '../../src/remote/auth-source.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {run} from '../../src/runner/run.ts';
import type {RunRequest, RunSummary} from '../../src/runner/types.ts';
import {steps} from '../../steps/index.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {manifestRefs, sourceKey} from '../../steps/network/manifest.ts';

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
	const go = async (mode: 'apply' | 'resume', more: Partial<RunRequest> = {}): Promise<Outcome> => {
		const events: RunEvent[] = [];
		const fleet = createFleet({hosts: cluster.hosts, auth: noSecrets, redactor: new Redactor(), library: stepLibrary, ...wayTo(home)});
		const journal = await openJournal({dir: state, kubewiz: 'test'});
		try {
			const {facts, findings} = await runPreflight(fleet, cluster);
			const plan = makePlan({cluster, facts, files: manifestsOf(cluster), steps});
			const emit = (event: RunEvent) => void events.push(event);
			const request: RunRequest = {plan, facts, fleet, journal, mode, emit, diagnose: () => undefined, simulation: true, ...more};
			return {summary: await run(request), events, findings};
		} finally {
			await journal.close();
			await fleet.close();
		}
	};
	return {
		home,
		cluster,
		apply: (more) => go('apply', more),
		resume: (more) => go('resume', more),
		async close() {
			await home.close();
			await rm(state, {recursive: true, force: true});
		},
	};
}
