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
	stdout.write(`${hello}\r\n`);
	if (host.address === 'localhost') return ownShell();
	const fleet = reach.apart(hosts);
	try {
		const {columns = 80, rows = 24} = stdout;
		await joinTerminal(await fleet.shell(name, {term: process.env.TERM ?? 'vt100', columns, rows}));
	} finally {
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

/** Every key goes to the host and every byte of it to the terminal, until the shell ends. */
async function joinTerminal(shell: RemoteShell): Promise<void> {
	const {stdin, stdout} = process;
	const typed = (keys: string | Buffer) => void shell.stream.write(keys);
	const resized = () => shell.resize(stdout.columns, stdout.rows);
	stdin.setRawMode?.(true);
	stdin.on('data', typed);
	stdin.resume();
	stdout.on('resize', resized);
	shell.stream.pipe(stdout, {end: false});
	try {
		await shell.ended;
	} finally {
		stdin.off('data', typed);
		stdout.off('resize', resized);
		shell.stream.unpipe(stdout);
		stdin.setRawMode?.(false);
		stdin.pause();
		// The host's programs may have left colours, another character set or its own screen behind.
		stdout.write('\u001B[?1049l\u001B[0m\u001B(B\u001B[?25h');
	}
}
