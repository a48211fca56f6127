import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {bundle} from './bundle.ts';
import {command} from './command.ts';
import type {Contender} from './contenders.ts';

/** kubewiz's own runner, bundled as it is shipped, in a process of its own whose start counts. */
export const kubewiz: Contender = {
	name: 'kubewiz (each task checked, journaled, verified)',
	async prepare(bench) {
		await bundle('kubewiz-run', bench.directory);
	},
	async run(bench) {
		const file = join(bench.directory, 'bench.json');
		writeFileSync(file, JSON.stringify(bench));
		const output = await command(process.execPath, [join(bench.directory, 'kubewiz-run.mjs'), file]);
		if (!output.includes(`done ${bench.targets.length * bench.tasks}`)) throw new Error(`kubewiz did not say that all was done: ${output}`);
	},
};
