import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {secretStore} from '../../src/commands/wizard/secrets.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {Secret} from '../../src/shell/secret.ts';
import {type Bundle, buildBundle} from './bundle.ts';
import {noPty} from './pty.ts';

const password = 'hunter2-geheim';

describe('secrets typed into the wizard', () => {
	test('every one that is handed to the login is known to what cleans the output of hosts, for one host or all', async () => {
		const store = secretStore();
		store.set('login-password', new Secret('ssh password', password), undefined);
		store.set('sudo-password', new Secret('sudo password', 'sudo-geheim'), 'w1');
		store.set('passphrase', new Secret('passphrase', 'key-geheim'), undefined);
		const redactor = new Redactor();
		const source = store.source(redactor);
		const account = {host: 'w1', user: 'ops', address: '10.0.0.2', port: 22} as never;
		await source.loginPassword(account);
		await source.sudoPassword(account);
		await source.passphrase('/home/ops/.ssh/id');
		const printed = redactor.redact(`a host prints ${password}, sudo-geheim and key-geheim`);
		for (const secret of [password, 'sudo-geheim', 'key-geheim']) expect(printed).not.toContain(secret);
	});
});

describe.skipIf(noPty !== undefined)(`a password on a terminal${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let bundle: Bundle;
	beforeAll(() => {
		bundle = buildBundle();
	});
	afterAll(() => bundle.end());

	test('is shown as stars while it is typed and written nowhere', async () => {
		const state = join(bundle.directory, 'state');
		const pty = await bundle.start(['install', '--state-dir', state]);
		await pty.until('Which machines');
		pty.send('a10.0.0.1\r');
		await pty.until('1 added');
		pty.send('\u001B');
		await pty.until('1 host, 1 not tested');
		pty.send('l');
		await pty.until(/❯ User/);
		pty.send('\u001B[B\r');
		await pty.until(/❯ Password: /);
		pty.send(password);
		await pty.until(`Password: ${'*'.repeat(password.length)}`);
		pty.send('\r');
		await pty.until(/Password +given/);
		pty.send('\u001B');
		await pty.until('test all');
		pty.send('q\t\r');
		expect(await pty.ended).toBe(0);
		expect(pty.bytes()).not.toContain(password);
		for (const file of filesIn(bundle.directory))
			if (!file.endsWith('.mjs')) expect(readFileSync(file, 'utf8'), file).not.toContain(password);
		expect(filesIn(state).length).toBeGreaterThan(0);
	});
});

function filesIn(directory: string): readonly string[] {
	return readdirSync(directory, {recursive: true, encoding: 'utf8'})
		.map((name) => join(directory, name))
		.filter((path) => statSync(path).isFile());
}
