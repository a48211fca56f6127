import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {fingerprint, judgeKey, keyAlgorithms} from '../../src/remote/host-key-check.ts';
import type {HostSettings} from '../../src/remote/host-settings.ts';
import {knownName, namesMatch, parseKnownHosts, readKnownHosts} from '../../src/remote/known-hosts.ts';
import {appendKnownHosts, knownHostsLine} from '../../src/remote/known-hosts-file.ts';
import {saying} from '../saying.ts';

const keygen = spawnSync('ssh-keygen', ['-?']).error === undefined;
if (!keygen) console.warn('SKIPPED: comparison with ssh-keygen: it is not installed (openssh-client)');

let dir = '';
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'kubewiz-known-'));
});
afterAll(() => rmSync(dir, {recursive: true, force: true}));

const ed = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILmGxBsbDrsUBT0pU1c2nyQbmPJ12KMrkVHNLpsWXJlf';
const ed2 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGhBO3c0XSmQSqAEqWqG0kJ1ZbUjQr8YwVfLv4LF7wIv';
const keyOf = (line: string): Buffer => Buffer.from(line.split(' ')[1] as string, 'base64');
const known = (text: string) => parseKnownHosts(text, '/f');
const at = (address: string, port = 22, keyAlias?: string) => ({address, port, ...(keyAlias ? {keyAlias} : {})});

