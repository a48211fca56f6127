import {join} from 'node:path';
import {build} from 'esbuild';

/** Bundles a program of this directory as kubewiz itself is bundled (see scripts/build.ts) into `directory`; gives its path. */
export async function bundle(name: string, directory: string): Promise<string> {
	const outfile = join(directory, `${name}.mjs`);
	await build({
		entryPoints: [join(import.meta.dirname, `${name}.ts`)],
		...{outfile, bundle: true, platform: 'node', format: 'esm', target: 'node24', minifySyntax: true, minifyWhitespace: true},
		jsx: 'automatic',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		alias: {'react-devtools-core': './scripts/no-devtools.ts'},
		external: ['cpu-features', '*.node'],
		banner: {
			js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url); const __dirname = import.meta.dirname;",
		},
		logLevel: 'warning',
	});
	return outfile;
}
