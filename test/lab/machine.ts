import {existsSync} from 'node:fs';
import {must} from './run.ts';

/** Programs that the lab runs on this machine, and the Debian package of each. */
const needs: Record<string, string> = {
	'systemd-nspawn': 'systemd-container',
	mmdebstrap: 'mmdebstrap',
	ip: 'iproute2',
	'ssh-keygen': 'openssh-client',
	gpg: 'gnupg',
	'apt-ftparchive': 'apt-utils',
	'dpkg-source': 'dpkg-dev',
	gcc: 'gcc',
	make: 'make',
	strip: 'binutils',
	jq: 'jq',
	rsync: 'rsync',
	flock: 'util-linux',
	depmod: 'kmod',
	sysctl: 'procps',
};

/** Installs what is missing on this machine. */
export async function ensurePackages(say: (line: string) => void): Promise<void> {
	if (process.getuid?.() !== 0) throw new Error('the lab needs root: it makes namespaces, mounts and bridges');
	const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
	const missing = Object.keys(needs).filter((program) => !folders.some((folder) => existsSync(`${folder}/${program}`)));
	const packages = new Set(missing.map((program) => needs[program] ?? program));
	if (existsSync('/usr/lib/gcc') && !existsSync('/usr/include/stdlib.h')) packages.add('libc6-dev');
	if (missing.includes('gcc')) packages.add('libc6-dev');
	if (packages.size === 0) return;
	say(`installing ${[...packages].join(' ')} on this machine ...`);
	const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
	await must('apt-get', ['update', '-qq'], {env});
	await must('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], {env});
}
