import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {type LocalHost, localHost} from './agent-fixture.ts';
import {brief, eachShell, unit} from './agent-shells.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

describe.each(eachShell)('files by an agent under %s', (_name, shell) => {
	let host: LocalHost;
	beforeEach(() => {
		host = localHost(shell);
	});
	afterEach(() => host.remove());

	test('upload: whole, with its mode, in place of what was there; download gives the same bytes', async () => {
		const {session} = host.connect();
		await session.run([unit('a', {check: 'exit 0'})]);
		const path = join(host.paths.state, 'file with blank');
		const content = Buffer.from(Array.from({length: 2_500_000}, (_, index) => (index * 7 + (index >> 8)) & 255));
		expect(await session.upload(content, path, 0o640)).toEqual({kind: 'exit', code: 0});
		expect(statSync(path).mode & 0o777).toBe(0o640);
		expect(readFileSync(path).equals(content)).toBe(true);
		expect(Buffer.from(await session.download(path, 3_000_000)).equals(content)).toBe(true);
		expect(await session.upload(new Uint8Array(), path, 0o600)).toEqual({kind: 'exit', code: 0});
		expect(readFileSync(path).length).toBe(0);
		expect(readdirSync(host.paths.state).filter((name) => name.startsWith('.'))).toEqual([]);
	});

	test('upload into a directory that is not there, and download of nothing or too much, are refused', async () => {
		const {session} = host.connect();
		await session.run([unit('a', {check: 'exit 0'})]);
		await expect(session.upload(Buffer.from('x'), `${host.paths.state}/no/such/file`, 0o600)).rejects.toMatchObject({code: 'file-absent'});
		await expect(session.download(`${host.paths.state}/nothing`, 10)).rejects.toMatchObject({code: 'file-absent'});
		writeFileSync(join(host.paths.state, 'big'), 'x'.repeat(11));
		await expect(session.download(join(host.paths.state, 'big'), 10)).rejects.toMatchObject({code: 'file-absent'});
		await expect(session.upload(Buffer.from('x'), 'relative', 0o600)).rejects.toThrow(TypeError);
		expect(brief(await session.run([unit('still there', {check: 'exit 0'})]))).toEqual([['check 0']]);
	});
});
