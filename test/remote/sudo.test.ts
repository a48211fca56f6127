import {existsSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {agentProgram} from '../../src/remote/agent/program.ts';
import type {AuthSource} from '../../src/remote/auth-source.ts';
import {boot} from '../../src/remote/boot.ts';
import type {ByteChannel, ChannelListener} from '../../src/remote/byte-channel.ts';
import {bootLine, markOfBootCommand} from '../../src/remote/protocol.ts';
import {sudoRefusal} from '../../src/remote/sudo.ts';
import {Secret} from '../../src/shell/secret.ts';
import {saying} from '../saying.ts';
import {noSecrets} from './no-secrets.ts';
import {type Sshd, SshLab} from './sshd-fixture.ts';
import {noUsers, TestUsers} from './test-users.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const whoami = {id: 'look', check: 'id -u; id -un; echo "$HOME"', timeoutMs: 10_000};

describe.skipIf(noUsers)('from an ordinary user to root by real sudo', () => {
	let lab: SshLab;
	let users: TestUsers;
	let sshd: Sshd;
	beforeAll(async () => {
		lab = new SshLab();
		users = new TestUsers();
		sshd = await lab.sshd({config: ['UsePAM yes']});
	});
	afterAll(async () => {
		await lab.stop();
		users.remove();
	});

	/** Opens the host as this user; counts how often the password was asked for. */
	function opening(user: string, password?: string) {
		const asked: string[] = [];
		const refused: string[] = [];
		const auth: AuthSource = {
			...noSecrets,
			sudoPassword: async ({host}) => {
				asked.push(host);
				return password === undefined ? undefined : new Secret('sudo', password);
			},
			refused: (kind) => refused.push(kind),
		};
		const fleet = lab.fleet([lab.host('h1', sshd, {user})], {auth});
		return {asked, refused, session: fleet.open('h1'), fleet};
	}

	test('with its password, given after our own prompt only', async () => {
		const user = users.add({password: 'open sesame', sudo: 'ALL'});
		const {session, asked} = opening(user, 'open sesame');
		expect((await (await session).run([whoami]))[0]?.tail).toEqual(['0', 'root', '/root']);
		expect(asked).toEqual(['h1']);
		expect(TestUsers.processesOf(user)).not.toContain('open sesame');
	});

	test('NOPASSWD: the password that was supplied is not even asked for', async () => {
		const user = users.add({password: 'open sesame', sudo: 'NOPASSWD: ALL'});
		const {session, asked} = opening(user, 'open sesame');
		expect((await (await session).run([whoami]))[0]?.tail[0]).toBe('0');
		expect(asked).toEqual([]);
	});

	test('a wrong password is tried once', async () => {
		const user = users.add({password: 'right', sudo: 'ALL'});
		const {session, refused} = opening(user, 'not right');
		await expect(session).rejects.toMatchObject({code: 'sudo-password-wrong', message: expect.not.stringContaining('not right')});
		expect(refused).toEqual(['sudo']);
	});

	test('a password that is needed and not there', async () => {
		const user = users.add({password: 'right', sudo: 'ALL'});
		await expect(opening(user).session).rejects.toMatchObject({code: 'sudo-password-needed'});
	});

	test('a user who may not', async () => {
		const user = users.add({password: 'right'});
		await expect(opening(user, 'right').session).rejects.toMatchObject({
			code: 'sudo-not-allowed',
			details: expect.arrayContaining([saying('sudoers')]),
		});
	});

	test('a user who may, but not this', async () => {
		const user = users.add({password: 'right', sudo: '/bin/ls'});
		await expect(opening(user, 'right').session).rejects.toMatchObject({code: 'sudo-not-allowed'});
	});

	test('requiretty', async () => {
		const user = users.add({password: 'right', sudo: 'NOPASSWD: ALL', defaults: 'requiretty'});
		await expect(opening(user, 'right').session).rejects.toMatchObject({
			code: 'sudo-needs-tty',
			details: expect.arrayContaining([saying('!requiretty')]),
		});
	});

	test('use_pty, a lecture, a prompt of its own in sudoers: all the same', async () => {
		const user = users.add({password: 'right', sudo: 'ALL', defaults: 'use_pty, lecture=always, passprompt="Password: "'});
		expect((await (await opening(user, 'right').session).run([whoami]))[0]?.tail[0]).toBe('0');
	});

	test.each([
		[
			'bash with an rc file that prints and is slow',
			'/bin/bash',
			{'.bashrc': 'echo welcome; echo KWBOOT 00 0 -; printf "Password: "; sleep 0.3\n'},
		],
		['fish', '/usr/bin/fish', {'.config/fish/config.fish': 'echo hello from fish\n'}],
		['csh', '/bin/csh', {'.cshrc': 'echo hello from csh\n'}],
		['dash', '/bin/dash', {}],
	])('login shell %s', async (_name, shell, files) => {
		if (!existsSync(shell)) {
			console.warn(`SKIPPED: no ${shell} here`);
			return;
		}
		const user = users.add({password: 'right', sudo: 'ALL', shell, files});
		expect((await (await opening(user, 'right').session).run([whoami]))[0]?.tail[0]).toBe('0');
	});

	test.each([
		['nologin', '/usr/sbin/nologin', {}],
		['an rc file that ends the shell', '/bin/bash', {'.bashrc': 'echo no entry; exit 0\n'}],
	])('login shell %s: a clear refusal', async (_name, shell, files) => {
		const user = users.add({sudo: 'NOPASSWD: ALL', shell, files});
		await expect(opening(user).session).rejects.toMatchObject({
			code: 'no-agent',
			details: expect.arrayContaining([saying('the host printed: ')]),
		});
	});
});

describe('the password', () => {
	/** Plays a host up to sudo, and notes what it is sent. */
	function player(onProgram: (program: string, say: ChannelListener) => void) {
		const written: string[] = [];
		const exec = async (command: string): Promise<ByteChannel> => {
			let listener: ChannelListener | undefined;
			return {
				listen: (next) => {
					listener = next;
					next.stdout(Buffer.from(bootLine(markOfBootCommand(command) ?? '', 1000, 1, 'sudo: a password is required')));
				},
				write: (bytes) => {
					written.push(Buffer.from(bytes).toString());
					if (listener) onProgram(written.at(-1) ?? '', listener);
				},
				close: () => {},
			};
		};
		const opened = boot({
			host: 'h1',
			user: 'ann',
			exec,
			program: agentProgram(),
			sudoPassword: (rest) => rest(new Secret('sudo', 'open sesame')),
			timeoutMs: 300,
		});
		return {written, opened};
	}

	test.each(['Password: ', '[sudo] password for ann: ', 'kubewiz-:', `kubewiz-${'0'.repeat(32)}:`])(
		'is not given to the prompt %j',
		async (prompt) => {
			const {written, opened} = player((_program, say) => say.stderr(Buffer.from(prompt)));
			await expect(opened).rejects.toMatchObject({code: 'sudo-not-allowed'});
			expect(written.join('')).not.toContain('open sesame');
		},
	);

	test('is not given to a prompt on the wrong stream, nor when a shell is already there', async () => {
		const promptOf = (program: string): string => /-p '([^']+)'/.exec(program)?.[1] ?? '';
		const wrongStream = player((program, say) => say.stdout(Buffer.from(promptOf(program))));
		await expect(wrongStream.opened).rejects.toThrow();
		const already = player((program, say) => {
			say.stdout(Buffer.from(bootLine(markOfBootCommand(program) ?? '', 0)));
			say.stderr(Buffer.from(promptOf(program)));
		});
		await expect(already.opened).rejects.toMatchObject({code: 'protocol'});
		for (const {written} of [wrongStream, already]) expect(written.join('')).not.toContain('open sesame');
	});

	test('is given once; at the second prompt we hang up', async () => {
		const {written, opened} = player((program, say) => {
			const prompt = /-p '([^']+)'/.exec(program)?.[1];
			if (prompt) say.stderr(Buffer.from(`lecture\n${prompt}`));
			else say.stderr(Buffer.from(`Sorry, try again.\n${/-p '([^']+)'/.exec(written[0] ?? '')?.[1]}`));
		});
		await expect(opened).rejects.toMatchObject({code: 'sudo-password-wrong'});
		expect(written.filter((text) => text.includes('open sesame'))).toEqual(['open sesame\n']);
	});
});

test.each([
	['sudo: a password is required', 'sudo-password-needed'],
	['sudo: interactive authentication is required', 'sudo-password-needed'],
	['sudo: sorry, you must have a tty to run sudo', 'sudo-needs-tty'],
	['ann is not in the sudoers file.  This incident will be reported.', 'sudo-not-allowed'],
	["Sorry, user ann is not allowed to execute '/bin/sh -c :' as root on h1.", 'sudo-not-allowed'],
	["sudo-rs: I'm sorry ann. I'm afraid I can't do that", 'sudo-not-allowed'],
	['sh: 1: sudo: not found', 'sudo-not-allowed'],
	['sudo: 1 incorrect password attempt', 'sudo-password-wrong'],
])('sudo says %j', (said, code) => {
	expect(sudoRefusal('h1', 'ann', said)?.code).toBe(code);
});
