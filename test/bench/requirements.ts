import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';

const packages: Readonly<Record<string, string>> = {
	'/usr/sbin/sshd': 'openssh-server',
	'/usr/bin/ssh': 'openssh-client',
	'/usr/bin/clush': 'clustershell',
	'/usr/bin/ansible-playbook': 'ansible',
	'/usr/lib/python3/dist-packages/ansible_mitogen': 'ansible-mitogen',
	'/usr/sbin/ip': 'iproute2',
};

/** Installs the peers with apt where that is possible. Gives what is still missing, in words; empty when all is there. */
export async function missingTools(): Promise<readonly string[]> {
	if (process.getuid?.() !== 0) return ['it needs root, for network namespaces'];
	const wanted = () => Object.entries(packages).filter(([path]) => !existsSync(path) && !existsSync(path.replace('/usr', '')));
	const missing = wanted().map(([, name]) => name);
	if (missing.length === 0) return [];
	if (existsSync('/usr/bin/apt-get')) {
		process.stderr.write(`installing ${missing.join(' ')} with apt-get\n`);
		const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
		spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {env, stdio: ['ignore', 'ignore', 'inherit']});
	}
	return wanted().map(([path, name]) => `${path} is missing (Debian package ${name})`);
}
