import {readFile} from 'node:fs/promises';
import {steps} from '../../steps/index.ts';
import {manifestRefs, sourceKey} from '../../steps/network/manifest.ts';
import type {Facts} from '../cluster/facts.ts';
import {readPlan} from '../journal/read-run.ts';
import type {Journal} from '../journal/types.ts';
import {parseSavedPlan} from '../plan/saved-plan.ts';
import type {Plan, SavedPlan} from '../plan/types.ts';
import {factsUnit, factsUnitId} from '../preflight/facts-unit.ts';
import {parseFacts} from '../preflight/parse-facts.ts';
import {type Fleet, RemoteError, type UnitResult} from '../remote/contract.ts';
import type {LoadedCluster} from './load-cluster.ts';
import {besideSpec, keptManifest} from './manifests.ts';
import type {Session} from './session.ts';
import {planOf} from './survey.ts';

/** A finished cluster that is still as it was left: nothing is to be done, and all of it was asked in one round trip a host. */
export interface Unchanged {
	readonly plan: Plan;
	readonly facts: ReadonlyMap<string, Facts>;
	/** Answers of every check, by host. */
	readonly answers: ReadonlyMap<string, readonly UnitResult[]>;
	/** What the given step's check printed on a host. */
	lines(step: string, host: string): readonly string[];
}

/** They make a value for others and are never already done. */
const givers = new Set(steps.filter((step) => step.gives.length > 0).map((step) => step.id));

interface Answered {
	readonly host: string;
	readonly facts: Facts;
	readonly results: readonly UnitResult[];
	readonly lines: ReadonlyMap<string, readonly string[]>;
}

/**
 * When the record says that the cluster was finished, asks facts and every
 * check of the kept plan together. Gives undefined when anything differs (a
 * plan made of the new facts has another hash, a check finds something to do, a
 * host does not answer): then the usual way finds out what. Changes nothing.
 */
export async function oneLook(session: Session, loaded: LoadedCluster, fleet: Fleet, journal: Journal): Promise<Unchanged | undefined> {
	const {plan: hash, runs} = journal.state;
	if (hash === undefined || runs.at(-1)?.ended?.result !== 'done') return undefined;
	const text = await readPlan(journal.dir, hash);
	if (text === undefined) return undefined;
	const files = await keptManifests(session, loaded, journal.dir);
	if (!files) return undefined;
	const saved = parseSavedPlan(text);
	const answered = await Promise.all(saved.cluster.hosts.map((host) => ask(fleet, host.name, saved)));
	if (!answered.every((one) => one !== undefined)) return undefined;
	const facts = new Map(answered.map((one) => [one.host, one.facts]));
	const plan = planOf(loaded, facts, files);
	if (plan.hash !== hash) return undefined;
	const byHost = new Map(answered.map((one) => [one.host, one]));
	return {
		...{plan, facts},
		answers: new Map(answered.map((one) => [one.host, one.results])),
		lines: (step, host) => byHost.get(host)?.lines.get(step) ?? [],
	};
}

async function ask(fleet: Fleet, host: string, saved: SavedPlan): Promise<Answered | undefined> {
	const tasks = saved.tasks.filter((task) => task.host === host && !givers.has(task.step));
	const checks = tasks.map((task) => ({id: task.step, check: saved.scripts[task.scripts.check] ?? '', timeoutMs: 60_000}));
	const lines = new Map<string, string[]>();
	try {
		const session = await fleet.open(host);
		const sentMs = Date.now();
		const results = await session.run([factsUnit({measureStorage: false}), ...checks], {
			checkOnly: true,
			onEvent: (event) => {
				if (event.kind === 'lines') lines.set(event.unit, [...(lines.get(event.unit) ?? []), ...event.lines]);
			},
		});
		const said = results.filter((result) => result.unit !== factsUnitId);
		if (said.length < checks.length || !said.every(isDone)) return undefined;
		const facts = parseFacts(lines.get(factsUnitId) ?? [], {sentMs, receivedMs: Date.now()});
		return {host, facts, results: said, lines};
	} catch (error) {
		// Why it did not answer is told by the usual way, in the right words.
		if (error instanceof RemoteError) return undefined;
		throw error;
	}
}

function isDone({phases}: UnitResult): boolean {
	const outcome = phases.at(-1)?.outcome;
	return outcome?.kind === 'exit' && outcome.code === 0;
}

/** Manifest texts as the last run had them; undefined when one is not kept here. */
async function keptManifests(session: Session, loaded: LoadedCluster, state: string): Promise<Record<string, string> | undefined> {
	const texts: Record<string, string> = {};
	for (const source of manifestRefs(loaded.cluster)) {
		const path = 'file' in source ? besideSpec(session, loaded, source.file) : keptManifest(state, source.url);
		const text = await readFile(path, 'utf8').catch(() => undefined);
		if (text === undefined) return undefined;
		texts[sourceKey(source)] = text;
	}
	return texts;
}
