import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parse, stringify} from 'yaml';
import {simulatedFlannel} from '../../src/demo/flannel-manifest.ts';
import {createDemoHome, type DemoHome} from '../../src/demo/home.ts';
import {type Bundle, buildBundle} from './bundle.ts';
import {noPty, onPty} from './pty.ts';

const esc = '\u001B';
const simulation = ['demo', '--hosts', '2', '--speed', '100000'];

describe('where no screen can be drawn', () => {
	let bundle: Bundle;
	beforeAll(() => {
		bundle = buildBundle();
	});
	afterAll(() => bundle.end());

	/** A whole run as lines: time, host, step, state; no sequence moves a cursor. */
	function expectLines(text: string): void {
		expect(text).toMatch(/^\d\d:\d\d:\d\d .*w1 +workers\/join .*done/m);
		expect(text).toContain('everything is done and verified');
		expect(text).not.toMatch(new RegExp(`${esc}\\[(?:\\d*(?:;\\d*)*[A-HJKf]|\\?)`));
	}

	test.skipIf(noPty !== undefined).each([
		['TERM=dumb', {TERM: 'dumb'}, []],
		['CI=1', {CI: '1'}, []],
		['--plain', {}, ['--plain']],
	])('%s: lines, no cursor moves, exit code', async (_, env, flags) => {
		const pty = await bundle.start([...simulation, ...flags], env);
		expect(await pty.ended).toBe(0);
		expectLines(pty.bytes());
	});

	test('a pipe: lines without any sequence; the exit code tells success from failure', () => {
		const good = bundle.run(simulation);
		expect(good.status).toBe(0);
		expectLines(good.stdout);
		expect(good.stdout).not.toContain(esc);
		const bad = bundle.run([...simulation, '--fail', 'workers/join:w1']);
		expect(bad.status).toBe(1);
		expect(bad.stdout).toMatch(/^\d\d:\d\d:\d\d .*w1 +workers\/join .*failed/m);
		expect(bad.stdout).not.toContain(esc);
	});

	test.skipIf(noPty !== undefined).each([
		['input from a file', '</dev/null'],
		['output into a pipe', '| cat'],
	])('half a terminal, %s: lines', async (_, rest) => {
		const words = [process.execPath, bundle.file, ...simulation].join(' ');
		const pty = await onPty(['sh', '-c', `${words} ${rest}`]);
		expect(await pty.ended).toBe(0);
		expectLines(pty.bytes());
	});

	test('the wizard itself says what to use instead', () => {
		for (const words of [['install'], ['--lang', 'zh'], ['--ascii']]) {
			const {status, stderr} = bundle.run(words);
			expect(status).toBe(2);
			expect(stderr).toContain('kubewiz apply -f cluster.yaml --yes');
		}
	});
});

