import {ProtocolError} from './protocol.ts';

/** A header longer than this is no header of ours. */
const maxHeader = 1024;

/**
 * Cuts a byte stream into header lines and the counted bytes that follow them.
 * `sizeOf` reads the byte count from a header and throws ProtocolError when it
 * is none. After an error the reader stays broken.
 */
export class FrameReader<Header> {
	readonly #parse: (line: string) => {readonly header: Header; readonly size: number};
	readonly #emit: (header: Header, body: Buffer) => void;
	#chunks: Buffer[] = [];
	#held = 0;
	#pending: {readonly header: Header; readonly size: number} | undefined;
	#broken: ProtocolError | undefined;

	constructor(parse: (line: string) => {readonly header: Header; readonly size: number}, emit: (header: Header, body: Buffer) => void) {
		this.#parse = parse;
		this.#emit = emit;
	}

	/** Bytes of an unfinished frame. */
	get held(): number {
		return this.#held;
	}

	push(chunk: Buffer): void {
		if (this.#broken) throw this.#broken;
		this.#chunks.push(chunk);
		this.#held += chunk.length;
		try {
			while (this.#step());
		} catch (error) {
			if (error instanceof ProtocolError) this.#broken = error;
			throw error;
		}
	}

	#step(): boolean {
		if (this.#pending) {
			if (this.#held < this.#pending.size) return false;
			const {header, size} = this.#pending;
			this.#pending = undefined;
			this.#emit(header, this.#take(size));
			return true;
		}
		if (this.#held === 0) return false;
		const joined = this.#join();
		const end = joined.indexOf(10);
		if (end > maxHeader || (end < 0 && joined.length > maxHeader)) throw new ProtocolError('endless header line');
		if (end < 0) return false;
		this.#pending = this.#parse(this.#take(end + 1).toString('latin1', 0, end));
		return true;
	}

	#take(size: number): Buffer {
		const joined = this.#join();
		const rest = joined.subarray(size);
		this.#chunks = rest.length > 0 ? [rest] : [];
		this.#held = rest.length;
		return joined.subarray(0, size);
	}

	#join(): Buffer {
		if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)];
		return this.#chunks[0] as Buffer;
	}
}
