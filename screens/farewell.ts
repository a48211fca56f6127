import {logDirectory} from '../src/store/log-directory.ts';
import type {RunView} from '../src/store/run-view.ts';
import type {WizardState} from '../src/store/state.ts';
import {summaryParts} from './done/summary.ts';
import {shortTime} from './parts/time.ts';
import type {Words} from './text/words.ts';

/** What stays in the scrollback when the wizard is left: the summary of the done screen, uncut, and where the log is. */
export function farewell({run, draft, stateDir, simulation, unkept}: WizardState, words: Words): readonly string[] {
	const {end} = run;
	const text = words.farewell;
	const kept = unkept === undefined ? text.kept(stateDir) : text.unkept(words.say(unkept));
	if (!end) return [...refused(run, words), `kubewiz: ${simulation ? text.nothingPlayed : kept}`];
	const parts = summaryParts(run, words, simulation).map(({head, lines, commands = []}) => {
		const inside = head === undefined ? lines : [...commands, ...lines].map((line) => `  ${line}`);
		return ['', ...(head === undefined ? [] : [head]), ...inside];
	});
	return [
		`kubewiz: ${run.start?.cluster ?? draft.name}: ${words.done.result[end.result]} ${words.done.took} ${shortTime(run.tookMs)}`,
		...parts.flat(),
		...(simulation ? [] : ['', `${text.log}  ${logDirectory({run, stateDir}) ?? stateDir}`]),
	];
}

/** Why the last install did not begin or broke off, in the words that the install screen had. */
function refused({refusal, start}: RunView, words: Words): readonly string[] {
	if (!refusal) return [];
	const what = start ? words.farewell.brokeOff : words.install.refused;
	const why = words.say(refusal.message);
	return [
		`kubewiz: ${what}: ${refusal.host === undefined ? why : `${refusal.host}: ${why}`}`,
		...refusal.details.map((line) => `  ${words.say(line)}`),
	];
}
