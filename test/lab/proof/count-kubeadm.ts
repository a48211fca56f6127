import {exec} from '../lab.ts';

/**
 * Counts on the hosts themselves how often kubeadm was called: a program of the
 * same name that comes first on root's PATH writes each call down and then is
 * the real one. It is there before kubeadm is, and then says what sh would.
 */
const counter = `#!/bin/sh
[ -x /usr/bin/kubeadm ] || { echo 'kubeadm: not found' >&2; exit 127; }
printf '%s\\n' "$*" >>/var/log/kubeadm-calls
exec /usr/bin/kubeadm "$@"
`;

/** Puts the counter on bare hosts. */
export async function countKubeadm(hosts: readonly string[]): Promise<void> {
	for (const host of hosts) {
		const {code, stderr} = await exec(
			host,
			`printf '%s' '${counter.replaceAll("'", `'\\''`)}' >/usr/local/sbin/kubeadm && chmod 755 /usr/local/sbin/kubeadm`,
		);
		if (code !== 0) throw new Error(`${host}: ${stderr}`);
	}
}

/** How often `kubeadm init` and `kubeadm join` were run on a host; their phases run alone do not count. */
export async function kubeadmCalls(host: string): Promise<{readonly init: number; readonly join: number}> {
	const {stdout} = await exec(host, 'cat /var/log/kubeadm-calls 2>/dev/null || :');
	const calls = stdout.split('\n');
	const count = (verb: string) => calls.filter((call) => call.startsWith(`${verb} `) && !call.startsWith(`${verb} phase`)).length;
	return {init: count('init'), join: count('join')};
}
