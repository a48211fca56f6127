/**
 * A list of words as POSIX shell text: each one single-quoted, separated by one
 * blank. The agent reads it with `eval "set -- $text"`, at no cost in
 * processes; `parseWords` reads it without a shell and accepts nothing but
 * what `joinWords` writes.
 */
export function joinWords(words: readonly string[]): string {
	return words.map(quoteWord).join(' ');
}

/** Throws TypeError on NUL, which no shell can carry. */
export function quoteWord(word: string): string {
	if (word.includes('\0')) throw new TypeError('a shell word cannot hold a NUL byte');
	return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The words of a text made by `joinWords`. Throws SyntaxError, with the offset, on any other text. */
export function parseWords(text: string): string[] {
	const words: string[] = [];
	const word = /'[^']*'(?:\\''[^']*')*/y;
	let at = 0;
	while (at < text.length) {
		word.lastIndex = at;
		const match = word.exec(text);
		if (!match) throw new SyntaxError(`not a quoted word at offset ${at}`);
		words.push(match[0].slice(1, -1).replaceAll(`'\\''`, "'"));
		at += match[0].length;
		if (at < text.length && text[at] !== ' ') throw new SyntaxError(`a blank expected at offset ${at}`);
		at += 1;
	}
	return words;
}
