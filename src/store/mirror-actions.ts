import {type MirrorPart, mirrors, mirrorsWith} from '../cluster/mirror-catalogue.ts';
import {type OwnMirror, specOf} from '../cluster/own-mirrors.ts';
import type {MirrorPartsSpec, MirrorsSpec} from '../cluster/schema/mirrors.ts';
import type {Cluster} from '../cluster/types.ts';
import {told} from '../told.ts';
import {documentOf, ownMirrorsOf, withSpec} from './draft.ts';
import type {MirrorUse} from './engine.ts';
import {best, rankMirrors} from './mirror-ranking.ts';
import {trusted} from './navigation.ts';
import {notAsked, type Tools, wordsOfError} from './state.ts';

export interface MirrorActions {
	probeMirrors(): Promise<void>;
	/** Gives up the probing that is under way; it has nothing more to say. */
	dropProbing(): void;
	/** Chooses a mirror of the catalogue, or an own one, for one use; undefined takes the choice back. */
	chooseMirror(choice: MirrorPartsSpec): void;
	/** Takes an own mirror into the list, instead of the one of that URL, chooses it and tries it. */
	addOwnMirror(mirror: OwnMirror): void;
	/** Goes on with a mirror for one use though nodes could not use it. */
	trustMirror(use: MirrorUse, mirror: string): void;
}

/** Where packages and images come from: tried from the nodes, chosen for each use. */
export function mirrorActions({engine, get, set, answer}: Tools): MirrorActions {
	let probing: AbortController | undefined;

	async function probeMirrors(): Promise<void> {
		probing?.abort();
		const cluster = clusterToProbe();
		if (!cluster) {
			set({
				probes: {running: false, results: [], problem: told('the answers of topology have to be right first', '请先修正拓扑屏幕中的配置')},
			});
			return;
		}
		const controller = new AbortController();
		probing = controller;
		set({probes: {running: true, results: []}});
		try {
			await engine.probeMirrors(cluster, ownMirrorsOf(get().draft), {
				onResult: (result) => probing === controller && set({probes: {running: true, results: [...get().probes.results, result]}}),
				signal: controller.signal,
			});
			if (probing !== controller) return;
			set({probes: {...get().probes, running: false, done: true}});
			propose();
		} catch (error) {
			if (probing === controller) set({probes: {...get().probes, running: false, problem: wordsOfError(error)}});
		}
	}

	/** The cluster as answered; while the chosen mirrors cannot have its version, with some that can: the choice is made of what is found. */
	function clusterToProbe(): Cluster | undefined {
		const {resolved, draft} = get();
		if ('cluster' in resolved) return resolved.cluster;
		for (const packages of mirrorsWith('packages')) {
			const other = engine.resolve(documentOf(withSpec(draft, {mirrors: {packages}})));
			if ('cluster' in other) return other.cluster;
		}
		return undefined;
	}

	/** Where nothing was chosen and the official one does not serve every node, takes the best that does. */
	function propose(): void {
		const {draft, probes} = get();
		if (typeof draft.spec.mirrors === 'string') return;
		const given: MirrorPartsSpec = draft.spec.mirrors ?? {};
		const taken = (['packages', 'images', 'docker-ce'] as const).flatMap((use) => {
			const key = use === 'docker-ce' ? 'dockerCE' : use;
			if (given[key] !== undefined) return [];
			const ranked = rankMirrors(use, [], probes.results);
			const official = ranked.find(({mirror}) => mirror === 'official');
			const better = official && official.asked > 0 && official.usable < official.asked ? best(ranked) : undefined;
			return better ? [{key, mirror: better.mirror}] : [];
		});
		if (taken.length === 0) return;
		chooseMirror(Object.fromEntries(taken.map(({key, mirror}) => [key, mirror])) as MirrorPartsSpec);
		const names = [...new Set(taken.map(({mirror}) => mirror))].join(', ');
		set({
			notice: told(`Not every node reaches the official source; chosen instead: ${names}`, `并非所有节点都能访问官方源，已改选：${names}`),
		});
	}

	function chooseMirror(choice: MirrorPartsSpec): void {
		answer((draft) => {
			const all = Object.entries({...partsIn(draft.spec.mirrors), ...choice}).filter(([, mirror]) => mirror !== undefined);
			return withSpec(draft, {mirrors: all.length > 0 ? (Object.fromEntries(all) as MirrorPartsSpec) : undefined});
		});
		set({plan: notAsked});
	}

	return {
		probeMirrors,
		dropProbing: () => {
			probing?.abort();
			probing = undefined;
		},
		chooseMirror,
		addOwnMirror: (mirror) => {
			answer((draft) => ({
				...draft,
				ownMirrors: [...draft.ownMirrors.filter((own) => own.use !== mirror.use || own.url !== mirror.url), mirror],
			}));
			chooseMirror(specOf(mirror));
			void probeMirrors();
		},
		trustMirror: (use, mirror) =>
			answer((draft) => ({...draft, trustedMirrors: [...new Set([...draft.trustedMirrors, trusted(use, mirror)])]})),
	};
}

const parts = {packages: 'packages', images: 'images', dockerCE: 'dockerCe', registries: 'registries'} as const satisfies Record<
	keyof MirrorPartsSpec,
	MirrorPart
>;

/** One name for everything becomes one name for each use it serves, so that a single use can differ. */
function partsIn(spec: MirrorsSpec | undefined): MirrorPartsSpec {
	if (typeof spec !== 'string') return spec ?? {};
	const served = Object.entries(parts).filter(
		([, part]) => mirrors[spec][part] !== undefined || (part === 'packages' && mirrors[spec].legacyPackages),
	);
	return Object.fromEntries(served.map(([key]) => [key, spec])) as MirrorPartsSpec;
}
