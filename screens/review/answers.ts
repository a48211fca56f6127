import {defaults} from '../../src/cluster/defaults.ts';
import {isFinal, minorVersion, parseVersion} from '../../src/cluster/versions.ts';
import type {Draft} from '../../src/store/draft.ts';
import type {MirrorUse} from '../../src/store/engine.ts';
import {mirrorUses} from '../../src/store/mirror-ranking.ts';
import {chosenMirrors} from '../../src/store/navigation.ts';
import type {Words} from '../text/words.ts';
import type {Setting} from '../topology/setting.ts';
import {settingsOf} from '../topology/settings.ts';
import type {Reviewed} from './rows.ts';

/** Every answer with its label, defaults included, as the screens before asked for them. */
export function answersOf(draft: Draft, words: Words): Reviewed['answers'] {
	const chosen = chosenMirrors({draft});
	const list = (label: string, values: readonly string[]) => (values.length > 0 ? [[label, values.join(', ')] as const] : []);
	const settings = settingsOf(draft, words.topology);
	const common = settings.filter(({advanced, byDefault}) => !advanced || !byDefault);
	const line = ({label, value, byDefault}: Setting) =>
		[label, byDefault ? `${value}${words.common.aside(words.topology.byDefault)}` : value] as const;
	const from = (use: MirrorUse) => (use === 'registries' && chosen[use] === 'official' ? words.topology.none : chosen[use]);
	return [
		...common.map(line),
		...mirrorUses.map((use) => [words.review.mirrors[use], from(use)] as const),
		...list(words.review.waived, draft.waived),
		...list(words.review.trusted, draft.trustedMirrors),
		// What few need and nobody answered comes last.
		...settings.filter((setting) => !common.includes(setting)).map(line),
	];
}

/** What the operator should have seen before the start: a version that gets no more fixes. */
export function warningsOf({spec}: Draft, words: Words): readonly string[] {
	const version = spec.kubernetesVersion ?? defaults.kubernetesVersion;
	const row = parseVersion(version) && minorVersion(version);
	return row && isFinal(row) ? [words.review.ended(version, row.endOfLife)] : [];
}
