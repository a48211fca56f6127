import {chmod, stat} from 'node:fs/promises';
import {build} from 'esbuild';
import {bundleOptions} from './bundle.ts';

/** Makes dist/kubewiz.mjs: the whole program in one file. Run by bare node: `node scripts/build.ts [OUTFILE]`. */
const outfile = process.argv[2] ?? 'dist/kubewiz.mjs';

await build({...bundleOptions, entryPoints: ['src/main.tsx'], outfile});
await chmod(outfile, 0o755);
// Not on stdout: there `npm -s start -- schema` prints what a program reads.
process.stderr.write(`${outfile}: ${((await stat(outfile)).size / 1e6).toFixed(1)} MB\n`);
