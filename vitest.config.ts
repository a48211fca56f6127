import {defineConfig} from 'vitest/config';

const env = {FORCE_COLOR: '0', COLUMNS: '80', LINES: '24', LC_ALL: 'C.UTF-8'};

export default defineConfig({
	test: {
		projects: [
			{test: {name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/**/*.lab.test.ts'], env, testTimeout: 20_000}},
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
