import stringWidth from 'string-width';

/** What a continued line begins with. */
const indent = '    ';

/**
 * A command in lines of at most `width` cells that a shell, given all of them,
 * reads as the one command: broken at blanks outside of quotes with a
 * backslash, and within a word only where the word alone is too long. Then the
 * line after it has no indent, which would part the word.
 */
export function shellLines(command: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of shellWords(command)) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (stringWidth(longer) <= width - 2) {
			line = longer;
			continue;
		}
		if (line !== '') lines.push(`${line} \\`);
		const pieces = stringWidth(indent + word) <= width - 2 ? [indent + word] : piecesOf(word, width - 3);
		for (const piece of pieces.slice(0, -1)) lines.push(`${piece}\\`);
		line = pieces.at(-1) ?? '';
	}
	return line === '' ? lines : [...lines, line];
}

/** Words of a command with their quotes; a blank within quotes or after a backslash parts nothing. */
function shellWords(command: string): readonly string[] {
	return command.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+|\S+/g) ?? [];
}

/** A word in pieces that may each be followed by backslash and newline. Those end nothing within single quotes, which are closed before and opened again. */
function piecesOf(word: string, width: number): readonly string[] {
	const pieces: string[] = [];
	let piece = '';
	let quote = '';
	for (const [unit] of word.matchAll(/\\.|./gsu)) {
		if (stringWidth(piece + unit) > width - 1 && piece !== '') {
			pieces.push(quote === "'" ? `${piece}'` : piece);
			piece = quote === "'" ? "'" : '';
		}
		piece += unit;
		if (quote === unit) quote = '';
		else if (quote === '' && (unit === "'" || unit === '"')) quote = unit;
	}
	return [...pieces, piece];
}

/** A word as a shell reads it. */
export function quoted(word: string): string {
	return /^[\w/.@:+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
