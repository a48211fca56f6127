import type {BuildOptions, Plugin} from 'esbuild';
import {lighterLibraries} from './lighter-libraries.ts';

const banner = `#!/usr/bin/env node
import {createRequire as kubewizCreateRequire} from 'node:module';
if (Number.parseInt(process.versions.node, 10) < 24) {
	process.stderr.write('kubewiz needs Node 24 or later; this is ' + process.version + ' (' + process.execPath + '). "npm start -- VERB" where it was built brings a Node 24 along\\n');
	process.exit(2);
}
const require = kubewizCreateRequire(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/**
 * Takes Node's own modules by require: an import of a name that an older Node
 * has not would fail before the banner's check could say what is wrong. Each
 * name is an export of its own, marked pure, so that only those in use are read.
 */
const builtinsByRequire: Plugin = {
	name: 'builtins-by-require',
	setup({onResolve, onLoad}) {
		onResolve({filter: /^node:/}, ({path, kind}) => (kind === 'require-call' ? undefined : {path, namespace: 'builtin'}));
		onLoad({filter: /.*/, namespace: 'builtin'}, async ({path}) => {
			const names = Object.keys(await import(path)).filter((name) => name !== 'default' && name !== 'module.exports');
			const exports = names.map((name) => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`);
			return {contents: [`const builtin = require('${path}');`, 'export default builtin;', ...exports].join('\n'), loader: 'js'};
		});
	},
};

/**
 * How kubewiz becomes one file that Node alone runs.
 *
 * - A module that is only imported by `import()` is evaluated when it is first asked for.
 * - NODE_ENV=production leaves React's development reconciler out.
 * - react-devtools-core is an optional import of ink's that a bundle would make obligatory.
 * - ajv is conf's, for schemas that kubewiz gives it none of.
 * - cpu-features and *.node are ssh2's optional natives; it does without them.
 * - ssh2 is CommonJS: it needs `require` and `__dirname`, which a module has not.
 */
export const bundleOptions = {
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node24',
	jsx: 'automatic',
	minifySyntax: true,
	minifyWhitespace: true,
	legalComments: 'none',
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	alias: {
		'react-devtools-core': './scripts/no-devtools.ts',
		'ajv/dist/2020.js': './scripts/no-ajv.ts',
		'ajv-formats': './scripts/no-ajv.ts',
	},
	external: ['cpu-features', '*.node'],
	banner: {js: banner},
	plugins: [builtinsByRequire, lighterLibraries],
	logLevel: 'warning',
} as const satisfies BuildOptions;
