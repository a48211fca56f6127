/**
 * Makes text from a host harmless for a terminal, a log and a reader: control
 * sequences (CSI, OSC, DCS, PM, APC, SOS; ESC and C1 forms), control
 * characters, bidirectional and invisible characters are dropped. A state
 * machine in one pass, so that no input can make it slow and no sequence cut
 * over two chunks gets through. Line ends and tabs stay.
 */
export class Sanitizer {
	#state: State = 'text';
	#length = 0;
	/** What a string sequence swallowed so far: given back when it never ends. */
	#swallowed = '';

	/** The harmless part of `text`. Line ends come out as they came in: \n, \r, or both. */
	push(text: string): string {
		let clean = '';
		// Most output is plain: skip the machine.
		if (this.#state === 'text' && !suspicious.test(text)) return text;
		for (const character of text) clean += this.#take(character);
		return clean;
	}

	/** What an unfinished sequence held back, without its introducer. */
	end(): string {
		const rest = this.#state === 'string' || this.#state === 'string-escape' ? this.#swallowed : '';
		this.#reset();
		return new Sanitizer().#plain(rest);
	}

	#plain(text: string): string {
		return [...text].map(visible).join('');
	}

	#reset(): void {
		this.#state = 'text';
		this.#length = 0;
		this.#swallowed = '';
	}

	#take(character: string): string {
		switch (this.#state) {
			case 'text':
				return this.#inText(character);
			case 'escape':
				return this.#inEscape(character);
			case 'control-sequence':
				return this.#inControlSequence(character);
			case 'string':
			case 'string-escape':
				return this.#inString(character);
		}
	}

	#inText(character: string): string {
		if (character === '\x1b' || character === '\x9b' || stringIntroducers.has(character)) {
			this.#state = character === '\x1b' ? 'escape' : character === '\x9b' ? 'control-sequence' : 'string';
			return '';
		}
		return visible(character);
	}

	#inEscape(character: string): string {
		if (character === '[') this.#state = 'control-sequence';
		else if (']PX^_'.includes(character)) this.#state = 'string';
		else if (character === '\x1b') this.#state = 'escape';
		// Intermediate bytes (charset selection and the like) are followed by one more.
		else if (character >= ' ' && character <= '/') return '';
		else {
			this.#reset();
			return character < ' ' ? visible(character) : '';
		}
		return '';
	}

	#inControlSequence(character: string): string {
		this.#length += 1;
		if (character >= ' ' && character <= '?' && this.#length <= maxSequence) return '';
		this.#reset();
		if (character >= '@' && character <= '~') return '';
		return this.#take(character);
	}

	#inString(character: string): string {
		const ends = character === '\x07' || character === '\x9c' || (this.#state === 'string-escape' && character === '\\');
		if (ends) {
			this.#reset();
			return '';
		}
		// A line end or too many bytes: it was no string, only its introducer is dropped.
		if (character === '\n' || character === '\r' || this.#swallowed.length >= maxSequence) {
			const swallowed = this.#plain(this.#swallowed);
			this.#reset();
			return swallowed + this.#take(character);
		}
		this.#state = character === '\x1b' ? 'string-escape' : 'string';
		this.#swallowed += character;
		return '';
	}
}

type State = 'text' | 'escape' | 'control-sequence' | 'string' | 'string-escape';

/** Longer than any sequence a program means. */
const maxSequence = 4096;

/** DCS, SOS, OSC, PM, APC as single C1 characters. */
const stringIntroducers = new Set(['\x90', '\x98', '\x9d', '\x9e', '\x9f']);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/u;
/** Bidirectional controls (CVE-2021-42574), zero width and other invisible characters, line separators. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb]/u;
const suspicious = new RegExp(`${controls.source}|${invisible.source}`, 'u');

function visible(character: string): string {
	return suspicious.test(character) ? '' : character;
}

/** A whole text as harmless lines, each at most `maxLine` characters. */
export function cleanLines(text: string): string[] {
	const sanitizer = new Sanitizer();
	const clean = sanitizer.push(text.replaceAll('\0', '')) + sanitizer.end();
	return clean
		.split(/\r\n|\n|\r/)
		.map((line) => shorten(line))
		.filter((line, index, all) => line !== '' || index < all.length - 1);
}

/** Characters of one line that are kept. */
export const maxLine = 8192;

/** Cuts an endless line, and says so. */
export function shorten(line: string, more = 0): string {
	if (line.length <= maxLine && more === 0) return line;
	const kept = line.slice(0, maxLine).replace(/[\ud800-\udbff]$/u, '');
	return `${kept} … (${line.length - kept.length + more} more characters)`;
}
