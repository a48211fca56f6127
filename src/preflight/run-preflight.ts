import type {Facts} from '../cluster/facts.ts';
import {type Cluster, type Host, leaderOf} from '../cluster/types.ts';
import {type Fleet, RemoteError} from '../remote/contract.ts';
import {type Said, saidBy, told, within} from '../told.ts';
import {askFacts, askUnit} from './ask-facts.ts';
import {FactsError} from './facts/lines.ts';
import {bySeverity, findProblems} from './find-problems.ts';
import {parseProbes} from './probes/parse-probes.ts';
import {probeScript} from './probes/probe-script.ts';
import type {ProbeResults} from './probes/types.ts';
import {finding, isControlPlane} from './subject.ts';
import type {Finding} from './types.ts';

/** How far a host has come. `failed` carries the reason. */
export interface PreflightEvent {
	readonly host: string;
	readonly stage: 'connecting' | 'facts' | 'probes' | 'done' | 'failed';
	readonly detail?: Said;
}

interface PreflightOptions {
	readonly onEvent?: (event: PreflightEvent) => void;
	readonly signal?: AbortSignal;
	/** Lineage in this machine's journal, when there is one; see `Subject.lineage`. */
	readonly lineage?: string;
	/** See `Subject.holding`. */
	readonly holding?: string;
	/** False leaves out the second round trip (ports, mirrors, time servers). */
	readonly probe?: boolean;
}

type HostError = RemoteError | FactsError;

export interface PreflightResult {
	readonly facts: ReadonlyMap<string, Facts>;
	readonly probes: ReadonlyMap<string, ProbeResults>;
	/** Errors first. Hosts that could not be asked are in it, too. */
	readonly findings: readonly Finding[];
	/** Why a host could not be asked, for those who want the code. */
	readonly unreachable: ReadonlyMap<string, HostError>;
}

/**
 * Reads the facts of all hosts side by side, then lets them probe each other,
 * then judges. A host that fails delays and spoils nothing of the others: it
 * becomes a finding. Throws only what is neither the network's nor a host's
 * doing, and AbortError's like.
 */
export async function runPreflight(fleet: Fleet, cluster: Cluster, options: PreflightOptions = {}): Promise<PreflightResult> {
	const unreachable = new Map<string, HostError>();
	const unprobed = new Map<string, HostError>();
	const ask = async <T>(host: Host, failures: Map<string, HostError>, question: (host: Host) => Promise<T>) => {
		try {
			return [[host.name, await question(host)]] as const;
		} catch (error) {
			if (!(error instanceof RemoteError || error instanceof FactsError)) throw error;
			failures.set(host.name, error);
			options.onEvent?.({host: host.name, stage: 'failed', detail: saidBy(error)});
			return [];
		}
	};
	const facts = new Map(
		(await Promise.all(cluster.hosts.map((host) => ask(host, unreachable, (it) => readFacts(fleet, it, options))))).flat(),
	);
	const asked = cluster.hosts.filter((host) => facts.has(host.name));
	const reachable = new Set(facts.keys());
	const probe = (host: Host) => runProbes(fleet, cluster, host, facts.get(host.name) as Facts, reachable, options);
	const probes = new Map(options.probe === false ? [] : (await Promise.all(asked.map((host) => ask(host, unprobed, probe)))).flat());
	for (const host of asked) if (!unprobed.has(host.name)) options.onEvent?.({host: host.name, stage: 'done'});
	const findings = [
		...unusable(cluster, unreachable),
		...finding('probes-unfinished', {severity: 'warning'}, Object.fromEntries([...unprobed].map(([host, error]) => [host, words(error)]))),
		...findProblems(cluster, facts, probes, {
			...(options.lineage !== undefined && {lineage: options.lineage}),
			...(options.holding !== undefined && {holding: options.holding}),
		}),
	];
	return {facts, probes, findings: bySeverity(findings), unreachable};
}

async function readFacts(fleet: Fleet, host: Host, {onEvent, signal}: PreflightOptions): Promise<Facts> {
	onEvent?.({host: host.name, stage: 'connecting'});
	const session = await fleet.open(host.name, signal ? {signal} : {});
	onEvent?.({host: host.name, stage: 'facts'});
	return askFacts(session, {measureStorage: isControlPlane(host), ...(signal ? {signal} : {})});
}

async function runProbes(
	fleet: Fleet,
	cluster: Cluster,
	host: Host,
	facts: Facts,
	reachable: ReadonlySet<string>,
	{onEvent, signal}: PreflightOptions,
): Promise<ProbeResults> {
	const session = await fleet.open(host.name, signal ? {signal} : {});
	onEvent?.({host: host.name, stage: 'probes'});
	const check = probeScript(cluster, host, facts, reachable).text;
	const {lines} = await askUnit(session, {id: 'probes', check, timeoutMs: 120_000}, signal);
	return parseProbes(lines);
}

/** The first control plane cannot be done without; of the others a worker may be set aside, and quorum is for the run to judge. */
function unusable(cluster: Cluster, unreachable: ReadonlyMap<string, HostError>): readonly Finding[] {
	const leader = leaderOf(cluster).name;
	const evidence = (wanted: (host: string, error: Error) => boolean) =>
		Object.fromEntries([...unreachable].filter(([host, error]) => wanted(host, error)).map(([host, error]) => [host, words(error)]));
	const isMute = (error: Error) => error instanceof FactsError;
	return [
		...finding(
			'host-unusable',
			{severity: 'error', waivable: false},
			evidence((host, error) => host === leader && !isMute(error)),
		),
		...finding(
			'host-unusable',
			{severity: 'error'},
			evidence((host, error) => host !== leader && !isMute(error)),
		),
		...finding(
			'facts-unreadable',
			{severity: 'error', waivable: false},
			evidence((_host, error) => isMute(error)),
		),
	];
}

function words(error: HostError): Said {
	const [first] = error instanceof RemoteError ? error.details : [];
	if (first === undefined) return saidBy(error);
	return within(saidBy(error), (what) => within(first, (more) => told(`${what.en} (${more.en})`, `${what.zh}（${more.zh}）`)));
}
