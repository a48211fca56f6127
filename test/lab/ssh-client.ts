import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {LabHost} from './lab.ts';
import {type Ended, run} from './run.ts';
import {sshOptions} from './ssh.ts';

/** Runs a command on a host through OpenSSH, as a tool of no part in the project sees that host. */
export async function overSsh(
	host: LabHost,
	command: string,
	options: {input?: string; knownHosts?: readonly string[]; password?: string} = {},
): Promise<Ended> {
	const dir = mkdtempSync(join(tmpdir(), 'kubewiz-lab-ssh-'));
	try {
		const known = join(dir, 'known_hosts');
		const lines = options.knownHosts ?? [...host.hostKeyLines, ...(host.jump?.hostKeyLines ?? [])];
		writeFileSync(known, `${lines.join('\n')}\n`);
		const {input, password} = options;
		const asking = password === undefined ? ['-o', 'BatchMode=yes'] : ['-o', 'NumberOfPasswordPrompts=1'];
		const args = [...sshOptions(host, known), ...asking, '-o', 'ConnectTimeout=5', `${host.user}@${host.address}`, command];
		// Without a terminal ssh asks a program for the password.
		const askpass = join(dir, 'askpass');
		writeFileSync(askpass, '#!/bin/sh\nprintf "%s\\n" "$LAB_PASSWORD"\n', {mode: 0o700});
		const env =
			password === undefined ? {} : {env: {...process.env, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force', LAB_PASSWORD: password}};
		return await run('ssh', args, {timeoutMs: 30_000, ...env, ...(input !== undefined && {input})});
	} finally {
		rmSync(dir, {recursive: true});
	}
}
