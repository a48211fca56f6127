import {chmod} from 'node:fs/promises';
import {build, type Plugin} from 'esbuild';

/**
 * Makes dist/kubewiz.mjs: the whole program in one file, run by Node alone.
 * Run by bare node: `node scripts/build.ts [OUTFILE]`.
 *
 * - NODE_ENV=production leaves React's development reconciler out.
 * - react-devtools-core is an optional import of ink's that a bundle would make obligatory.
 * - cpu-features and *.node are ssh2's optional natives; it does without them.
 * - ssh2 is CommonJS: it needs `require` and `__dirname`, which a module has not.
 */
const outfile = process.argv[2] ?? 'dist/kubewiz.mjs';
const banner = `#!/usr/bin/env node
import {createRequire as kubewizCreateRequire} from 'node:module';
if (Number.parseInt(process.versions.node, 10) < 24) {
	process.stderr.write('kubewiz needs Node 24 or later; this is ' + process.version + ' (' + process.execPath + ')\\n');
	process.exit(2);
}
const require = kubewizCreateRequire(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/**
 * Takes Node's own modules by require: an import of a name that an older Node
 * has not would fail before the check above could say what is wrong.
 */
const builtinsByRequire: Plugin = {
	name: 'builtins-by-require',
	setup({onResolve, onLoad}) {
		onResolve({filter: /^node:/}, ({path, kind}) => (kind === 'require-call' ? undefined : {path, namespace: 'builtin'}));
		onLoad({filter: /.*/, namespace: 'builtin'}, ({path}) => ({contents: `module.exports = require('${path}');`, loader: 'js'}));
	},
};

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
	banner: {js: banner},
	plugins: [builtinsByRequire],
	logLevel: 'warning',
});
await chmod(outfile, 0o755);
