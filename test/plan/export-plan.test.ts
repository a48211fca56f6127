import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {exportPlan} from '../../src/plan/export-plan.ts';
import {makePlan} from '../../src/plan/make-plan.ts';
import {late, raw, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, step} from '../../steps/step.ts';
import {installed} from '../tools.ts';
import {clusterOf, factsOf, installSteps} from './steps.ts';

const library = 'todo() {\n\techo "$1"\n\texit 10\n}\n';
let dir = '';

beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'kubewiz-export-'));
});
afterEach(() => rmSync(dir, {recursive: true}));

function run(host: string, env: Record<string, string> = {}) {
	const {status, stdout, stderr} = spawnSync('dash', [join(dir, `${host}.sh`)], {env: {KW_ASSUME_READY: '1', ...env}, encoding: 'utf8'});
	return {status, stdout, stderr};
}

/** Steps that touch files under `dir`: `a` gives a value, `b` on another host needs it. */
async function exportSmall(
	applyOfA = sh`
	touch ${join(dir, 'a')}
	kw_give join-token s3cret
`,
) {
	const cluster = clusterOf(1, 1);
	const common = {why: 'why', kind: 'idempotent' as const};
	const steps = [
		step({
			...common,
			id: 'a',
			title: told('A', 'A'),
			on: (c) => c.hosts.slice(0, 1),
			after: [],
			check: () => sh`test -e ${join(dir, 'a')} || todo missing`,
			apply: () => applyOfA,
		}),
		step({
			...common,
			id: 'give',
			title: told('Give', 'Give'),
			on: (c) => c.hosts.slice(0, 1),
			after: ['a'],
			gives: ['join-token'],
			check: () => sh`exit 10`,
			apply: () => sh`kw_give join-token s3cret`,
		}),
		step({
			...common,
			id: 'b',
			title: told('B', 'B'),
			on: everyNode,
			after: [{everywhere: 'a'}],
			needs: ['join-token'],
			check: () => sh`test -s ${join(dir, 'b')} || todo missing`,
			apply: () => sh`printf %s ${late('join-token')} >${join(dir, 'b')}`,
		}),
	];
	await exportPlan(makePlan({cluster, facts: factsOf(cluster), files: {}, steps}), dir, library);
}

describe('exportPlan', () => {
	test.skipIf(!installed('shellcheck'))('passes shellcheck', async () => {
		const cluster = clusterOf(2, 1);
		const paths = await exportPlan(makePlan({cluster, facts: factsOf(cluster), files: {}, steps: installSteps}), dir, library);
		expect(paths.map((path) => path.slice(dir.length + 1))).toEqual(['README.md', 'lib.sh', 'cp1.sh', 'cp2.sh', 'w1.sh']);
		execFileSync('shellcheck', ['-x', '-P', dir, ...paths.filter((path) => path.endsWith('.sh'))], {stdio: 'inherit'});
	});

	test('says in the README what waits for what', async () => {
		const cluster = clusterOf(1, 1);
		await exportPlan(makePlan({cluster, facts: factsOf(cluster), files: {}, steps: installSteps}), dir, library);
		expect(readFileSync(join(dir, 'README.md'), 'utf8')).toContain(
			'- `workers/join` on w1 waits for `control-plane/init` on cp1, `control-plane/values` on cp1',
		);
	});

	test('runs under dash, hands values to later steps of the host, and does nothing the second time', async () => {
		await exportSmall(sh`touch ${join(dir, 'a')}`);
		expect(run('cp1')).toMatchObject({status: 0, stderr: expect.stringContaining('export KW_JOIN_TOKEN=s3cret')});
		expect(readFileSync(join(dir, 'b'), 'utf8')).toBe('s3cret');
		expect(run('cp1').stdout).toMatch(/== a\nalready so\n/);
	});

	test('a missing value stops the script and says where it comes from', async () => {
		await exportSmall(sh`touch ${join(dir, 'a')}`);
		const {status, stderr} = run('w1');
		expect(status).not.toBe(0);
		expect(stderr).toContain('KW_JOIN_TOKEN: export it as shown by step give on cp1');
	});

	test('a failing command in the middle of a step stops it there', async () => {
		await exportSmall(raw(`false\ntouch '${join(dir, 'after-false')}'\n`, 'a test of set -e'));
		expect(run('cp1')).toMatchObject({status: 1, stderr: expect.stringContaining('failed with code 1')});
		expect(() => readFileSync(join(dir, 'after-false'))).toThrow('ENOENT');
	});
});
