import {spawn} from 'node:child_process';
import type {Cluster} from '../../cluster/types.ts';
import type {RemoteShell} from '../../remote/ssh-shell.ts';
import {ToldError, told} from '../../told.ts';
import type {Reach} from './reach.ts';

/**
 * A login shell on a host in this terminal, by the same login, jump host and
 * host key check as everything else; resolves when it was left. It has a
 * connection of its own, so that nothing that begins or ends meanwhile cuts it.
 * The screen must have been suspended. `hello` is written first. Throws
 * RemoteError when the host can't be used or the line breaks.
 */
export async function openShell(reach: Reach, hosts: Cluster['hosts'], name: string, hello: string): Promise<void> {
	const host = hosts.find((entry) => entry.name === name);
	if (!host) throw new ToldError(told(`there is no host ${name}`, `没有主机 ${name}`));
	const {stdout} = process;
	// The terminal comes back with its cursor where the wizard began; below may stand what an earlier shell left.
	stdout.write(`\u001B[J${hello}\r\n`);
	if (host.address === 'localhost') return ownShell();
	const fleet = reach.apart(hosts);
	const keyboard = takeKeyboard();
	try {
		const {columns = 80, rows = 24} = stdout;
		const opened = fleet.shell(name, {term: process.env.TERM ?? 'vt100', columns, rows});
		// Who gives up waiting leaves the attempt behind; its end is nobody's business any more.
		opened.catch(() => {});
		const shell = await Promise.race([opened, keyboard.givenUp]);
		if (shell) await joinTerminal(shell, keyboard);
	} finally {
		keyboard.giveBack();
		await fleet.close();
	}
}

function ownShell(): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn('/bin/sh', ['-l'], {stdio: 'inherit'});
		child.once('error', reject);
		child.once('close', () => resolve());
	});
}

interface Keyboard {
	/** Hands every key to `typed`, those typed ahead first. */
	read(typed: (keys: string | Buffer) => void): void;
	/** Resolves at a Ctrl+C before anybody reads. */
	readonly givenUp: Promise<undefined>;
	giveBack(): void;
}

/** Keys as they are, from now on: in the terminal's usual mode a Ctrl+C would be kubewiz's, and a Ctrl+D the end of its input. */
function takeKeyboard(): Keyboard {
	const {stdin} = process;
	const ahead: (string | Buffer)[] = [];
	const givenUp = Promise.withResolvers<undefined>();
	let typed = (keys: string | Buffer): void => {
		if (keys.includes('\u0003')) givenUp.resolve(undefined);
		ahead.push(keys);
	};
	const hear = (keys: string | Buffer) => typed(keys);
	stdin.setRawMode?.(true);
	stdin.on('data', hear);
	stdin.resume();
	return {
		givenUp: givenUp.promise,
		read(next) {
			typed = next;
			for (const keys of ahead.splice(0)) next(keys);
		},
		giveBack() {
			stdin.off('data', hear);
			stdin.setRawMode?.(false);
			stdin.pause();
		},
	};
}

/** Every key goes to the host and every byte of it to the terminal, until the shell ends. */
async function joinTerminal(shell: RemoteShell, keyboard: Keyboard): Promise<void> {
	const {stdout} = process;
	const resized = () => shell.resize(stdout.columns, stdout.rows);
	keyboard.read((keys) => void shell.stream.write(keys));
	stdout.on('resize', resized);
	shell.stream.pipe(stdout, {end: false});
	try {
		await shell.ended;
	} finally {
		stdout.off('resize', resized);
		shell.stream.unpipe(stdout);
		// The host's programs may have left colours, another character set or their own screen behind.
		stdout.write('\u001B[?1049l\u001B[0m\u001B(B\u001B[?25h');
	}
}
