import {expect, test} from 'vitest';
import {currentLab, ensureLab, exec, isUp, removeHosts, resetHost, setHostConnected} from './lab.ts';
import {run} from './run.ts';
import {prefix} from './settings.ts';

const name = 'self';

test('a host is made, kept by a second up, laid bare by reset, and leaves nothing behind', async () => {
	const first = await ensureLab({hosts: [{name}]});
	await exec(name, 'touch /left-behind; (sleep 1000 >/dev/null 2>&1 &)');
	const second = await ensureLab({hosts: [{name}]});
	expect(second.hosts[name]).toEqual(first.hosts[name]);
	expect((await exec(name, 'ls /left-behind')).code).toBe(0);

	const started = performance.now();
	await resetHost(name);
	expect(performance.now() - started).toBeLessThan(30_000);
	expect((await exec(name, 'ls /left-behind; pgrep sleep')).stdout).toBe('');
	expect(currentLab()?.hosts[name]?.hostKeyLine).toBe(first.hosts[name]?.hostKeyLine);
	await resetHost(name, {newHostKey: true});
	expect(currentLab()?.hosts[name]?.hostKeyLine).not.toBe(first.hosts[name]?.hostKeyLine);

	await removeHosts([name]);
	expect(isUp(name)).toBe(false);
	const left = await run('sh', ['-c', `ip netns; cat /proc/mounts; find /sys/fs/cgroup -path "*kubewiz-lab-*/${name}"`]);
	expect(left.stdout).not.toContain(`${prefix}-${name}\n`);
	expect(left.stdout).not.toContain(`/${name}/root`);
	expect(left.stdout).not.toContain('kubewiz-lab-');
});

test('a host that is cut off is silent, not refused, and comes back', async () => {
	const lab = await ensureLab({hosts: [{name}]});
	const address = lab.hosts[name]?.address;
	const knock = (): ReturnType<typeof run> => run('timeout', ['3', 'bash', '-c', `</dev/tcp/${address}/22`]);
	expect((await knock()).code).toBe(0);
	await setHostConnected(name, false);
	expect((await knock()).code).toBe(124);
	await setHostConnected(name, true);
	expect((await knock()).code).toBe(0);
	await removeHosts([name]);
});

test('the mirror is signed by the key it names, and has what an install needs', async () => {
	const {mirror} = await ensureLab({hosts: [{name}]});
	const script = `
		set -e
		apt-get update -qq
		apt-get install -qq -y curl gpg >/dev/null
		curl -fsS ${mirror.kubernetesDebBase}Release.key | gpg --batch --quiet --dearmor -o /etc/apt/keyrings/k.gpg
		gpg --batch --quiet --with-colons --show-keys /etc/apt/keyrings/k.gpg | awk -F: '$1 == "fpr" { print $10; exit }'
		echo "deb [signed-by=/etc/apt/keyrings/k.gpg] ${mirror.kubernetesDebBase} /" >/etc/apt/sources.list.d/k.list
		apt-get update -qq
		apt-get install -s kubeadm=${mirror.packageVersion} kubelet=${mirror.packageVersion} kubectl=${mirror.packageVersion} containerd | grep -c ^Inst
		for image in kube-apiserver:v1.20.2 kube-controller-manager:v1.20.2 kube-scheduler:v1.20.2 kube-proxy:v1.20.2 etcd:3.4.13-0 pause:3.2 coredns:1.7.0; do
			curl -fsS -o /dev/null http://${mirror.registry}/v2/google_containers/\${image%:*}/manifests/\${image#*:}
		done`;
	const ended = await exec(name, script);
	expect(ended.stderr.replaceAll(/^(debconf|gpg):.*\n/gm, '')).toBe('');
	const [fingerprint, packages] = ended.stdout.split('\n');
	expect(fingerprint).toBe(mirror.keyFingerprint);
	expect(Number(packages)).toBeGreaterThan(10);
	await removeHosts([name]);
});
