import {appendFile, rename, stat} from 'node:fs/promises';

/** How long lines may wait in memory before they are written. */
const flushMs = 200;

/**
 * A log file of its owner only (0600) that grows to `limit` bytes, is then
 * kept as `PATH.1` and begun anew: never more than twice the limit. Lines are
 * taken at once and written in bunches. An error is told once and ends the
 * log, never the run: a log is not the record (that is the journal).
 */
export class CappedFile {
	readonly path: string;
	readonly #limit: number;
	readonly #onError: (error: Error) => void;
	#pending: string[] = [];
	#size: number | undefined;
	#timer: NodeJS.Timeout | undefined;
	#chain: Promise<void> = Promise.resolve();
	#dead = false;

	constructor(path: string, limit: number, onError: (error: Error) => void) {
		this.path = path;
		this.#limit = limit;
		this.#onError = onError;
	}

	append(line: string): void {
		if (this.#dead) return;
		this.#pending.push(line);
		this.#timer ??= setTimeout(() => void this.flush(), flushMs);
	}

	/** Resolves when all lines taken so far are in the file. */
	flush(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#chain = this.#chain.then(() => this.#write());
		return this.#chain;
	}

	async #write(): Promise<void> {
		if (this.#pending.length === 0 || this.#dead) return;
		const text = `${this.#pending.join('\n')}\n`;
		this.#pending = [];
		const bytes = Buffer.byteLength(text);
		try {
			this.#size ??= await sizeOf(this.path);
			if (this.#size > 0 && this.#size + bytes > this.#limit) {
				await rename(this.path, `${this.path}.1`);
				this.#size = 0;
			}
			await appendFile(this.path, text, {mode: 0o600});
			this.#size += bytes;
		} catch (error) {
			this.#dead = true;
			this.#onError(error as Error);
		}
	}
}

async function sizeOf(path: string): Promise<number> {
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
	return found?.size ?? 0;
}
