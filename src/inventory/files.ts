import {constants, globSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {dirname, isAbsolute, join, resolve} from 'node:path';
import {texts} from './texts.ts';
import {InventoryError} from './types.ts';

/** Larger files are no lists of hosts. */
const largest = 4 << 20;

/** OpenSSH follows Include no deeper either (readconf.c, READCONF_MAX_DEPTH). */
const deepestInclude = 16;

/** A text file's content. Throws InventoryError when it is absent, no plain file, a program, too large or binary. */
export async function readTextFile(path: string): Promise<string> {
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
		throw new InventoryError(error.code === 'ENOENT' ? texts.files.missing(path) : texts.files.unreadable(path, error.message));
	});
	try {
		const seen = await file.stat();
		if (!seen.isFile()) throw new InventoryError(texts.files.notPlain(path));
		if (seen.size > largest) throw new InventoryError(texts.files.tooLarge(path, largest));
		const text = await file.readFile('utf8');
		if (text.includes('\0')) throw new InventoryError(texts.files.binary(path));
		if (text.startsWith('#!')) throw new InventoryError(texts.files.program(path));
		return text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
	} finally {
		await file.close();
	}
}

/** An ssh_config with every Include put in where it stands, as ssh reads it. Files that can't be read are left out, as ssh does with absent ones. */
export async function readWithIncludes(path: string, home: string, depth = 0): Promise<string> {
	const text = await readTextFile(path);
	if (depth >= deepestInclude) return text;
	const lines = await Promise.all(
		text.split('\n').map(async (line) => {
			const [, patterns] = /^[ \t]*Include[ \t=]+(.+)$/i.exec(line) ?? [];
			if (patterns === undefined) return line;
			const words = patterns.match(/"[^"]*"|\S+/g) ?? [];
			const found = words.flatMap((word) => globSync(includePath(word.replaceAll('"', ''), home, path)).sort());
			const texts = await Promise.all(found.map((one) => readWithIncludes(one, home, depth + 1).catch(() => '')));
			return texts.join('\n');
		}),
	);
	return lines.join('\n');
}

/** A path as the operator types it: `~/` is his home, others are meant from where he stands. */
export function operatorPath(path: string, home: string, cwd: string): string {
	return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : resolve(cwd, path);
}

/** ssh means relative paths from ~/.ssh; for a file elsewhere they are meant from there. */
function includePath(pattern: string, home: string, from: string): string {
	if (pattern.startsWith('~/')) return join(home, pattern.slice(2));
	return isAbsolute(pattern) ? pattern : join(dirname(from), pattern);
}
