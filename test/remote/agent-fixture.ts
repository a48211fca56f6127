import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {agentProgram, type HostPaths} from '../../src/remote/agent/program.ts';
import {boot} from '../../src/remote/boot.ts';
import type {ByteChannel} from '../../src/remote/byte-channel.ts';
import type {HostState} from '../../src/remote/contract.ts';
import {HostLink} from '../../src/remote/host-link.ts';
import {HostSession} from '../../src/remote/host-session.ts';
import {Redactor} from '../../src/remote/redact.ts';

export interface LocalHost {
	readonly paths: HostPaths;
	readonly redactor: Redactor;
	readonly states: HostState[];
	/** Process ids of the agents' shells, in order of connecting. */
	readonly shells: number[];
	connect(library?: string): {readonly session: HostSession; readonly link: HostLink};
	remove(): Promise<void>;
}

/** A host of its own in a directory: the real agent under the given shell, with places of its own instead of /run and /var/lib. */
export function localHost(shell: readonly string[] = ['dash'], idleSeconds?: number): LocalHost {
	const root = mkdtempSync(join(tmpdir(), 'kubewiz-host-'));
	const paths: HostPaths = {state: `${root}/state`, run: `${root}/run`, lock: `${root}/lock`};
	const redactor = new Redactor();
	const states: HostState[] = [];
	const shells: number[] = [];
	const links: HostLink[] = [];
	// The agent runs as whoever runs the tests; the shell is asked for by name, so that each can be tried.
	const program = agentProgram(paths, idleSeconds);
	return {
		paths,
		redactor,
		states,
		shells,
		connect: (library = '') => {
			const link = new HostLink({
				host: 'local',
				library,
				onState: (state) => states.push(state),
				open: (signal) =>
					boot({
						host: 'local',
						user: 'root',
						exec: async (command) => shellChannel(shell, command, shells),
						program,
						sudoPassword: async () => undefined,
						timeoutMs: 10_000,
						signal,
					}),
			});
			links.push(link);
			return {link, session: new HostSession(link, redactor)};
		},
		remove: async () => {
			for (const link of links) await link.close();
			rmSync(root, {recursive: true, force: true, maxRetries: 20, retryDelay: 100});
		},
	};
}

/** Runs the boot command under `shell`, as root would: a stand-in for `id` says so when the tests don't run as root. */
function shellChannel(shell: readonly string[], command: string, shells: number[]): ByteChannel {
	const inner = /-c '([^']*)'$/.exec(command)?.[1] ?? '';
	const [file, ...args] = shell as [string, ...string[]];
	const child = spawn(file, [...args, '-c', `id() { echo 0; }; ${inner}`], {stdio: 'pipe', detached: true});
	shells.push(child.pid ?? 0);
	return {
		listen: (listener) => {
			child.stdout.on('data', listener.stdout);
			child.stderr.on('data', listener.stderr);
			child.stdin.on('error', () => {});
			child.once('close', (code, signal) => listener.closed(code, signal ?? 'ended'));
		},
		write: (bytes) => void child.stdin.write(bytes),
		close: () => void child.stdin.end(),
	};
}
