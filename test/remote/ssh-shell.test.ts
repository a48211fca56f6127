import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import type {RemoteShell} from '../../src/remote/ssh-shell.ts';
import {noSshd, SshLab} from './sshd-fixture.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const terminal = {term: 'xterm-256color', columns: 97, rows: 31};

/** Collects what a shell prints. */
function reader(shell: RemoteShell) {
	let text = '';
	const news = new Set<() => void>();
	shell.stream.on('data', (bytes: Buffer) => {
		text += bytes.toString();
		for (const tell of news) tell();
	});
	return (wanted: RegExp) =>
		new Promise<void>((resolve) => {
			const look = () => wanted.test(text) && resolve();
			news.add(look);
			look();
		});
}

describe.skipIf(noSshd)('a shell for a person, on a real sshd', () => {
	let lab: SshLab;
	beforeAll(() => {
		lab = new SshLab();
	});
	afterAll(() => lab.stop());

	test('has a terminal of the operator’s kind and size, follows when that changes, and ends', async () => {
		const sshd = await lab.sshd();
		const shell = await lab.fleet([lab.host('h1', sshd)]).shell('h1', terminal);
		const printed = reader(shell);
		shell.stream.write('echo "kind $TERM, size $(stty size)"\r');
		await printed(/kind xterm-256color, size 31 97/);
		shell.resize(60, 15);
		shell.stream.write('echo "now $(stty size)"\r');
		await printed(/now 15 60/);
		shell.stream.write('exit 3\r');
		await shell.ended;
	});

	test('goes through the jump host that everything else goes through', async () => {
		const [sshd, outer] = [await lab.sshd(), await lab.sshd()];
		const {user} = lab.host('x', sshd).ssh;
		const fleet = lab.fleet([lab.host('far', sshd, {jump: `${user}@127.0.0.1:${outer.port}`})]);
		const shell = await fleet.shell('far', terminal);
		const printed = reader(shell);
		shell.stream.write('echo "through $SSH_CONNECTION"\r');
		await printed(new RegExp(`through .* ${sshd.port}`));
		expect(outer.log.join('')).toContain('Accepted publickey');
		shell.stream.write('exit\r');
		await shell.ended;
	});

	test('a line that breaks is no end: it is told', async () => {
		const sshd = await lab.sshd();
		const fleet = lab.fleet([lab.host('h1', sshd)]);
		const shell = await fleet.shell('h1', terminal);
		const ended = expect(shell.ended).rejects.toThrow('broke');
		await fleet.close();
		await ended;
	});

	test('an unknown key or a refused login is told as ever', async () => {
		const sshd = await lab.sshd();
		const fleet = lab.fleet([lab.host('h1', sshd, {identityFiles: ['/no/such/key']})]);
		await expect(fleet.shell('h1', terminal)).rejects.toMatchObject({code: 'auth-failed'});
	});
});
