import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {dirname} from 'node:path';
import {outward} from '../outward.ts';
import {syncDirectory} from './atomic-file.ts';

/** Room kept behind the data: blank lines, so that JSON Lines readers pass over them. */
const reserve = 1 << 20;

/**
 * An append-only file with a padded tail (dpkg's way): records go into room that
 * is allocated already, so a full disk can't stop what must be written down.
 */
export class PaddedFile {
	readonly #file: FileHandle;
	readonly #path: string;
	#end: number;
	#size: number;

	private constructor(file: FileHandle, path: string, end: number, size: number) {
		this.#file = file;
		this.#path = path;
		this.#end = end;
		this.#size = size;
	}

	/** Opens (or makes, mode 0600) the file; links are refused. `read` gets its bytes and tells where the data end. */
	static async open(path: string, read: (bytes: Uint8Array) => {end: number; blank: number}): Promise<PaddedFile> {
		const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
		try {
			const bytes = await file.readFile();
			const {end, blank} = read(bytes);
			const padded = new PaddedFile(file, path, end, bytes.length);
			if (blank > 0) await padded.#write(blanks(blank), end);
			if (bytes.length < end + reserve) await padded.#extend();
			await padded.#sync();
			if (bytes.length === 0) await syncDirectory(dirname(path));
			return padded;
		} catch (error) {
			await file.close();
			throw error;
		}
	}

	/**
	 * Writes behind the data and syncs. Gives `full` with the error when the
	 * padding could not be renewed: the bytes are safe, but room is running out.
	 * Throws when the bytes could not be written or synced.
	 */
	async append(bytes: Uint8Array): Promise<{readonly full?: Error}> {
		const full = this.#size - (this.#end + bytes.length) < reserve / 2 ? await this.#tryExtend() : undefined;
		await this.#write(bytes, this.#end);
		await this.#sync();
		this.#end += bytes.length;
		this.#size = Math.max(this.#size, this.#end);
		return full ? {full} : {};
	}

	async close(): Promise<void> {
		await this.#file.close();
	}

	async #tryExtend(): Promise<Error | undefined> {
		try {
			await this.#extend();
			return undefined;
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
			this.#size = (await this.#file.stat()).size;
			return error as Error;
		}
	}

	async #extend(): Promise<void> {
		const size = this.#end + 2 * reserve;
		await this.#write(blanks(size - this.#size), this.#size);
		this.#size = size;
	}

	async #write(bytes: Uint8Array, position: number): Promise<void> {
		outward('write', this.#path);
		let done = 0;
		while (done < bytes.length) done += (await this.#file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
	}

	async #sync(): Promise<void> {
		outward('fsync', this.#path);
		await this.#file.datasync();
	}
}

function blanks(count: number): Uint8Array {
	return new Uint8Array(count).fill(0x0a);
}
