import {randomUUID} from 'node:crypto';
import type {Facts} from '../cluster/facts.ts';
import type {Cluster} from '../cluster/types.ts';
import {mustHaveEnded} from '../preflight/ask-facts.ts';
import {parseProbes} from '../preflight/probes/parse-probes.ts';
import {sourceDetail} from '../preflight/probes/source-detail.ts';
import type {SourceProbe} from '../preflight/probes/types.ts';
import type {Session, Unit} from '../remote/contract.ts';
import {told} from '../told.ts';
import {askScript, readScript} from './ask-script.ts';
import type {Candidate} from './candidates.ts';
import type {MirrorFinding} from './finding.ts';
import {gather, questionsOf} from './questions.ts';

interface Asking {
	/** Called for each candidate as its answer comes. */
	readonly onFinding: (finding: MirrorFinding) => void;
	readonly signal: AbortSignal;
}

/** As long as one answer may take: several addresses of a mirror are tried in turn. */
const timeoutMs = 90_000;

/**
 * Asks every candidate from one node, side by side, in one round trip, and
 * tells each answer as it comes: the first unit of the request asks all, each
 * one after it waits for the next answers, and the host replies unit by unit. About
 * 25 s at worst. Changes nothing but a directory under /tmp, which it removes.
 * Throws RemoteError when the node did not answer.
 */
export async function probeMirrors(
	session: Session,
	cluster: Cluster,
	facts: Facts,
	candidates: readonly Candidate[],
	{onFinding, signal}: Asking,
): Promise<void> {
	const questions = questionsOf(candidates);
	const asked = questions.map(({candidate}) => candidate);
	const place = `/tmp/kubewiz-mirrors.${randomUUID()}`;
	const read: Unit = {id: 'mirrors/answers', check: readScript(place).text, timeoutMs};
	const units: readonly Unit[] = [
		{id: 'mirrors', check: askScript(place, cluster, facts, asked).text, timeoutMs},
		// The last one finds that all is read, and clears up.
		...[...asked, undefined].map(() => read),
	];
	const answered = gather(questions, onFinding);
	let lines: string[] = [];
	const take = () => {
		for (const [index, finding] of findingsIn(lines, asked)) answered(index, finding);
		lines = [];
	};
	const results = await session.run(units, {
		checkOnly: true,
		signal,
		onEvent: (event) => {
			if (event.kind === 'lines') lines.push(...event.lines);
			else if (event.kind === 'phase-end') take();
		},
	});
	for (const [index, unit] of units.entries()) mustHaveEnded(session.host, unit, results[index]);
	for (const [index, {use, mirror}] of asked.entries()) answered(index, {use, mirror, ...judged(undefined)});
}

/** The findings that these lines tell, by the number of the candidate. */
function findingsIn(lines: readonly string[], candidates: readonly Candidate[]): readonly (readonly [number, MirrorFinding])[] {
	const rates = new Map(
		lines.flatMap((line) =>
			line.startsWith('rate\t') ? [[line.split('\t')[1] ?? '', line.split('\t').slice(2).map(Number)] as const] : [],
		),
	);
	return parseProbes([...lines, 'end']).sources.flatMap((source) => {
		const index = Number(source.url);
		const candidate = candidates[index];
		if (!candidate) return [];
		const [bytes = 0, ms = 0] = rates.get(source.url) ?? [];
		const rate = bytes >= 100_000 && ms > 0 ? {mbPerSecond: bytes / 1000 / ms} : {};
		return [[index, {use: candidate.use, mirror: candidate.mirror, ...judged(source), ...rate}] as const];
	});
}

function judged(shown: SourceProbe | undefined): Omit<MirrorFinding, 'use' | 'mirror'> {
	if (!shown) return {reachable: false, detail: sourceDetail({detail: 'no answer'})};
	const ms = shown.ms === undefined ? {} : {ms: shown.ms};
	switch (shown.result) {
		case 'held':
			return {reachable: true, hasVersion: true, detail: sourceDetail(shown), ...ms};
		case 'lacking':
			return {reachable: true, hasVersion: false, detail: sourceDetail(shown), ...ms};
		case 'unknown':
			return {
				reachable: true,
				untold: true,
				detail: shown.detail === '' ? told('no tool on the node to ask with', '节点上没有可用于查询的工具') : sourceDetail(shown),
			};
		case 'refused':
		case 'failed':
			return {reachable: false, detail: sourceDetail(shown), ...ms};
	}
}
