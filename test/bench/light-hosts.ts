import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/**
 * Light hosts: one network namespace and one real sshd each, on this machine's
 * own root. Every host has its own /run, /var/lib/kubewiz and home (tmpfs in
 * its mount namespace), and root logs in with /bin/dash, so that no rc file is
 * measured. Needs root.
 */
export interface LightHosts {
	readonly addresses: readonly string[];
	readonly keyFile: string;
	readonly knownHostsFile: string;
	/** Private directory, removed by `down`. */
	readonly directory: string;
	down(): Promise<void>;
}

const bridge = 'kwbench0';
/** Out of 198.18.0.0/15, set aside for benchmarks (RFC 2544), so that it hides nobody's network. */
const network = '198.18.250';
const mountPoint = '/var/lib/kubewiz';
const namespaceOf = (index: number) => `kwbench-${index}`;

/** Starts `count` hosts (at most 250) and waits until each answers. Throws when an earlier run's are still there. */
export async function lightHostsUp(count: number): Promise<LightHosts> {
	refuseLeftovers();
	const directory = mkdtempSync(join(tmpdir(), 'kwbench-'));
	const processes: ChildProcess[] = [];
	const madeMountPoint = mkdirSync(mountPoint, {recursive: true, mode: 0o700}) !== undefined;
	const down = async () => {
		for (let index = 1; index <= count; index++) endInside(namespaceOf(index));
		await Promise.all(processes.map(ended));
		for (let index = 1; index <= count; index++) {
			ip(['link', 'del', `kwb${index}`], {quiet: true});
			ip(['netns', 'del', namespaceOf(index)], {quiet: true});
		}
		ip(['link', 'del', bridge], {quiet: true});
		rmSync(directory, {recursive: true, force: true});
		if (madeMountPoint) rmdirSync(mountPoint);
	};
	try {
		const files = writeKeys(directory);
		ip(['link', 'add', bridge, 'type', 'bridge']);
		ip(['addr', 'add', `${network}.254/24`, 'dev', bridge]);
		ip(['link', 'set', bridge, 'up']);
		const addresses = Array.from({length: count}, (_, index) => `${network}.${index + 1}`);
		for (const [index, address] of addresses.entries()) processes.push(startHost(index + 1, address, directory));
		await Promise.all(addresses.map(answers));
		writeFileSync(files.knownHostsFile, addresses.map((address) => `${address} ${files.hostKey}\n`).join(''));
		return {addresses, keyFile: files.keyFile, knownHostsFile: files.knownHostsFile, directory, down};
	} catch (error) {
		await down();
		throw error;
	}
}

function refuseLeftovers(): void {
	const links = execFileSync('ip', ['-o', 'link'], {encoding: 'utf8'});
	if (!links.includes(`${bridge}:`)) return;
	throw new Error(
		`the bridge ${bridge} is there already: another benchmark is running, or an earlier one was killed; ` +
			`then end its sshd processes and run: ip link del ${bridge}; for n in $(ip -o netns list | grep -o '^kwbench-[0-9]*'); do ip netns del $n; done`,
	);
}

function writeKeys(directory: string): {keyFile: string; knownHostsFile: string; hostKey: string} {
	const keyFile = join(directory, 'id_ed25519');
	const hostKeyFile = join(directory, 'host_ed25519');
	for (const file of [keyFile, hostKeyFile]) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'bench', '-f', file]);
	const root = readFileSync('/etc/passwd', 'utf8').replace(/^root:.*$/m, 'root:x:0:0:root:/run/home:/bin/dash');
	writeFileSync(join(directory, 'passwd'), root);
	writeFileSync(
		join(directory, 'sshd_config'),
		[
			`HostKey ${hostKeyFile}`,
			`AuthorizedKeysFile ${keyFile}.pub`,
			'PidFile none',
			'PermitRootLogin prohibit-password',
			'PasswordAuthentication no',
			'UsePAM no',
			'StrictModes no',
			'PrintMotd no',
			'Subsystem sftp internal-sftp',
			'',
		].join('\n'),
	);
	return {keyFile, knownHostsFile: join(directory, 'known_hosts'), hostKey: readFileSync(`${hostKeyFile}.pub`, 'utf8').trim()};
}

function startHost(index: number, address: string, directory: string): ChildProcess {
	const namespace = namespaceOf(index);
	ip(['netns', 'add', namespace]);
	ip(['link', 'add', `kwb${index}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace]);
	ip(['link', 'set', `kwb${index}`, 'master', bridge, 'up']);
	for (const command of [
		['link', 'set', 'lo', 'up'],
		['addr', 'add', `${address}/24`, 'dev', 'eth0'],
		['link', 'set', 'eth0', 'up'],
	])
		ip(['-n', namespace, ...command]);
	// `ip netns exec` gives the process a mount namespace of its own, so these mounts are seen by this host alone.
	const script = [
		'set -eu',
		`mount --bind '${directory}/passwd' /etc/passwd`,
		`mount -t tmpfs -o mode=700 tmpfs ${mountPoint}`,
		'mount -t tmpfs -o mode=755 tmpfs /run',
		'mkdir -p /run/sshd /run/home',
		`exec /usr/sbin/sshd -D -e -f '${directory}/sshd_config'`,
	].join('\n');
	return spawn('ip', ['netns', 'exec', namespace, 'sh', '-c', script], {stdio: ['ignore', 'ignore', 'ignore']});
}

async function answers(address: string): Promise<void> {
	const until = Date.now() + 30_000;
	for (;;) {
		const socket = connect(22, address);
		const banner = await Promise.race([once(socket, 'data'), once(socket, 'error').then(() => undefined)]).catch(() => undefined);
		socket.destroy();
		if (banner) return;
		if (Date.now() > until) throw new Error(`the light host ${address} did not answer within 30 s`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** Ends what runs in the namespace, sshd and the sessions that clients left open, by process id. */
function endInside(namespace: string): void {
	let pids: string;
	try {
		pids = execFileSync('ip', ['netns', 'pids', namespace], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
	} catch {
		return; // never made: `up` failed before this host
	}
	for (const pid of pids.split('\n').filter(Boolean)) {
		try {
			process.kill(Number(pid), 'SIGTERM');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	}
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function ip(args: readonly string[], options: {readonly quiet?: boolean} = {}): void {
	try {
		execFileSync('ip', args, {stdio: ['ignore', 'ignore', 'pipe']});
	} catch (error) {
		if (!options.quiet) throw error;
	}
}
