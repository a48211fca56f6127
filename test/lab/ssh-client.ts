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
	options: {input?: string; knownHosts?: readonly string[]} = {},
): Promise<Ended> {
	const dir = mkdtempSync(join(tmpdir(), 'kubewiz-lab-ssh-'));
	try {
		const known = join(dir, 'known_hosts');
		const lines = options.knownHosts ?? [...host.hostKeyLines, ...(host.jump?.hostKeyLines ?? [])];
		writeFileSync(known, `${lines.join('\n')}\n`);
		const args = [...sshOptions(host, known), '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=5', `${host.user}@${host.address}`, command];
		return await run('ssh', args, {timeoutMs: 30_000, ...(options.input !== undefined && {input: options.input})});
	} finally {
		rmSync(dir, {recursive: true});
	}
}
