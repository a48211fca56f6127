import {logDirectory} from '../src/store/log-directory.ts';
import type {WizardState} from '../src/store/state.ts';
import {summaryParts} from './done/summary.ts';
import {shortTime} from './parts/time.ts';
import type {Words} from './text/words.ts';

/** What stays in the scrollback when the wizard is left: the summary of the done screen, uncut, and where the log is. */
export function farewell({run, draft, stateDir, simulation, unkept}: WizardState, words: Words): readonly string[] {
	const {end} = run;
	const text = words.farewell;
	const kept = unkept === undefined ? text.kept(stateDir) : text.unkept(words.say(unkept));
	if (!end) return [`kubewiz: ${simulation ? text.nothingPlayed : kept}`];
	const parts = summaryParts(run, words, simulation).map(({head, lines, commands = []}) => {
		const inside = head === undefined ? lines : [...commands, ...lines].map((line) => `  ${line}`);
		return ['', ...(head === undefined ? [] : [head]), ...inside];
	});
	return [
		`kubewiz: ${draft.name}: ${words.done.result[end.result]} ${words.done.took} ${shortTime(run.tookMs)}`,
		...parts.flat(),
		...(simulation ? [] : ['', `${text.log}  ${logDirectory({run, stateDir}) ?? stateDir}`]),
	];
}
