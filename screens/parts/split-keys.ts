const esc = '\u001B';
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;

/**
 * Splits what arrived in one read into keys: one character, one escape
 * sequence, or one whole bracketed paste each. `rest` is the beginning of a
 * paste or of a sequence whose end has not arrived yet.
 */
export function splitKeys(chunk: string): {readonly keys: readonly string[]; readonly rest: string} {
	const keys: string[] = [];
	let index = 0;
	while (index < chunk.length) {
		const left = chunk.slice(index);
		if (left.startsWith(pasteStart)) {
			const end = left.indexOf(pasteEnd);
			if (end === -1) return {keys, rest: left};
			keys.push(left.slice(0, end + pasteEnd.length));
			index += end + pasteEnd.length;
			continue;
		}
		const key = left.startsWith(esc) ? sequence(left) : String.fromCodePoint(left.codePointAt(0) ?? 0);
		if (key === undefined) return {keys, rest: left};
		// What was typed before the terminal was in raw mode has a line feed for Enter.
		keys.push(key === '\n' ? '\r' : key);
		index += key.length;
	}
	return {keys, rest: ''};
}

/**
 * The escape sequence `text` begins with; undefined while it may still grow. ESC
 * before anything else is a key of its own: tmux sends Esc and the key pressed
 * within half a second after it together, which looks like Alt, and nothing here
 * is bound to Alt.
 */
function sequence(text: string): string | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC is what a sequence begins with
	const whole = /^\u001B(?:\[\[?[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~])/u.exec(text);
	if (whole) return whole[0];
	// Cut in the middle of CSI or SS3 by the network: wait for the rest. The caller gives up after a moment.
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
	if (/^\u001B(?:\[[0-?]*[ -/]*|O[0-9;]*)$/.test(text) && text.length > 1) return undefined;
	return esc;
}
