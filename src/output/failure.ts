import type {Failure} from '../events/event.ts';
import {inEnglish, type Said} from '../told.ts';
import type {Look} from './look.ts';

/** Width of the words in the left column of the block. */
const column = 11;

/**
 * The block a failed task is shown with: step, host, command, exit code, last
 * lines, likely cause, what to do. A failure that no entry of the catalogue
 * fits says so instead of guessing.
 */
export function failureLines(failure: Failure, look: Look): string[] {
	const bar = look.tone('dim', look.terminal.unicode ? '│' : '|');
	const field = (name: string, text: Said) => `  ${look.tone('strong', name.padEnd(column))}${look.say(text)}`;
	const quoted = (text: Said) => `  ${' '.repeat(column)}${bar} ${look.say(text)}`;
	const listed = (name: string, texts: readonly Said[]) => texts.map((text, index) => field(index === 0 ? name : '', text));

	return [
		`${look.mark('failed')}  ${look.tone('strong', `${failure.step} on ${failure.host}`)}  ${look.say(failure.title)}`,
		field('command', failure.command),
		field('phase', failure.phase),
		field('exit code', failure.exitCode === undefined ? 'none (the command did not end)' : String(failure.exitCode)),
		...(failure.lastLines.length > 0 ? [field('last lines', ''), ...failure.lastLines.map(quoted)] : [field('output', 'none')]),
		...cause(failure, look, field, quoted),
		...listed('look', failure.diagnosis?.commands ?? []),
		...listed(
			'next',
			failure.next.filter((command) => typeof command !== 'string' || !failure.diagnosis?.commands.includes(command)),
		),
	].map((line) => line.trimEnd());
}

function cause(failure: Failure, look: Look, field: (name: string, text: Said) => string, quoted: (text: Said) => string): string[] {
	const known = failure.diagnosis;
	if (!known) return [field('cause', 'not recognised; the lines above and the log of the host are what there is')];
	// Evidence among the last lines would stand there twice.
	const seen = failure.lastLines.some((line) => inEnglish(line).includes(known.evidence));
	return [field('cause', `${look.say(known.cause)} [${known.id}]`), ...(seen ? [] : [quoted(known.evidence)]), field('fix', known.fix)];
}
