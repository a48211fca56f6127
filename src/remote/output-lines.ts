import {FloodGate} from './flood-gate.ts';
import {RedactingStream, type Redactor} from './redact.ts';
import {maxLine, Sanitizer, shorten} from './sanitize.ts';
import {PrivateKeyLines, redactPatterns} from './secret-patterns.ts';

/** Lines kept for the last words of a unit. */
const tailLines = 30;

/** Beyond the visible end of a line, so that a secret lying over that end is still known for one. */
const overlap = 512;

/**
 * The door through which all output of a host comes: bytes in, harmless lines
 * out. Characters cut over two chunks stay whole, progress bars (CR) become
 * lines, endless lines and floods are bounded and say so, secrets are replaced.
 */
export class OutputLines {
	readonly #decoder = new TextDecoder('utf-8', {ignoreBOM: true});
	readonly #sanitizer = new Sanitizer();
	readonly #secrets: RedactingStream;
	readonly #keys = new PrivateKeyLines();
	readonly #gate: FloodGate;
	readonly #onLines: (lines: readonly string[]) => void;
	#line = '';
	#cut = 0;
	#afterReturn = false;
	#offset: number;
	#safe: number;
	#tail: string[] = [];

	constructor(redactor: Redactor, onLines: (lines: readonly string[]) => void, offset = 0, gate = new FloodGate()) {
		this.#secrets = new RedactingStream(redactor);
		this.#onLines = onLines;
		this.#offset = offset;
		this.#safe = offset;
		this.#gate = gate;
	}

	/** Bytes taken in, counted from the beginning of the stream. */
	get offset(): number {
		return this.#offset;
	}

	/** Where another reader may start without losing a line or cutting a secret. */
	get safeOffset(): number {
		return this.#safe;
	}

	/** The last lines that came, also of those a flood kept from `onLines`. */
	get tail(): readonly string[] {
		return this.#tail;
	}

	push(bytes: Uint8Array): void {
		const lines = this.#split(this.#secrets.push(this.#sanitizer.push(this.#decoder.decode(bytes, {stream: true}))));
		const lastEnd = Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13));
		if (lastEnd >= 0 && !this.#keys.inside && !/[\r\n]/.test(this.#secrets.held)) this.#safe = this.#offset + lastEnd + 1;
		this.#offset += bytes.length;
		this.#deliver(lines);
	}

	/** Bytes that the host has thrown away. */
	skip(count: number): void {
		this.#offset += count;
		this.#deliver([...this.#flushLine(), `… ${count} bytes of output dropped on the host`]);
	}

	/** The last line, which no line end follows, and what a flood held back. */
	end(): void {
		const rest = this.#sanitizer.push(this.#decoder.decode()) + this.#sanitizer.end();
		const lines = this.#split(this.#secrets.push(rest) + this.#secrets.end());
		this.#safe = this.#offset;
		this.#deliver([...lines, ...this.#flushLine()]);
		const held = this.#gate.end();
		if (held.length > 0) this.#onLines(held.map(redactPatterns));
	}

	/** Of a flood, only what gets through is looked at closely. */
	#deliver(lines: readonly string[]): void {
		if (lines.length === 0) return;
		this.#tail = [...this.#tail, ...lines.slice(-tailLines).map(redactPatterns)].slice(-tailLines);
		const through = this.#gate.take(lines);
		if (through.length > 0) this.#onLines(through.map(redactPatterns));
	}

	#split(text: string): string[] {
		if (text === '') return [];
		const rest = this.#afterReturn && text.startsWith('\n') ? text.slice(1) : text;
		// Without carriage returns, as mostly, there is no need of a pattern: a megabyte of line ends must not stop the screen.
		const pieces = rest.includes('\r') ? rest.split(/\r\n|\n|\r/) : rest.split('\n');
		this.#afterReturn = text.endsWith('\r');
		const last = pieces.pop() as string;
		const lines: string[] = [];
		for (const piece of pieces) {
			this.#grow(piece);
			this.#endLine(lines);
		}
		this.#grow(last);
		return lines;
	}

	#grow(piece: string): void {
		const room = Math.max(0, maxLine + overlap - this.#line.length);
		this.#line += piece.slice(0, room);
		this.#cut += Math.max(0, piece.length - room);
	}

	#endLine(lines: string[]): void {
		if (!this.#keys.hides(this.#line))
			lines.push(this.#line.length > maxLine ? shorten(redactPatterns(this.#line), this.#cut) : this.#line);
		this.#line = '';
		this.#cut = 0;
	}

	#flushLine(): string[] {
		const lines: string[] = [];
		if (this.#line !== '') this.#endLine(lines);
		return lines;
	}
}
