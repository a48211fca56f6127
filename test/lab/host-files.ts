import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type Kind, loginUser} from './kinds.ts';
import {must} from './run.ts';
import {addresses} from './settings.ts';
import type {HostRecord} from './state.ts';

const keyTypes = ['ed25519', 'ecdsa', 'rsa'] as const;

/** Folder of a host's keys, kept over a reset: a host that is laid anew is still the same to known_hosts. */
const keysIn = (dir: string): string => join(dir, 'keys');

/** Makes the host's ssh keys if it has none, and for `host-key-changed` those of last time. */
export async function ensureHostKeys(dir: string, host: HostRecord, renew: boolean): Promise<void> {
	mkdirSync(keysIn(dir), {recursive: true});
	for (const type of keyTypes) {
		const path = join(keysIn(dir), `ssh_host_${type}_key`);
		if (existsSync(path) && !renew) continue;
		await must('sh', ['-c', 'rm -f "$1" "$1.pub"; ssh-keygen -q -t "$2" -N "" -C "root@$3" -f "$1"', 'sh', path, type, host.name]);
	}
	const old = join(keysIn(dir), 'old');
	if (host.kinds.includes('host-key-changed') && !existsSync(old)) {
		await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'root@before', '-f', old]);
	}
}

/** Type and key, without a comment, of the host's ssh keys as they are, or of last time. */
export function hostKeys(dir: string, when: 'now' | 'before'): string[] {
	const files = when === 'now' ? keyTypes.map((type) => `ssh_host_${type}_key.pub`) : ['old.pub'];
	return files
		.map((name) => join(keysIn(dir), name))
		.filter((path) => existsSync(path))
		.map((path) => readFileSync(path, 'utf8').split(' ').slice(0, 2).join(' '));
}

/** Writes into the host's upper folder what makes it this host and this kind, before it boots. */
export function writeHostFiles(dir: string, image: string, host: HostRecord): void {
	const put = (path: string, text: string | Buffer, mode = 0o644): void => {
		const full = join(dir, 'upper', path);
		mkdirSync(dirname(full), {recursive: true});
		writeFileSync(full, text, {mode});
	};
	put('etc/hostname', `${host.name}\n`);
	put('etc/hosts', `127.0.0.1\tlocalhost\n127.0.1.1\t${host.name}\n\n::1\tlocalhost ip6-localhost ip6-loopback\n`);
	// Nothing answers there, and says so at once: names are not resolved in a lab without a way out.
	put('etc/resolv.conf', `nameserver ${addresses.mirror}\n`);
	put(
		'etc/apt/sources.list.d/lab.list',
		`deb [signed-by=/usr/share/keyrings/kubewiz-lab.gpg] http://${addresses.mirror}/debian bookworm main\n`,
	);
	const sameId = host.kinds.includes('same-machine-id');
	put('etc/machine-id', `${sameId ? '0123456789abcdef0123456789abcdef' : randomBytes(16).toString('hex')}\n`, 0o444);
	for (const type of keyTypes) {
		put(`etc/ssh/ssh_host_${type}_key`, readFileSync(join(keysIn(dir), `ssh_host_${type}_key`)), 0o600);
		put(`etc/ssh/ssh_host_${type}_key.pub`, readFileSync(join(keysIn(dir), `ssh_host_${type}_key.pub`)));
	}
	writeLogin(put, image, host.kinds);
	const unit = (name: string): void => {
		const wants = join(dir, 'upper/etc/systemd/system/multi-user.target.wants');
		mkdirSync(wants, {recursive: true});
		symlinkSync(`/etc/systemd/system/${name}`, join(wants, name));
	};
	if (host.kinds.includes('port-taken')) unit('lab-port-taken.service');
	if (host.kinds.includes('apt-locked')) unit('lab-apt-locked.service');
	if (host.kinds.includes('clock-wrong')) unit('lab-clock-wrong.service');
	if (host.kinds.includes('swap-on')) {
		unit('lab-swap-on.service');
		put('etc/fstab', '# <file system> <mount point> <type> <options> <dump> <pass>\n/swapfile none swap sw 0 0\n');
	}
}

function writeLogin(put: (path: string, text: string, mode?: number) => void, image: string, list: readonly Kind[]): void {
	const user = loginUser(list);
	if (user !== 'root') {
		// Read before lab.conf of the image: sshd keeps the first value it meets.
		const byPassword = list.includes('login-password') ? 'PasswordAuthentication yes\nPubkeyAuthentication no\n' : '';
		put('etc/ssh/sshd_config.d/kind.conf', `PermitRootLogin no\n${byPassword}`);
		put('etc/sudoers.d/ops', `ops ALL=(ALL:ALL) ${list.includes('sudo-nopasswd') ? 'NOPASSWD: ' : ''}ALL\n`, 0o440);
	}
	const home = user === 'root' ? 'root' : 'home/ops';
	const shell = list.includes('shell-fish') ? '/usr/bin/fish' : list.includes('shell-csh') ? '/bin/tcsh' : undefined;
	if (shell !== undefined) {
		const passwd = readFileSync(join(image, 'root/etc/passwd'), 'utf8');
		put('etc/passwd', passwd.replace(new RegExp(`^(${user}:.*:)[^:]*$`, 'm'), `$1${shell}`));
	}
	if (list.includes('shell-noisy')) {
		// bash reads it for commands over ssh too, which is how such files come to hurt.
		put(`${home}/.bashrc`, 'echo "Welcome to a very friendly host"\necho "Password: " >&2\nsleep 1\n');
	}
}
