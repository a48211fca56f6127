import type {Facts} from '../cluster/facts.ts';
import type {Cluster} from '../cluster/types.ts';
import {askUnit} from '../preflight/ask-facts.ts';
import {httpFunctions} from '../preflight/probes/http-script.ts';
import {parseProbes} from '../preflight/probes/parse-probes.ts';
import {sourceDetail} from '../preflight/probes/source-detail.ts';
import {sourceFunctions} from '../preflight/probes/source-script.ts';
import {manifestUrls, packageIndexes} from '../preflight/probes/sources.ts';
import type {SourceProbe} from '../preflight/probes/types.ts';
import {lineFunctions} from '../preflight/shell-lines.ts';
import type {Session} from '../remote/contract.ts';
import {type Script, sequence, sh} from '../shell/sh.ts';
import {type Said, told} from '../told.ts';
import type {Candidate, MirrorUse} from './candidates.ts';

/** What one node found of one mirror. */
export interface MirrorFinding {
	readonly use: MirrorUse;
	readonly mirror: string;
	/** Also true where it could not be told: what could not be asked has not refused. */
	readonly reachable: boolean;
	/** The node has nothing to ask it with. */
	readonly untold?: true;
	/** Undefined: it could not be told. */
	readonly hasVersion?: boolean;
	readonly ms?: number;
	readonly mbPerSecond?: number;
	readonly detail: Said;
}

/**
 * Asks every candidate from one node, side by side, in one round trip; about
 * 25 s at worst. Changes nothing but a directory under /tmp, which it removes.
 * Throws RemoteError when the node did not answer.
 */
export async function probeMirrors(
	session: Session,
	cluster: Cluster,
	facts: Facts,
	candidates: readonly Candidate[],
	signal: AbortSignal,
): Promise<readonly MirrorFinding[]> {
	const {lines} = await askUnit(session, {id: 'mirrors', check: mirrorScript(cluster, facts, candidates).text, timeoutMs: 90_000}, signal);
	const {sources} = parseProbes(lines);
	const rates = new Map(
		lines.flatMap((line) =>
			line.startsWith('rate\t') ? [[line.split('\t')[1] ?? '', line.split('\t').slice(2).map(Number)] as const] : [],
		),
	);
	return candidates.map((candidate, index) => {
		const shown = sources.find((source) => source.url === String(index));
		const [bytes = 0, ms = 0] = rates.get(String(index)) ?? [];
		return {
			use: candidate.use,
			mirror: candidate.mirror,
			...judged(shown),
			...(bytes >= 100_000 && ms > 0 ? {mbPerSecond: bytes / 1000 / ms} : {}),
		};
	});
}

/** The shell text: one question per candidate, told apart by its number. */
export function mirrorScript(cluster: Cluster, facts: Facts, candidates: readonly Candidate[]): Script {
	return sh`
		${lineFunctions}
		work=$(mktemp -d /tmp/kubewiz-mirrors.XXXXXX) || exit 1
		trap 'rm -rf "$work"' EXIT
		${httpFunctions}
		${sourceFunctions}
		# rated NUMBER …: a package list, and how fast it came.
		rated() {
			package_source "$@"
			size=$(wc -c <"$work/$1.body" 2>/dev/null) && put rate "$1" "$((size))" "$elapsed"
		}
		${sequence(candidates.map((candidate, index) => question(cluster, facts, candidate, index)))}
		wait
		put end
	`;
}

function question(cluster: Cluster, facts: Facts, candidate: Candidate, number: number): Script {
	switch (candidate.use) {
		case 'packages':
			return sh`rated ${number} packages kubeadm ${cluster.kubernetesVersion} ${String(number)} ${packageIndexes(candidate.source, facts.arch)} &`;
		case 'docker-ce':
			return sh`rated ${number} runtime-packages containerd.io '' ${String(number)} ${packageIndexes(candidate.source, facts.arch)} &`;
		case 'images':
			return sh`image_source ${number} ${String(number)} ${manifestUrls({...cluster, mirrors: {...cluster.mirrors, images: candidate.images, registries: {}}})} &`;
		case 'registries':
			return sh`{ registry_mirror ${number} ${candidate.urls[0] ?? ''} | sed ${`s#^\\(source\tregistry-mirror\t\\)[^\t]*#\\1${number}#`}; } &`;
	}
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
