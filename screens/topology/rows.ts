import type {Draft} from '../../src/store/draft.ts';
import {kindOf, proposal} from '../../src/store/propose.ts';
import type {Words} from '../text/words.ts';
import {isPlane, type Row} from './row-line.tsx';
import type {Setting} from './setting.ts';
import type {FactsByName} from './use-facts.ts';

/** The lines of the screen from top to bottom; `open`: with the settings that few need. */
export function rowsOf(
	draft: Draft,
	facts: FactsByName,
	settings: readonly Setting[],
	open: boolean,
	words: Words['topology'],
): readonly Row[] {
	const planes = draft.hosts.filter(isPlane);
	const proposed = proposal(draft.hosts, facts);
	// Only as long as the roles are those proposed, since the reason is of no other.
	const same = planes.length === proposed.planes.length && planes.every((host) => proposed.planes.includes(host));
	const folded = settings.filter((setting) => setting.advanced);
	const row = (setting: Setting) => ({kind: 'setting' as const, setting});
	return [
		{kind: 'kind', text: kindOf(draft.hosts) === 'single' ? words.kinds.single : words.stackedOf(planes.length), proposed: same},
		...draft.hosts.map((host, index) => ({
			...{kind: 'host' as const, index, host},
			...(same && isPlane(host) && {because: proposed.because}),
		})),
		...settings.filter((setting) => !setting.advanced).map(row),
		{kind: 'fold', count: folded.length, open},
		...(open ? folded.map(row) : []),
	];
}
