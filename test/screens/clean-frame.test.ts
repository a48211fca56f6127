import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {emptyDraft} from '../../src/store/draft.ts';
import {type Bundle, buildBundle} from './bundle.ts';
import {lives, noPty, type Pty} from './pty.ts';

/** On SIGUSR2 a library talks, and Node warns. */
const talkative = `
process.on('SIGUSR2', () => {
	process.emitWarning('a warning of Node');
	console.log('a library talks');
	console.error('a library complains');
	process.stderr.write('a library writes\\n');
});`;

const broken = `process.on('SIGUSR2', () => { throw new Error('nobody catches this'); });`;

/** Writes what the process does, in its order, into the file NOTES: looks at the network, and the first frame. */
const watched = `
import {appendFileSync} from 'node:fs';
import {Socket} from 'node:net';
const note = (what) => appendFileSync(process.env.NOTES, what + '\\n');
const {connect} = Socket.prototype;
Socket.prototype.connect = function (...words) { note('network'); return connect.apply(this, words); };
const {write} = process.stdout;
process.stdout.write = function (text, ...rest) { if (/kubewiz ›/.test(text)) note('frame'); return write.call(this, text, ...rest); };`;

/** Hears no SIGHUP, as when another process swallows it; errors nobody caught are noted in the file NOTES. */
const deaf = `
import {appendFileSync} from 'node:fs';
const {on} = process;
process.on = function (event, listener) { return on.call(this, event, event === 'SIGHUP' ? () => {} : listener); };
on.call(process, 'uncaughtExceptionMonitor', (error) => appendFileSync(process.env.NOTES, error.stack + '\\n'));`;

describe.skipIf(noPty !== undefined)(`the frame is ours alone${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let bundle: Bundle;
	beforeAll(() => {
		bundle = buildBundle();
	});
	afterAll(() => bundle.end());

	test('what libraries and Node print while the screen is up goes to a file that is named at the end', async () => {
		const state = join(bundle.directory, 'talk');
		const pty = await bundle.start(['install', '--state-dir', state], {NODE_OPTIONS: bundle.before(talkative)});
		await pty.until('Which machines');
		process.kill(pty.pid, 'SIGUSR2');
		pty.send('q');
		await pty.until('Leave kubewiz?');
		pty.send('\t\r');
		expect(await pty.ended).toBe(0);
		expect(pty.bytes()).not.toMatch(/a warning of Node|a library/);
		await pty.until('wizard.log');
		const log = readFileSync(join(state, 'wizard.log'), 'utf8');
		for (const words of ['a warning of Node', 'a library talks', 'a library complains', 'a library writes']) expect(log).toContain(words);
	});

	test('an error nobody catches takes the screen down, is told where it can be read, and is exit code 70', async () => {
		const pty = await bundle.start(['demo'], {NODE_OPTIONS: bundle.before(broken)});
		await pty.until('Take the 4 hosts');
		process.kill(pty.pid, 'SIGUSR2');
		expect(await pty.ended).toBe(70);
		await pty.until('nobody catches this');
		expect(pty.term.buffer.active.type).toBe('normal');
		expect(pty.screen()).toContain('defect of kubewiz');
	});

	test('a terminal that is gone ends the program, also where no signal tells of it, and no error of its streams is uncaught', async () => {
		const notes = join(bundle.directory, 'gone');
		writeFileSync(notes, '');
		const pty = await bundle.start(['demo'], {NODE_OPTIONS: bundle.before(deaf), NOTES: notes});
		await pty.until('Take the 4 hosts');
		pty.send('jkjkjkjk');
		pty.hangUp();
		await expect.poll(() => lives(pty.pid), {timeout: 40_000}).toBe(false);
		expect(readFileSync(notes, 'utf8')).toBe('');
	});

	test('the keyboard is taken before anything is waited for: keys typed ahead are neither echoed nor lost', async () => {
		// Reading this file takes until the test has typed: a pipe nobody has written to yet.
		const pipe = join(bundle.directory, 'late.yaml');
		expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
		const pty = await bundle.start(['--config', pipe, '--state-dir', join(bundle.directory, 'ahead')]);
		await rawMode(pty);
		expect(pty.bytes()).not.toContain('\u001B[?1049h');
		pty.send('aw9');
		writeFileSync(pipe, 'apiVersion: kubewiz.io/v1alpha1\nkind: Cluster\nmetadata: {name: late}\nspec:\n  hosts: [cp1.lab]\n');
		await pty.until(/Hosts?: w9/);
		const [primary] = pty.bytes().split('\u001B[?1049h');
		expect(primary).not.toContain('w9');
	});

	test('no connection is tried before the first frame is drawn', async () => {
		const state = join(bundle.directory, 'first');
		mkdirSync(state);
		const hosts = [{name: 'cp1', address: '127.0.0.1', ssh: {port: 1}, roles: ['control-plane']}];
		// A screen that asks the hosts by itself.
		writeFileSync(join(state, 'wizard.json'), JSON.stringify({draft: {...emptyDraft, screen: 'preflight', hosts}}));
		const notes = join(bundle.directory, 'notes');
		writeFileSync(notes, '');
		const pty = await bundle.start(['install', '--state-dir', state], {NODE_OPTIONS: bundle.before(watched), NOTES: notes});
		await pty.until('refuses connections');
		const lines = readFileSync(notes, 'utf8').split('\n');
		expect(lines).toContain('network');
		expect(lines[0]).toBe('frame');
	});
});

/** Until the program has its terminal in raw mode. */
async function rawMode({pid}: Pty): Promise<void> {
	await expect
		.poll(() => spawnSync('stty', ['-a', '-F', `/proc/${pid}/fd/0`], {encoding: 'utf8'}).stdout, {timeout: 20_000, interval: 20})
		.toContain('-icanon');
}