describe('a cluster as a file', () => {
	let bundle: Bundle;
	let home: DemoHome;
	let spec: string;
	let login: readonly string[];
	beforeAll(async () => {
		bundle = buildBundle();
		home = await createDemoHome({hosts: 2, tcp: true, speed: 1000, seed: 'file'});
		const config = ['GlobalKnownHostsFile none', `UserKnownHostsFile ${home.knownHostsFile}`, 'IdentityAgent none', ''];
		writeFileSync(join(bundle.directory, 'ssh_config'), config.join('\n'));
		writeFileSync(join(bundle.directory, 'flannel.yaml'), simulatedFlannel);
		const document = parse(home.spec) as {spec: object};
		spec = join(bundle.directory, 'cluster.yaml');
		writeFileSync(
			spec,
			stringify({...document, spec: {...document.spec, cni: {name: 'flannel', file: join(bundle.directory, 'flannel.yaml')}}}),
		);
		login = ['-F', join(bundle.directory, 'ssh_config'), '--state-dir', join(bundle.directory, 'state')];
	});
	afterAll(async () => {
		bundle.end();
		await home.close();
	});

	/** The bundle in a process of its own while the hosts live in this one. */
	const run = async (...words: string[]) => {
		const {execFile} = await import('node:child_process');
		return new Promise<{status: number; stdout: string; stderr: string}>((resolve) => {
			const child = execFile(
				process.execPath,
				[bundle.file, ...words, ...(words.includes('-F') ? login.slice(2) : login)],
				{cwd: bundle.directory, env: {PATH: process.env.PATH, HOME: bundle.directory, LC_ALL: 'C.UTF-8'}},
				(error, stdout, stderr) => resolve({status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr}),
			);
			child.stdin?.end();
		});
	};

	test('every question fails with the flag or the file that answers it', async () => {
		const unknown = join(bundle.directory, 'stranger_config');
		writeFileSync(unknown, `GlobalKnownHostsFile none\nUserKnownHostsFile ${join(bundle.directory, 'nobody')}\nIdentityAgent none\n`);
		const stranger = await run('apply', '-f', spec, '--yes', '-F', unknown);
		expect(stranger.stderr).toContain('--accept-host-keys');
		expect(stranger.status).toBe(3);
		const unasked = await run('apply', '-f', spec, '--no-kubeconfig');
		expect(unasked.stderr).toContain('--yes');
		expect(unasked.status).toBe(6);
		expect(home.fleet.counters.applies.size).toBe(0);
	});

	test('--dry-run tells what would be done and changes nothing; it needs --config and is what plan says', async () => {
		const dry = await run('--config', spec, '--dry-run');
		expect(dry).toMatchObject({status: 0, stderr: ''});
		expect(dry.stdout).toMatch(/packages\/containerd\n.*to do/);
		expect(home.fleet.counters.applies.size).toBe(0);
		const planned = await run('plan', '-f', spec);
		expect(planned.stdout).toBe(dry.stdout);
		expect(await run('--dry-run')).toMatchObject({status: 2, stderr: expect.stringContaining('--config cluster.yaml')});
	});

	test.skipIf(noPty !== undefined)('--config on a terminal: the wizard with these answers, which it writes back as they were', async () => {
		const pty = await bundle.start(['--config', spec, ...login], {TERM: 'xterm-256color'});
		await pty.until('2 hosts, 2 not tested');
		pty.send('t');
		await pty.until('2 hosts, 2 ready');
		pty.send('n');
		await pty.until(/n next screen/);
		await pty.until('Nothing blocks the install');
		pty.send('n');
		await pty.until('control plane');
		pty.send('n');
		// Every node has tried every mirror.
		await pty.until(/^(?![\s\S]*(?:◌|being tried))[\s\S]*official.*2\/2/);
		pty.send('n');
		await pty.until('tasks to do');
		pty.send('w');
		await pty.until('cluster.yaml');
		const written = join(bundle.directory, 'written.yaml');
		pty.send(`\u0015${written}\r`);
		await pty.until('written.yaml');
		await expect.poll(() => documentIn(written)).toEqual(documentIn(spec));
		pty.send('q\t\r');
		expect(await pty.ended).toBe(0);
	});

	test.skipIf(noPty !== undefined)('on a terminal, a flag for what the wizard asks itself is refused', async () => {
		const pty = await bundle.start(['--config', spec, '--yes', ...login]);
		expect(await pty.ended).toBe(2);
		await pty.until(/--yes is for runs without questions/);
	});

	test('--config without a terminal does what apply does, with its flags and exit codes', async () => {
		const unasked = await run('--config', spec, '--no-kubeconfig');
		expect(unasked).toMatchObject({status: 6, stderr: expect.stringContaining('--yes')});
		const done = await run('--config', spec, '--yes', '--no-kubeconfig');
		expect(done.stderr).toBe('');
		expect(done.status).toBe(0);
		expect(done.stdout).toContain('everything is done and verified');
		const again = await run('apply', '-f', spec, '--yes', '--no-kubeconfig');
		expect(again.status).toBe(0);
		expect(again.stdout).toMatch(/already/);
	});
});

function documentIn(file: string): unknown {
	try {
		return parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}
