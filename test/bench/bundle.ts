import {join} from 'node:path';
import {build} from 'esbuild';
import {bundleOptions} from '../../scripts/bundle.ts';

/** Bundles a program of this directory as kubewiz itself is bundled into `directory`; gives its path. */
export async function bundle(name: string, directory: string): Promise<string> {
	const outfile = join(directory, `${name}.mjs`);
	await build({...bundleOptions, entryPoints: [join(import.meta.dirname, `${name}.ts`)], outfile});
	return outfile;
}
