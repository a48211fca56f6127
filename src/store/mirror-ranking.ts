import {type MirrorPart, mirrors, mirrorsWith} from '../cluster/mirror-catalogue.ts';
import {labelled, type Said} from '../told.ts';
import type {MirrorProbe, MirrorUse} from './engine.ts';

/** One line of the mirrors screen: what all nodes together found. */
export interface MirrorStanding {
	readonly use: MirrorUse;
	/** Name in the catalogue, or an own URL. */
	readonly mirror: string;
	readonly title: string;
	readonly asked: number;
	readonly reachable: number;
	readonly usable: number;
	/** Nodes that have nothing to ask it with: they count as reaching it, since nothing speaks against it. */
	readonly untold: number;
	/** Nodes that saw this version there; undefined where none could tell. */
	readonly hasVersion?: number;
	readonly ms?: number;
	readonly mbPerSecond?: number;
	/** Words of the first node that could not use it. */
	readonly trouble?: Said;
}

export const mirrorUses: readonly MirrorUse[] = ['packages', 'images', 'docker-ce', 'registries'];

const partOf: Readonly<Record<MirrorUse, MirrorPart>> = {
	packages: 'packages',
	images: 'images',
	'docker-ce': 'dockerCe',
	registries: 'registries',
};

/** The catalogue's mirrors and own ones for a use, best first: seen to be usable on most nodes, then the one that sends fastest, then the one that answers soonest. */
export function rankMirrors(use: MirrorUse, own: readonly string[], probes: readonly MirrorProbe[]): readonly MirrorStanding[] {
	const names: readonly string[] = [...mirrorsWith(partOf[use]), ...own];
	return names.map((mirror) => standing(use, mirror, probes)).sort((a, b) => seen(b) - seen(a) || usable(b) - usable(a) || bySpeed(a, b));
}

/** The choice of no mirror for other registries: the runtime pulls from them directly. */
export const noRegistries: MirrorStanding = {
	use: 'registries',
	mirror: 'official',
	title: 'official',
	asked: 0,
	reachable: 0,
	usable: 0,
	untold: 0,
};

/** True for `noRegistries`, which no node tries. */
export function isNone({use, mirror}: Pick<MirrorStanding, 'use' | 'mirror'>): boolean {
	return use === noRegistries.use && mirror === noRegistries.mirror;
}

function bySpeed(a: MirrorStanding, b: MirrorStanding): number {
	return (b.mbPerSecond ?? 0) - (a.mbPerSecond ?? 0) || (a.ms ?? Infinity) - (b.ms ?? Infinity);
}

/** The mirror to propose: the best that every node that was asked has seen it can install from. */
export function best(ranked: readonly MirrorStanding[]): MirrorStanding | undefined {
	const [first] = ranked;
	return first && first.asked > 0 && seen(first) === first.asked ? first : undefined;
}

/** Nodes that have seen that they can install from it. */
function seen(standing: MirrorStanding): number {
	return Math.max(0, usable(standing) - standing.untold);
}

/** Nodes that can install from it: it answers, and this version is not known to be missing. */
export function usable(standing: MirrorStanding): number {
	return standing.usable;
}

function standing(use: MirrorUse, mirror: string, probes: readonly MirrorProbe[]): MirrorStanding {
	const mine = probes.filter((probe) => probe.use === use && probe.mirror === mirror);
	const told = mine.filter((probe) => probe.hasVersion !== undefined);
	const ms = median(mine.flatMap((probe) => (probe.reachable && probe.ms !== undefined ? [probe.ms] : [])));
	const mbPerSecond = median(mine.flatMap((probe) => (probe.mbPerSecond !== undefined ? [probe.mbPerSecond] : [])));
	const bad = mine.find((probe) => !probe.reachable || probe.hasVersion === false) ?? mine.find((probe) => probe.untold);
	return {
		use,
		mirror,
		title: mirror in mirrors ? mirrors[mirror as keyof typeof mirrors].title : mirror,
		asked: mine.length,
		reachable: mine.filter((probe) => probe.reachable).length,
		untold: mine.filter((probe) => probe.untold).length,
		usable: mine.filter((probe) => probe.reachable && probe.hasVersion !== false).length,
		...(told.length > 0 && {hasVersion: told.filter((probe) => probe.hasVersion).length}),
		...(ms !== undefined && {ms}),
		...(mbPerSecond !== undefined && {mbPerSecond}),
		...(bad?.detail !== undefined && {trouble: labelled(bad.host, bad.detail)}),
	};
}

function median(values: readonly number[]): number | undefined {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
