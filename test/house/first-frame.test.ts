import {build} from 'esbuild';
import {beforeAll, expect, test} from 'vitest';
import {bundleOptions} from '../../scripts/bundle.ts';

/** Modules of the bundle, by what each imports without being asked (not by `import()`). */
let imports: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
	const {metafile} = await build({...bundleOptions, entryPoints: ['src/main.tsx'], write: false, metafile: true});
	imports = new Map(
		Object.entries(metafile.inputs).map(([path, input]) => [
			path,
			input.imports.filter((one) => one.kind !== 'dynamic-import' && !one.external).map((one) => one.path),
		]),
	);
});

/** Packages that are evaluated with the given modules. */
function packagesWith(...entries: string[]): ReadonlySet<string> {
	const seen = new Set<string>();
	const queue = [...entries];
	for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
		if (seen.has(path)) continue;
		const found = imports.get(path);
		if (!found) throw new Error(`the bundle has no ${path}`);
		seen.add(path);
		queue.push(...found);
	}
	return new Set([...seen].flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
}

test('help and --version evaluate neither screens nor schemas nor SSH', () => {
	const packages = packagesWith('src/main.tsx');
	expect(packages).toContain('commander');
	for (const late of ['ink', 'react', 'zustand', 'conf', 'zod', 'yaml', 'ssh2', 'node-ssh']) expect(packages).not.toContain(late);
});

test('the first frame of the wizard waits neither for SSH nor for a schema checker', () => {
	const packages = packagesWith('src/main.tsx', 'src/commands/walk.ts', 'screens/start.tsx');
	expect(packages).toContain('ink');
	for (const late of ['ssh2', 'node-ssh', 'ajv', 'ssh-config']) expect(packages).not.toContain(late);
});
