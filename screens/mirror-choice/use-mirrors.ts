import {defaults} from '../../src/cluster/defaults.ts';
import {type MirrorId, mirrors} from '../../src/cluster/mirror-catalogue.ts';
import {mirrorPackages} from '../../src/cluster/mirror-packages.ts';
import {specOf} from '../../src/cluster/own-mirrors.ts';
import type {MirrorPartsSpec} from '../../src/cluster/schema/mirrors.ts';
import {parseVersion} from '../../src/cluster/versions.ts';
import {ownMirrorsOf} from '../../src/store/draft.ts';
import type {MirrorUse} from '../../src/store/engine.ts';
import {best, isNone, type MirrorStanding, mirrorUses, noRegistries, rankMirrors} from '../../src/store/mirror-ranking.ts';
import {chosenMirrors} from '../../src/store/navigation.ts';
import {useActions, useWizard} from '../parts/store-context.tsx';

const keys = {packages: 'packages', images: 'images', 'docker-ce': 'dockerCE', registries: 'registries'} as const;

/** All mirrors of one use, best first. */
interface Ranked {
	readonly use: MirrorUse;
	readonly mirrors: readonly MirrorStanding[];
	/** Name of the one to propose. */
	readonly proposed: string | undefined;
}

interface Mirrors {
	readonly ranked: readonly Ranked[];
	/** Name or URL of the one chosen, by use. */
	readonly chosen: Readonly<Record<MirrorUse, string>>;
	/** The version that has to be there. */
	readonly version: string;
	/** True for a mirror that is known to have nothing of this version, so that no node asks it. */
	lacks(standing: MirrorStanding): boolean;
	/** Takes a mirror; the one for other registries is left again by choosing it once more. */
	choose(standing: MirrorStanding): void;
	chooseProposed(): void;
}

/** The mirrors as they stand, and choosing among them. */
export function useMirrors(): Mirrors {
	const {chooseMirror} = useActions();
	const draft = useWizard((state) => state.draft);
	const results = useWizard((state) => state.probes.results);
	const version = draft.spec.kubernetesVersion ?? defaults.kubernetesVersion;
	const chosen = chosenMirrors({draft});
	const own = ownMirrorsOf(draft);
	const ranked = mirrorUses.map((use): Ranked => {
		const urls = own.filter((mirror) => mirror.use === use).map((mirror) => mirror.url);
		const standings = rankMirrors(use, urls, results);
		if (use === 'registries') return {use, mirrors: [noRegistries, ...standings], proposed: undefined};
		return {use, mirrors: standings, proposed: best(standings)?.mirror};
	});
	const choose = (standing: MirrorStanding) => {
		const {use, mirror} = standing;
		const mine = own.find((other) => other.use === use && other.url === mirror);
		if (isNone(standing) || (use === 'registries' && chosen.registries === mirror)) chooseMirror({registries: undefined});
		else chooseMirror(mine ? specOf(mine) : ({[keys[use]]: mirror} as MirrorPartsSpec));
	};
	return {
		ranked,
		chosen,
		version,
		choose,
		lacks: ({use, mirror}) =>
			use === 'packages' &&
			mirror in mirrors &&
			parseVersion(version) !== undefined &&
			mirrorPackages(mirror as MirrorId, version).kind === 'absent',
		chooseProposed: () => {
			for (const {mirrors: standings, proposed} of ranked) {
				const found = standings.find((standing) => standing.mirror === proposed);
				if (found) choose(found);
			}
		},
	};
}
