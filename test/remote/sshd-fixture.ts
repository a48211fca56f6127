import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import type {Host, SshLogin} from '../../src/cluster/types.ts';
import type {HostPaths} from '../../src/remote/agent/program.ts';
import type {AuthSource} from '../../src/remote/auth-source.ts';
import type {Fleet} from '../../src/remote/contract.ts';
import {createFleet, type FleetOptions} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {noSecrets} from './no-secrets.ts';

const binary = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path));

/** Why tests against a real sshd are skipped here; undefined where they run. They log in as whoever runs them, who must be root for the agent. */
export const noSshd =
	binary === undefined
		? 'tests with a real sshd: there is none on this machine, install openssh-server'
		: userInfo().uid !== 0
			? 'tests with a real sshd: they need root'
			: undefined;
/** Why tests that need users and sudo rules of their own are skipped here. */
export const noUsers =
	noSshd ?? (existsSync('/usr/bin/sudo') ? undefined : 'tests with users and sudo rules: there is no sudo on this machine');

for (const reason of new Set([noSshd, noUsers])) if (reason) console.warn(`SKIPPED: ${reason}`);

/** A place for keys, known_hosts and the hosts' own files, and the sshds started in it. */
export class SshLab {
	readonly root = mkdtempSync(join(tmpdir(), 'kubewiz-ssh-'));
	readonly clientKey = join(this.root, 'client');
	readonly knownHosts = join(this.root, 'known_hosts');
	readonly paths: HostPaths = {state: `${this.root}/state`, run: `${this.root}/run`, lock: `${this.root}/lock`};
	readonly #daemons: ChildProcess[] = [];
	readonly #fleets: Fleet[] = [];

	constructor() {
		// sshd reads the authorized key as the user who logs in.
		chmodSync(this.root, 0o755);
		keygen(this.clientKey, 'ed25519');
	}

	/** Starts a real sshd on a free port. Its key goes to known_hosts unless `unknown`. */
	async sshd(options: {config?: readonly string[]; unknown?: boolean; keyTypes?: readonly string[]; address?: string} = {}): Promise<Sshd> {
		const {config = [], unknown = false, keyTypes = ['ed25519'], address = '127.0.0.1'} = options;
		const port = await freePort();
		const home = join(this.root, `sshd-${port}`);
		mkdirSync(home);
		const keys = keyTypes.map((type) => keygen(join(home, `host_${type}`), type));
		const lines = [
			`Port ${port}`,
			`ListenAddress ${address}`,
			...keys.map((key) => `HostKey ${key}`),
			`AuthorizedKeysFile ${this.clientKey}.pub`,
			'StrictModes no',
			'PidFile none',
			...config,
		];
		writeFileSync(join(home, 'config'), `${lines.join('\n')}\n`);
		if (userInfo().uid === 0) mkdirSync('/run/sshd', {recursive: true, mode: 0o755});
		const child = spawn(binary as string, ['-D', '-e', '-f', join(home, 'config')], {stdio: ['ignore', 'ignore', 'pipe']});
		this.#daemons.push(child);
		const log: string[] = [];
		await new Promise<void>((resolve, reject) => {
			child.stderr?.on('data', (chunk: Buffer) => {
				log.push(chunk.toString());
				if (log.join('').includes('Server listening')) resolve();
			});
			child.once('exit', () => reject(new Error(`sshd ended: ${log.join('')}`)));
		});
		const publicKeys = keys.map((key) => readFileSync(`${key}.pub`, 'utf8').split(' ').slice(0, 2).join(' '));
		if (!unknown) this.know(publicKeys.map((key) => `[${address}]:${port} ${key}`));
		return {port, address, pid: child.pid as number, log, publicKeys, child};
	}

	know(lines: readonly string[]): void {
		writeFileSync(this.knownHosts, lines.map((line) => `${line}\n`).join(''), {flag: 'a'});
	}

	host(name: string, sshd: {readonly port: number; readonly address?: string}, ssh: Partial<SshLogin> = {}): Host {
		const address = sshd.address ?? '127.0.0.1';
		const login = {user: userInfo().username, port: sshd.port, identityFiles: [this.clientKey], ...ssh};
		return {name, address, roles: ['worker'], nodeIp: address, labels: {}, taints: [], ssh: login};
	}

	fleet(hosts: readonly Host[], options: Partial<FleetOptions> & {auth?: AuthSource} = {}): Fleet {
		const config = join(this.root, 'ssh_config');
		if (!existsSync(config)) writeFileSync(config, `IdentityFile ${this.clientKey}\nUserKnownHostsFile ${this.knownHosts}\n`);
		const fleet = createFleet({
			hosts,
			auth: noSecrets,
			redactor: new Redactor(),
			library: '',
			knownHosts: {user: [this.knownHosts], global: []},
			sshConfigFile: config,
			paths: this.paths,
			...options,
		});
		this.#fleets.push(fleet);
		return fleet;
	}

	async stop(): Promise<void> {
		for (const fleet of this.#fleets) await fleet.close();
		for (const child of this.#daemons) child.kill('SIGTERM');
		rmSync(this.root, {recursive: true, force: true, maxRetries: 30, retryDelay: 100});
	}
}

export interface Sshd {
	readonly port: number;
	readonly address: string;
	readonly pid: number;
	readonly log: readonly string[];
	/** `type base64`, as in known_hosts. */
	readonly publicKeys: readonly string[];
	readonly child: ChildProcess;
}

export function keygen(path: string, type: string, passphrase = ''): string {
	execFileSync('ssh-keygen', [
		'-q',
		'-t',
		type,
		'-N',
		passphrase,
		'-f',
		path,
		'-C',
		'kubewiz-test',
		...(type === 'rsa' ? ['-b', '2048'] : []),
	]);
	return path;
}

export function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const {port} = server.address() as {port: number};
			server.close(() => resolve(port));
		});
	});
}
