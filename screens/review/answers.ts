import type {Draft} from '../../src/store/draft.ts';
import {mirrorUses} from '../../src/store/mirror-ranking.ts';
import {chosenMirrors} from '../../src/store/navigation.ts';
import type {Words} from '../text/words.ts';
import {settingsOf} from '../topology/settings.ts';
import type {Reviewed} from './rows.ts';

/** Every answer with its label, defaults included, as the screens before asked for them. */
export function answersOf(draft: Draft, words: Words): Reviewed['answers'] {
	const chosen = chosenMirrors({draft});
	const list = (label: string, values: readonly string[]) => (values.length > 0 ? [[label, values.join(', ')] as const] : []);
	return [
		...settingsOf(draft, words.topology).map(
			({label, value, byDefault}) => [label, byDefault ? `${value} (${words.topology.byDefault})` : value] as const,
		),
		...mirrorUses.map((use) => [words.review.mirrors[use], chosen[use]] as const),
		...list(words.review.waived, draft.waived),
		...list(words.review.trusted, draft.trustedMirrors),
	];
}
