import type {Failure} from '../../src/events/event.ts';
import type {Said} from '../../src/told.ts';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';

interface FailureLine {
	readonly key: string;
	readonly kind: 'head' | 'text' | 'output';
	readonly text: string;
}

/**
 * Everything there is to say of a failure, most useful first: what to try, the
 * likely cause, what helps, the command and its last lines, then where to look
 * further. Long lines are broken, never cut; what was said is not repeated.
 */
export function failureLines(failure: Failure, words: Words, columns: number): readonly FailureLine[] {
	const {diagnosis, mend} = failure;
	const text = words.install;
	const parts: FailureLine[] = [];
	const part = (head: string, kind: 'text' | 'output', said: readonly Said[]) => {
		if (said.length === 0) return;
		const lines = said.map(words.say).flatMap((line) => wrapCells(line, columns - 2));
		parts.push({key: head, kind: 'head', text: head});
		for (const [at, line] of lines.entries()) parts.push({key: `${head} ${at}`, kind, text: `  ${line}`});
	};
	// Where kubewiz itself stopped, it has said why before the lines of the host.
	const ownWords = !diagnosis && failure.phase === 'resume' ? failure.lastLines[0] : undefined;
	const shown: readonly Said[] = diagnosis?.commands ?? [];
	part(text.tryFirst, 'text', [
		...(diagnosis && Object.hasOwn(text.retryHelps, diagnosis.id) ? [text.retryHelps[diagnosis.id] ?? ''] : []),
		...(mend ? [text.mendHelps([...new Set(mend.scripts.map(({host}) => host))].join(', '))] : []),
	]);
	part(text.cause, 'text', [diagnosis ? `${words.say(diagnosis.cause)} [${diagnosis.id}]` : (ownWords ?? text.notRecognised)]);
	if (diagnosis) part(text.fixHead, 'text', [diagnosis.fix, ...diagnosis.commands.map((command) => `$ ${command}`)]);
	part(failure.exitCode === undefined ? text.command : `${text.command}${words.common.aside(text.exitCode(failure.exitCode))}`, 'text', [
		failure.command,
	]);
	part(text.lastLines, 'output', (ownWords === undefined ? failure.lastLines : failure.lastLines.slice(1)).slice(-12));
	part(
		text.nextCommands,
		'text',
		failure.next.filter((command) => !shown.includes(command)),
	);
	return parts;
}
