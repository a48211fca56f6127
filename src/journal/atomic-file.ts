import {constants, type PathLike} from 'node:fs';
import {type FileHandle, open, rename} from 'node:fs/promises';
import {dirname} from 'node:path';
import {outward} from '../outward.ts';

/** Writes a whole file so that after a crash either the old or the new one is there: temp, fsync, rename, fsync of the directory. Mode 0600. */
export async function writeAtomically(path: string, text: string): Promise<void> {
	const temp = `${path}.tmp`;
	const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
	await withFile(temp, flags, async (file) => {
		outward('write', temp);
		await file.writeFile(text);
		outward('fsync', temp);
		await file.sync();
	});
	outward('rename', path);
	await rename(temp, path);
	await syncDirectory(dirname(path));
}

/** Makes a created or renamed entry of the directory last through a power cut. */
export async function syncDirectory(dir: string): Promise<void> {
	await withFile(dir, constants.O_RDONLY | constants.O_DIRECTORY, async (file) => {
		outward('fsync', dir);
		await file.sync();
	});
}

async function withFile(path: PathLike, flags: number, use: (file: FileHandle) => Promise<void>): Promise<void> {
	const file = await open(path, flags, 0o600);
	try {
		await use(file);
	} finally {
		await file.close();
	}
}
