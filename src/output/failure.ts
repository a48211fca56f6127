import type {Failure} from '../events/event.ts';
import {inEnglish, type Said, type Told, told} from '../told.ts';
import {type Look, padCells} from './look.ts';

const names = {
	command: told('command', '命令'),
	phase: told('phase', '阶段'),
	exitCode: told('exit code', '退出码'),
	noExit: told('none (the command did not end)', '无（命令没有结束）'),
	lastLines: told('last lines', '最后几行'),
	output: told('output', '输出'),
	none: told('none', '无'),
	look: told('look', '查看'),
	next: told('next', '下一步'),
	cause: told('cause', '原因'),
	fix: told('fix', '解决'),
	notRecognised: told(
		'not recognised; the lines above and the log of the host are what there is',
		'未能识别；可依据的只有以上各行和主机日志',
	),
} as const;

const phases: Readonly<Record<Failure['phase'], Told>> = {
	check: told('check', '检查'),
	apply: told('apply', '执行'),
	verify: told('verify', '验证'),
	connect: told('connect', '连接'),
	resume: told('resume', '恢复'),
};

/** Step and host. */
export function where({step, host}: Pick<Failure, 'step' | 'host'>): Told {
	return told(`${step} on ${host}`, `${host} 上的 ${step}`);
}

/** Width of the words in the left column of the block. */
const column = 11;

/**
 * The block a failed task is shown with: step, host, command, exit code, last
 * lines, likely cause, what to do. A failure that no entry of the catalogue
 * fits says so instead of guessing.
 */
export function failureLines(failure: Failure, look: Look): string[] {
	const bar = look.tone('dim', look.terminal.unicode ? '│' : '|');
	const field = (name: Said, text: Said) => `  ${look.tone('strong', padCells(look.say(name), column))}${look.say(text)}`;
	const quoted = (text: Said) => `  ${' '.repeat(column)}${bar} ${look.say(text)}`;
	const listed = (name: Said, texts: readonly Said[]) => texts.map((text, index) => field(index === 0 ? name : '', text));

	return [
		`${look.mark('failed')}  ${look.tone('strong', look.say(where(failure)))}  ${look.say(failure.title)}`,
		field(names.command, failure.command),
		field(names.phase, phases[failure.phase]),
		field(names.exitCode, failure.exitCode === undefined ? names.noExit : String(failure.exitCode)),
		...(failure.lastLines.length > 0 ? [field(names.lastLines, ''), ...failure.lastLines.map(quoted)] : [field(names.output, names.none)]),
		...cause(failure, look, field, quoted),
		...listed(names.look, failure.diagnosis?.commands ?? []),
		...listed(
			names.next,
			failure.next.filter((command) => typeof command !== 'string' || !failure.diagnosis?.commands.includes(command)),
		),
	].map((line) => line.trimEnd());
}

function cause(failure: Failure, look: Look, field: (name: Said, text: Said) => string, quoted: (text: Said) => string): string[] {
	const known = failure.diagnosis;
	if (!known) return [field(names.cause, names.notRecognised)];
	// Evidence among the last lines would stand there twice.
	const seen = failure.lastLines.some((line) => inEnglish(line).includes(known.evidence));
	return [
		field(names.cause, `${look.say(known.cause)} [${known.id}]`),
		...(seen ? [] : [quoted(known.evidence)]),
		field(names.fix, known.fix),
	];
}
