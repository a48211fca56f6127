import {chmod} from 'node:fs/promises';
import {build} from 'esbuild';

/**
 * Makes dist/kubewiz.mjs: the whole program in one file, run by Node alone.
 * Run by bare node (`node scripts/build.ts`).
 *
 * - NODE_ENV=production leaves React's development reconciler out.
 * - react-devtools-core is an optional import of ink's that a bundle would make obligatory.
 * - cpu-features and *.node are ssh2's optional natives; it does without them.
 * - ssh2 is CommonJS: it needs `require` and `__dirname`, which a module has not.
 */
const outfile = 'dist/kubewiz.mjs';
const commonJs = [
	"import {createRequire as kubewizCreateRequire} from 'node:module';",
	'const require = kubewizCreateRequire(import.meta.url);',
	'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

await build({
	entryPoints: ['src/main.tsx'],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node24',
	jsx: 'automatic',
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: 'none',
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	alias: {'react-devtools-core': './scripts/no-devtools.ts'},
	external: ['cpu-features', '*.node'],
	banner: {js: `#!/usr/bin/env node\n${commonJs}`},
	logLevel: 'warning',
});
await chmod(outfile, 0o755);
