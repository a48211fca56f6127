/**
 * What the words, and Ink where it cuts, write beyond ASCII and what Unicode
 * calls ambiguous (UAX #11): one cell in most terminals, two in those set up for
 * Chinese (PuTTY, SecureCRT, Xshell). Each has a twin of one cell everywhere,
 * and one in ASCII, so that no column moves.
 */
const twins: readonly (readonly [ambiguous: string, neutral: string, ascii: string])[] = [
	['…', '⋯', '~'],
	['’', "'", "'"],
	['‘', "'", "'"],
	['“', '"', '"'],
	['”', '"', '"'],
	['—', '-', '-'],
	['–', '-', '-'],
	['─', '-', '-'],
	['│', '|', '|'],
	['·', '.', '.'],
	['×', 'x', 'x'],
	['↑', '▴', '^'],
	['↓', '▾', 'v'],
	['←', '◂', '<'],
	['→', '▸', '>'],
	['›', '›', '>'],
];

const neutral = replacer(1);
const ascii = replacer(2);

const [intoScreen, outOfScreen] = ['\u001B[?1049h', '\u001B[?1049l'];
/** The alternate screen opens with the cursor where it was, behind what was typed before kubewiz had the keyboard; the frame begins at the corner. */
const home = '\u001B[H';
/** DECAWM: whether what is too long for a line goes on in the next. */
const [wrapOff, wrapOn] = ['\u001B[?7l', '\u001B[?7h'];

/**
 * The same terminal, which is never sent an ornament that it may show at
 * another width or, with `ascii`, not at all. On the alternate screen it wraps
 * no line: a character in a host's output that it counts wider than we do must
 * not push the rest of the frame down.
 */
export function terminalOutput(stdout: NodeJS.WriteStream, only: {readonly ascii: boolean}): NodeJS.WriteStream {
	const safe = only.ascii ? ascii : neutral;
	const write = (data: string | Uint8Array, ...rest: never[]) =>
		stdout.write(typeof data === 'string' ? unwrapped(safe(data)) : data, ...rest);
	return new Proxy(stdout, {
		get: (target, name) => {
			if (name === 'write') return write;
			const value: unknown = Reflect.get(target, name);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}

function unwrapped(data: string): string {
	return data.replaceAll(intoScreen, intoScreen + home + wrapOff).replaceAll(outOfScreen, wrapOn + outOfScreen);
}

function replacer(to: 1 | 2): (text: string) => string {
	const table = new Map(twins.map((row) => [row[0], row[to]]));
	const beyond = new RegExp(`[${[...table.keys()].join('')}]`, 'gu');
	return (text) => text.replace(beyond, (character) => table.get(character) ?? character);
}
