import type {Problem} from '../cluster/problem.ts';
import type {Look} from './look.ts';

/** A problem of the cluster file as compilers print them: place, words, the line with a caret under the spot, what would be right. */
export function problemLines(problem: Problem, source: string, look: Look): string[] {
	const path = problem.path ? `${problem.path}: ` : '';
	const head = `${look.tone('strong', `${problem.file}:${problem.line}:${problem.column}:`)} ${path}${look.say(problem.message)}`;
	return [
		head,
		...excerpt(problem, source, look),
		...(problem.remedy ? [`${' '.repeat(gutter(problem))} = ${look.say(problem.remedy)}`] : []),
	];
}

function gutter(problem: Problem): number {
	return String(problem.line).length + 3;
}

function excerpt(problem: Problem, source: string, look: Look): string[] {
	const line = source.split('\n')[problem.line - 1]?.replaceAll('\r', '');
	if (line === undefined || line.trim() === '') return [];
	// Tabs are kept in the line above the caret, so that it stands under its spot whatever their width.
	const before = line.slice(0, problem.column - 1).replaceAll(/[^\t]/g, ' ');
	const margin = ' '.repeat(gutter(problem));
	return [`${String(problem.line).padStart(gutter(problem) - 1)}  | ${line}`, `${margin} | ${before}${look.tone('bad', '^')}`];
}
