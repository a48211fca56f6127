import type {UnfinishedRun} from '../../src/store/engine.ts';
import type {AskedHosts} from '../../src/store/state.ts';
import {shortTime} from '../parts/time.ts';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';

export interface RunLine {
	readonly text: string;
	readonly tone?: 'bold' | 'red' | 'cyan';
}

/** A run in short: how old, its last event, what is done, what remains; `short` where rows are dear. */
export function summaryLines(run: UnfinishedRun, now: number, words: Words, width: number, short = false): readonly RunLine[] {
	const {resume: text} = words;
	if (run.damaged !== undefined)
		return [
			...wrapCells(`${text.damaged}: ${words.say(run.damaged)}`, width).map((row) => ({text: row, tone: 'red' as const})),
			...wrapCells(text.damagedHow, width).map((row) => ({text: row})),
		];
	const remaining = run.steps.filter(({done, total}) => done < total).map(({title}) => words.say(title));
	const first = remaining.slice(0, 3).join(text.comma);
	const more = remaining.length > 3 ? `${text.comma}${text.moreSteps(remaining.length - 3)}` : '';
	return [
		text.begun(shortTime(now - run.started)),
		text.last(shortTime(now - run.lastEvent.time), words.say(run.lastEvent.text)),
		...(short ? [] : [text.stepsDone(run.steps.filter(({done, total}) => done === total).length, run.steps.length)]),
		`${text.remains}: ${first === '' ? words.common.none : `${first}${more}`}`,
	].flatMap((line) => wrapCells(line, width).map((row) => ({text: row})));
}

/** What the hosts say now, one row each; and what to do where they can't be asked. */
export function answerLines(asked: AskedHosts | undefined, run: UnfinishedRun, words: Words): readonly RunLine[] {
	if (asked?.cluster !== run.cluster) return [];
	const {resume: text} = words;
	const open = run.hosts.filter((host) => !asked.answers.some((answer) => answer.host === host));
	const byHost = asked.answers.toSorted((a, b) => run.hosts.indexOf(a.host) - run.hosts.indexOf(b.host));
	return [
		...(asked.problem === undefined ? [] : [{text: words.say(asked.problem), tone: 'red' as const}]),
		...byHost.map(({host, says, code}) => ({
			text: words.preflight.hostLine(
				host,
				code === undefined ? words.say(says) : `${words.hosts.codes[code] ?? ''}${words.common.aside(words.say(says))}`,
			),
			...(code === undefined ? {} : {tone: 'red' as const}),
		})),
		...(asked.running && open.length > 0 ? [{text: `${text.asking}: ${open.join(', ')}`, tone: 'cyan' as const}] : []),
		...(wantsSecrets(asked, run) ? [{text: text.needsLogin, tone: 'bold' as const}] : []),
	];
}

/** True when a host did not let us in for want of a password, or may not have: a jump host's refusal is told as its failure. */
export function wantsSecrets(asked: AskedHosts | undefined, run: UnfinishedRun): boolean {
	return asked?.cluster === run.cluster && asked.answers.some(({code}) => code !== undefined && secretsHelp.includes(code));
}

const secretsHelp: readonly string[] = ['auth-failed', 'passphrase-needed', 'sudo-password-needed', 'sudo-password-wrong', 'jump-failed'];

/** Everything of a run: its steps with how many of their hosts are done, the hosts, and where its record is. */
export function wholeRun(run: UnfinishedRun, asked: AskedHosts | undefined, now: number, words: Words, width: number): readonly RunLine[] {
	const {resume: text} = words;
	return [
		...summaryLines(run, now, words, width),
		...wrapCells(text.record(run.record), width).map((row) => ({text: row})),
		...wrapCells(text.commands(run.cluster), width).map((row) => ({text: row})),
		{text: ''},
		...(run.damaged === undefined ? [{text: text.hostsSay, tone: 'bold' as const}] : []),
		...answerLines(asked, run, words).flatMap((line) => wrapCells(line.text, width - 2).map((row) => ({...line, text: `  ${row}`}))),
		{text: ''},
		...(run.damaged === undefined ? [{text: text.steps, tone: 'bold' as const}] : []),
		...run.steps.map(({title, done, total}) => ({text: `  ${`${done}/${total}`.padStart(7)}  ${words.say(title)}`})),
	];
}