describe('a key shown by a host', () => {
	test.each([
		['on file', `h1 ${ed}`, at('h1'), 'known'],
		['on file among several names', `h0,h1,10.0.0.1 ${ed}`, at('10.0.0.1'), 'known'],
		['the name in capitals', `h1 ${ed}`, at('H1'), 'known'],
		['on file by wildcard', `*.example.com ${ed}`, at('a.example.com'), 'known'],
		['excluded from the wildcard', `*.example.com,!a.example.com ${ed}`, at('a.example.com'), 'unknown'],
		['one character open', `node? ${ed}`, at('node7'), 'known'],
		['on its port', `[h1]:2222 ${ed}`, at('h1', 2222), 'known'],
		['same name, other port, same key: as OpenSSH', `h1 ${ed}`, at('h1', 2222), 'known'],
		['same name, other port, other key', `h1 ${ed2}`, at('h1', 2222), 'unknown'],
		['port does not leak to 22', `[h1]:2222 ${ed}`, at('h1'), 'unknown'],
		['under its HostKeyAlias', `alias ${ed}`, at('h1', 2222, 'alias'), 'known'],
		['not on file', `h2 ${ed}`, at('h1'), 'unknown'],
		['another of the same type', `h1 ${ed2}`, at('h1'), 'changed'],
		['another, but this one too', `h1 ${ed2}\nh1 ${ed}`, at('h1'), 'known'],
		['only another type on file', 'h1 ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY=', at('h1'), 'other-type'],
		['revoked for all', `@revoked * ${ed}\nh1 ${ed}`, at('h1'), 'revoked'],
		['another one revoked', `@revoked * ${ed2}\nh1 ${ed}`, at('h1'), 'known'],
		['only a certificate authority', `@cert-authority *.example.com ${ed}`, at('a.example.com'), 'unknown'],
	])('%s', (_name, text, owner, kind) => {
		expect(judgeKey(owner, keyOf(ed), known(text)).kind).toBe(kind);
	});

	test('a changed key names file and line, an authority is spoken of', () => {
		expect(judgeKey(at('h1'), keyOf(ed), known(`# comment\n\nh1 ${ed2}`))).toMatchObject({by: {file: '/f', line: 3}});
		expect(judgeKey(at('h1'), keyOf(ed), known(`@cert-authority h1 ${ed2}`))).toMatchObject({note: saying(':1 names')});
	});

	test('types on file are asked for first', () => {
		const rsa = `h1 ssh-rsa ${Buffer.concat([Buffer.from([0, 0, 0, 7]), Buffer.from('ssh-rsa')]).toString('base64')}`;
		expect(keyAlgorithms(at('h1'), known(rsa)).slice(0, 3)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519']);
		expect(keyAlgorithms(at('h1'), known(rsa))).not.toContain('ssh-rsa');
	});
});

describe('the file', () => {
	test.each([
		['two fields', 'h1 ssh-ed25519', 1],
		['a key that is none', `h1 ${ed}\nh2 ssh-ed25519 AAAA`, 2],
		['type and key not of a kind', `h1 ssh-rsa ${ed.split(' ')[1]}`, 1],
		['an unknown marker', `@trusted h1 ${ed}`, 1],
		['a hash of another make', `|2|a|b ${ed}`, 1],
	])('with %s fails closed and names the line', (_name, text, line) => {
		expect(() => known(text)).toThrow(
			expect.objectContaining({code: 'known-hosts-unreadable', message: expect.stringContaining(`/f:${line} `)}),
		);
	});

	test('that can not be read fails closed; one that is absent is empty', () => {
		expect(() => readKnownHosts([dir])).toThrow(expect.objectContaining({code: 'known-hosts-unreadable'}));
		expect(readKnownHosts([join(dir, 'absent')])).toEqual([]);
	});

	test('new keys are added at the end, also when the last line has none, for the owner only', async () => {
		const file = join(dir, 'sub', 'known_hosts');
		await appendKnownHosts(file, [`h1 ${ed}`]);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		writeFileSync(file, `h0 ${ed2}`);
		await appendKnownHosts(file, [`h1 ${ed}`, `h2 ${ed}`]);
		expect(readFileSync(file, 'utf8')).toBe(`h0 ${ed2}\nh1 ${ed}\nh2 ${ed}\n`);
		await appendKnownHosts(file, []);
		expect(readKnownHosts([file])).toHaveLength(3);
	});
});

describe.runIf(keygen)('as ssh-keygen sees it', () => {
	const names = ['h1', '[h1]:2222', '10.0.0.1', 'a.example.com', '[fe80::1]:22022'];

	test('names hashed by ssh-keygen -H are found by us', () => {
		const file = join(dir, 'hash-theirs');
		writeFileSync(file, names.map((name) => `${name} ${ed}\n`).join(''));
		execFileSync('ssh-keygen', ['-H', '-f', file], {stdio: 'ignore'});
		const lines = readKnownHosts([file]);
		expect(lines).toHaveLength(names.length);
		for (const name of names) expect(lines.filter((line) => namesMatch(line.names, name))).toHaveLength(1);
		expect(lines.some((line) => namesMatch(line.names, 'h2'))).toBe(false);
	});

	test('lines made by us are found by ssh-keygen -F', async () => {
		const file = join(dir, 'hash-ours');
		const settings = {address: 'node1.example.com', port: 2222, hashKnownHosts: true} as HostSettings;
		await appendKnownHosts(file, [
			knownHostsLine(settings, keyOf(ed)),
			knownHostsLine({...settings, hashKnownHosts: false, port: 22}, keyOf(ed2)),
		]);
		expect(readFileSync(file, 'utf8')).toMatch(/^\|1\|/);
		for (const [name, key] of [
			['[node1.example.com]:2222', ed],
			['node1.example.com', ed2],
		] as const)
			expect(execFileSync('ssh-keygen', ['-F', name, '-f', file], {encoding: 'utf8'})).toContain(key);
		expect(knownName('Node1.example.com', 2222)).toBe('[node1.example.com]:2222');
	});

	test.each(['*.example.com,!b.example.com', 'h1,h2', 'node?', '[h1]:*', '!h1', '*'])('patterns %s fit the same names', (pattern) => {
		const file = join(dir, 'patterns');
		writeFileSync(file, `${pattern} ${ed}\n`);
		for (const name of [...names, 'b.example.com', 'h2', 'node7', 'node77']) {
			const theirs = spawnSync('ssh-keygen', ['-F', name, '-f', file]).status === 0;
			expect([name, namesMatch(pattern, name)]).toEqual([name, theirs]);
		}
	});

	test('fingerprints are the same', () => {
		const file = join(dir, 'key.pub');
		writeFileSync(file, `${ed}\n`);
		expect(execFileSync('ssh-keygen', ['-lf', file], {encoding: 'utf8'})).toContain(` ${fingerprint(keyOf(ed))} `);
	});
});
