import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {steps} from '../../steps/index.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {fixtureClusters} from '../cluster/fixtures.ts';
import {contextFor, filesFor} from './contexts.ts';
import {variants} from './variants.ts';

const has = (command: string) => spawnSync(command, ['--version']).error === undefined;
const dir = mkdtempSync(join(tmpdir(), 'kubewiz-scripts-'));
afterAll(() => rmSync(dir, {recursive: true}));

/** Every script of every step on every host of every fixture, each text once, as a file with the library before it. */
const scripts = collect();

function collect(): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	const library = join(dir, 'library-check-.sh');
	writeFileSync(library, `# shellcheck shell=sh\n${stepLibrary}`);
	found.set(library, 'the library');
	for (const [name, cluster] of Object.entries({...fixtureClusters, ...variants})) {
		const files = filesFor(cluster);
		for (const step of steps)
			for (const host of step.on(cluster))
				for (const phase of ['check', 'apply', 'verify'] as const) {
					const script = step[phase]?.(contextFor(cluster, host, files));
					if (!script) continue;
					// Hosts of one cluster differ by name and address: one of them stands for all.
					const shape = script.text.replaceAll(host.name, 'HOST').replaceAll(host.nodeIp, 'ADDRESS');
					const key = createHash('sha256').update(shape).digest('hex').slice(0, 8);
					const file = join(dir, `${step.id.replace('/', '.')}-${phase}-${key}.sh`);
					if (!found.has(file)) found.set(file, `${name} ${host.name}`);
					writeFileSync(file, `# shellcheck shell=sh\nset -eu\n${script.text}\n`);
				}
	}
	return found;
}

describe('every script of every fixture', () => {
	it('are many, of every step', () => {
		const ids = new Set([...scripts.keys()].map((file) => file.slice(dir.length + 1).replace(/-(check|apply|verify)-.*/, '')));
		expect([...ids].sort()).toEqual(['library', ...steps.map((step) => step.id.replace('/', '.'))].sort());
	});

	it('is read by dash', () => {
		const wrong = [...scripts.keys()].flatMap((file) => {
			const {status, stderr} = spawnSync('dash', ['-n', file], {encoding: 'utf8'});
			return status === 0 ? [] : [`${file} (${scripts.get(file)}): ${stderr}`];
		});
		expect(wrong).toEqual([]);
	});

	it.skipIf(!has('shellcheck'))('passes shellcheck', {timeout: 300_000}, () => {
		const {stdout} = spawnSync('shellcheck', ['--format=gcc', '--shell=sh', ...scripts.keys()], {encoding: 'utf8', maxBuffer: 1 << 26});
		expect(stdout.replaceAll(`${dir}/`, '')).toBe('');
	});

	if (!has('shellcheck')) console.error('SKIPPED: shellcheck is not installed, so no script of a step was checked by it');

	it('holds no run-time value and names only those its step says it needs', () => {
		for (const cluster of Object.values(fixtureClusters))
			for (const step of steps)
				for (const host of step.on(cluster)) {
					const context = contextFor(cluster, host);
					expect(step.check(context).late, `${step.id} check`).toEqual([]);
					expect(step.verify?.(context).late ?? [], `${step.id} verify`).toEqual([]);
					expect(step.apply(context).late, `${step.id} apply`).toEqual([...step.needs].sort());
				}
	});
});
