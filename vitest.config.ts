import {defineConfig} from 'vitest/config';

if (Number.parseInt(process.versions.node, 10) < 24)
	throw new Error(`the tests need Node 24, this is ${process.version}: use \`npm test -- PATHS\`, or put node_modules/.bin first in PATH`);

const env = {FORCE_COLOR: '0', COLUMNS: '80', LINES: '24', LC_ALL: 'C.UTF-8'};

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'unit',
					include: ['test/**/*.test.{ts,tsx}'],
					exclude: ['test/**/*.lab.test.ts'],
					env,
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			{
				test: {
					name: 'lab',
					include: ['test/**/*.lab.test.ts'],
					env,
					testTimeout: 20 * 60_000,
					hookTimeout: 40 * 60_000,
					fileParallelism: false,
					maxWorkers: 1,
				},
			},
		],
	},
});
