import {type Told, told} from '../told.ts';
import type {Text} from './texts/text.ts';

/** Something about a spec that must change (or, as a warning, should be known), and where. */
export interface Problem extends Text {
	readonly file: string;
	/** Both counted from 1. */
	readonly line: number;
	readonly column: number;
	/** `spec.hosts[1].address`; empty for the document as a whole. */
	readonly path: string;
}

export type Path = readonly (string | number)[];

/** A finding of a rule, before its place in the file is looked up. */
export interface Complaint {
	readonly path: Path;
	/** Whether the key or the value at the path is meant. Default: the value. */
	readonly at?: 'key' | 'value';
	readonly text: Text;
	readonly severity?: 'warning';
}

/** `cluster.yaml:12:7: spec.hosts[1].address: 'a b' is not a host; give an IP address…` on one line. */
export function tellProblem({file, line, column, path, message, remedy}: Problem): Told {
	const where = `${file}:${line}:${column}: ${path ? `${path}: ` : ''}`;
	return told(`${where}${message.en}${remedy ? `; ${remedy.en}` : ''}`, `${where}${message.zh}${remedy ? `；${remedy.zh}` : ''}`);
}

/** Writes a path as people do: `spec.hosts[1].labels["a.b/c"]`. */
export function pathText(path: Path): string {
	return path.reduce<string>((text, part) => {
		if (typeof part === 'number') return `${text}[${part}]`;
		if (!/^[A-Za-z_][\w-]*$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
		return text ? `${text}.${part}` : part;
	}, '');
}
