import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

const forbidden: readonly [file: string, source: string][] = [
	['src/shell/a.ts', '../cluster/types.ts'],
	['src/events/a.ts', '../runner/run.ts'],
	['src/cluster/a.ts', '../plan/types.ts'],
	['src/cluster/deep/a.ts', '../../remote/contract.ts'],
	['src/cluster/a.ts', '../events/event.ts'],
	['steps/a.ts', '../src/remote/contract.ts'],
	['steps/prepare/a.ts', '../../src/journal/journal.ts'],
	['steps/a.ts', 'react'],
	['steps/a.ts', '../src/store.ts'],
	['src/plan/a.ts', '../remote/contract.ts'],
	['src/runner/a.ts', '../remote/fleet.ts'],
	['src/runner/a.ts', '../output/plain.ts'],
	['src/runner/a.ts', 'node-ssh'],
	['src/runner/a.ts', '../../screens/run.tsx'],
	['src/journal/a.ts', '../runner/run.ts'],
	['src/remote/a.ts', '../../steps/index.ts'],
	['src/remote/a.ts', '../runner/run.ts'],
	['src/diagnose/a.ts', '../remote/fleet.ts'],
	['src/output/a.ts', '../runner/run.ts'],
	['src/output/a.ts', 'ink'],
	['src/demo/a.ts', '../runner/run.ts'],
	['src/commands/a.ts', 'ssh2'],
	['src/commands/a.ts', 'react/jsx-runtime'],
	['src/commands/a.ts', '../main.tsx'],
	['screens/a.tsx', '../src/runner/run.ts'],
	['screens/parts/a.tsx', '../../src/remote/contract.ts'],
	['screens/a.tsx', 'commander'],
	['src/store/a.ts', '../runner/run.ts'],
	['src/store/a.ts', 'react'],
	['src/runner/a.ts', '../store/engine.ts'],
];

const allowed: readonly [file: string, source: string][] = [
	['src/cluster/a.ts', './types.ts'],
	['src/cluster/a.ts', 'zod'],
	['src/cluster/a.ts', '../shell/sh.ts'],
	['steps/a.ts', '../src/cluster/types.ts'],
	['steps/prepare/a.ts', '../../src/shell/sh.ts'],
	['src/plan/a.ts', '../../steps/index.ts'],
	['src/runner/a.ts', '../remote/contract.ts'],
	['src/runner/a.ts', '../diagnose/diagnose.ts'],
	['src/remote/a.ts', 'node-ssh'],
	['src/remote/a.ts', '../../steps/lib.ts'],
	['screens/a.tsx', 'ink'],
	['screens/a.tsx', '../src/store.ts'],
	['src/store/a.ts', 'zustand/vanilla'],
	['src/commands/a.ts', '../runner/run.ts'],
];

const dynamic = "export const load = () => import('../runner/run.ts');";

/** Lints a small house built from the tables by the project's own biome.json; `refused` holds `file:line` of every hit. */
describe('import directions', () => {
	const house = mkdtempSync(join(tmpdir(), 'kubewiz-house-'));
	const lines = new Map<string, string[]>();
	const refused = new Set<string>();
	const place = new Map<string, string>();

	function put(file: string, source: string, line = `export type {A} from '${source}';`): void {
		const text = lines.get(file) ?? [];
		text.push(line);
		lines.set(file, text);
		place.set(`${file} ${source}`, `${file}:${text.length}`);
	}

	beforeAll(() => {
		for (const [file, source] of [...forbidden, ...allowed]) put(file, source);
		put('src/plan/dynamic.ts', 'dynamic', dynamic);
		for (const [file, text] of lines) {
			mkdirSync(join(house, dirname(file)), {recursive: true});
			writeFileSync(join(house, file), `${text.join('\n')}\n`);
		}
		cpSync('biome.json', join(house, 'biome.json'));
		const arguments_ = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=github'];
		const run = spawnSync(resolve('node_modules/.bin/biome'), arguments_, {cwd: house, encoding: 'utf8'});
		for (const [, file, line] of run.stdout.matchAll(/^::error title=lint\/style\/noRestrictedImports,file=([^,]+),line=(\d+)/gm))
			refused.add(`${relative(house, resolve(house, file ?? ''))}:${line}`);
		expect(run.stderr).not.toContain('configuration');
	});

	afterAll(() => rmSync(house, {recursive: true}));

	test.each(forbidden)('%s must not know %s', (file, source) => {
		expect(refused).toContain(place.get(`${file} ${source}`));
	});

	test.each(allowed)('%s may know %s', (file, source) => {
		expect(refused).not.toContain(place.get(`${file} ${source}`));
	});

	test('a dynamic import is no way around', () => {
		expect(refused).toContain(place.get('src/plan/dynamic.ts dynamic'));
	});
});
