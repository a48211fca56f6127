import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync} from 'node:fs';
import {release} from 'node:os';
import {join} from 'node:path';
import {withLock} from './lock.ts';
import {cacheDir, labDir} from './settings.ts';

type Artefact = {
	/** The script in build/ that makes it. */
	script: string;
	/** What else of this directory decides its content: files, or folders with all in them. */
	files?: readonly string[];
	/** Artefacts given to the script, in the order of its arguments. */
	needs?: readonly ArtefactName[];
	/** Anything of the machine that it depends on. */
	salt?: string;
};

/** Everything that is slow to make, in the order in which it is made. */
const artefacts = {
	keys: {script: 'keys.sh'},
	'base-image': {script: 'base-image.sh', files: ['image', 'clock', 'sudo-password'], needs: ['keys'], salt: release()},
	'debian-repo': {script: 'debian-repo.sh', needs: ['base-image', 'keys']},
	'service-image': {script: 'service-image.sh'},
	'image-root': {script: 'image-root.sh'},
	'kubernetes-source': {script: 'kubernetes-source.sh'},
	kubernetes: {script: 'kubernetes.sh', needs: ['kubernetes-source']},
	tools: {script: 'tools.sh', files: ['go'], needs: ['kubernetes-source']},
	'kube-repo': {script: 'kube-repo.sh', files: ['packages'], needs: ['kubernetes', 'tools', 'keys']},
	registry: {script: 'registry.ts', files: ['build/image-store.ts'], needs: ['kubernetes', 'tools', 'image-root']},
} as const satisfies Record<string, Artefact>;

/** Name of an artefact. */
export type ArtefactName =
	| 'keys'
	| 'base-image'
	| 'debian-repo'
	| 'service-image'
	| 'image-root'
	| 'kubernetes-source'
	| 'kubernetes'
	| 'tools'
	| 'kube-repo'
	| 'registry';

const names = Object.keys(artefacts) as ArtefactName[];

/** The folder that an artefact has or will have: its name and a hash of all that decides its content. */
export function artefactDir(name: ArtefactName): string {
	return join(cacheDir, `${name}-${keyOf(name)}`);
}

function keyOf(name: ArtefactName): string {
	const artefact: Artefact = artefacts[name];
	const hash = createHash('sha256').update(`${name}\0${artefact.salt ?? ''}\0`);
	const script = `build/${artefact.script}`;
	// What the script sources counts too: its shellcheck directives name it.
	const sourced = readFileSync(join(labDir, script), 'utf8').matchAll(/^# shellcheck .*\bsource=(\S+)$/gm);
	for (const file of [script, ...[...sourced].map((match) => `build/${match[1]}`), ...(artefact.files ?? [])]) addFile(hash, file);
	for (const need of artefact.needs ?? []) hash.update(`${keyOf(need)}\0`);
	return hash.digest('hex').slice(0, 12);
}

function addFile(hash: ReturnType<typeof createHash>, path: string): void {
	const full = join(labDir, path);
	if (statSync(full).isDirectory()) {
		for (const entry of readdirSync(full).toSorted()) addFile(hash, `${path}/${entry}`);
		return;
	}
	hash.update(`${path}\0${statSync(full).mode & 0o111}\0`).update(readFileSync(full));
}

/** Makes what is missing, says how long each took, and gives the folder of each. */
export async function makeArtefacts(say: (line: string) => void): Promise<void> {
	// All there: then what another lab may be building at this moment is not waited for.
	if (names.every((name) => existsSync(artefactDir(name)))) return;
	await withLock(join(cacheDir, 'lock'), async () => {
		for (const name of names) await make(name, say);
	});
}

async function make(name: ArtefactName, say: (line: string) => void): Promise<void> {
	const final = artefactDir(name);
	if (existsSync(final)) return;
	const artefact: Artefact = artefacts[name];
	const started = performance.now();
	say(`making ${name} ...`);
	const making = `${final}.making`;
	rmSync(making, {recursive: true, force: true});
	mkdirSync(making, {recursive: true});
	const script = join(labDir, 'build', artefact.script);
	const args = [making, ...(artefact.needs ?? []).map((need) => artefactDir(need))];
	const log = join(cacheDir, `${name}.log`);
	const code = await runLogged(script, args, log);
	if (code !== 0) {
		const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
		throw new Error(`${artefact.script} ended with ${code}; the end of ${log}:\n${last}`);
	}
	renameSync(making, final);
	// Trees that a build unpacked and worked in are of no more use; the compiler's own cache is.
	for (const tree of ['kubernetes-tree', 'gopath']) rmSync(join(cacheDir, 'work', tree), {recursive: true, force: true});
	say(`making ${name} took ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

function runLogged(script: string, args: readonly string[], log: string): Promise<number> {
	const work = join(cacheDir, 'work');
	mkdirSync(work, {recursive: true});
	const file = openSync(log, 'w');
	const [program, all] = script.endsWith('.ts') ? [process.execPath, [script, ...args]] : [script, args];
	return new Promise((resolve, reject) => {
		const child = spawn(program, all, {stdio: ['ignore', file, file], env: {...process.env, LAB_WORK: work, LC_ALL: 'C.UTF-8'}});
		child.on('error', reject);
		child.on('close', (code) => resolve(code ?? 1));
	}).finally(() => closeSync(file)) as Promise<number>;
}

/** Removes artefacts that the scripts as they are now would no longer make. Only when no lab runs. */
export async function pruneArtefacts(): Promise<void> {
	if (existsSync(cacheDir)) await withLock(join(cacheDir, 'lock'), async () => prune());
}

function prune(): void {
	const wanted = new Set(names.map((name) => artefactDir(name)));
	for (const entry of readdirSync(cacheDir)) {
		const path = join(cacheDir, entry);
		if (names.some((name) => entry.startsWith(`${name}-`)) && !wanted.has(path)) rmSync(path, {recursive: true, force: true});
	}
}
