import {ToldError, told} from '../../told.ts';
/** The facts script's output, by key: each row holds the fields after the key. Lines that are not facts (a tool's complaint) are left out. */
export interface FactLines {
	/** Every row of a key, in order. */
	all(key: string): readonly (readonly string[])[];
	/** First field of the first row of a key, `undefined` when absent or empty. */
	one(key: string): string | undefined;
	/** First fields of all rows of a key, without empty ones. */
	list(key: string): readonly string[];
	/** First field → second field of all rows of a key. The last row wins. */
	map(key: string): Readonly<Record<string, string>>;
}

/** Thrown when the text is not a whole answer of the facts script. */
export class FactsError extends ToldError {
	override readonly name = 'FactsError';
}

/** Splits the script's output. Throws FactsError when its end is missing, for half the facts would look like a host that lacks things. */
export function readFactLines(lines: readonly string[]): FactLines {
	const rows = new Map<string, string[][]>();
	for (const line of lines) {
		const [key = '', ...fields] = line.replace(/\r$/, '').split('\t');
		if (!/^[a-z][a-z0-9-]*$/.test(key) || (fields.length === 0 && !bareKeys.has(key))) continue;
		const known = rows.get(key);
		if (known) known.push(fields);
		else rows.set(key, [fields]);
	}
	if (!rows.has('end'))
		throw new FactsError(
			told(
				`the host's facts are cut off after ${lines.length} lines: the last one must be "end"`,
				`主机信息在 ${lines.length} 行后中断：最后一行应为 "end"`,
			),
		);
	const all = (key: string) => rows.get(key) ?? [];
	return {
		all,
		one: (key) => all(key)[0]?.[0] || undefined,
		list: (key) => all(key).flatMap(([first]) => (first ? [first] : [])),
		map: (key) => Object.fromEntries(all(key).flatMap(([name, value]) => (name ? [[name, value ?? '']] : []))),
	};
}

/** Facts that have no field: being there is the fact. */
const bareKeys = new Set(['end', 'reboot-required', 'dpkg-interrupted', 'cri-disabled']);
