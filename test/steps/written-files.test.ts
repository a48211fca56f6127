import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {steps} from '../../steps/index.ts';
import {writtenFiles} from '../../steps/step.ts';
import {fixtureCluster, fixtureClusters} from '../cluster/fixtures.ts';
import {contextFor, factsOf, filesFor} from './contexts.ts';
import {variants} from './variants.ts';

/** What a script does to files without naming them to kw_write. */
const unnamed =
	/\bkw_(?:write|place) "\$|\bkw_fetch_key\b|^\s*(?:kubeadm (?:init|join)|ufw (?:allow|default))|\bfirewall-cmd "\$@" --zone\S* --add|\bsystemctl mask\b/m;

const context = (cluster: Cluster, host: Cluster['hosts'][number], facts: Partial<Facts> = {}) => ({
	...contextFor(cluster, host, filesFor(cluster)),
	facts: {...factsOf(host), swap: [{name: '/dev/sda2', kib: 1024}], firewall: 'ufw' as const, ...facts},
});

describe('files a task may write', () => {
	it('are listed by every step whose script writes where it does not say so to kw_write', () => {
		const silent = new Set<string>();
		for (const cluster of [...Object.values(fixtureClusters), ...Object.values(variants)])
			for (const step of steps)
				for (const host of step.on(cluster)) {
					const seen = context(cluster, host);
					if (unnamed.test(step.apply(seen).text) && (step.writes?.(seen).length ?? 0) === 0) silent.add(step.id);
				}
		expect([...silent]).toEqual([]);
	});

	const written = (id: string, facts: Partial<Facts> = {}, cluster = fixtureCluster('three-and-one')) => {
		const step = steps.find((one) => one.id === id);
		const [host] = step?.on(cluster) ?? [];
		if (!step || !host) throw new Error(`no ${id} on any host`);
		const seen = context(cluster, host, facts);
		return writtenFiles(step, seen, step.apply(seen).text);
	};

	it.each([
		['packages/repositories', '/etc/apt/keyrings/kubernetes-apt-keyring.gpg'],
		['packages/repositories', '/etc/apt/sources.list.d/kubernetes.list'],
		['prepare/sysctl', '/etc/sysctl.conf'],
		['prepare/swap', '/etc/systemd/system/*.swap'],
		['prepare/swap', '/etc/fstab'],
		['control-plane/init', '/etc/kubernetes/manifests/*.yaml'],
		['control-plane/init', '/etc/kubernetes/super-admin.conf'],
		['control-plane/kubeconfig', '~root/.kube/config'],
		['workers/join', '/etc/kubernetes/kubelet.conf'],
	])('%s: %s', (id, path) => expect(written(id)).toContain(path));

	it.each([
		['ufw', 'open-ports', '/etc/ufw/user.rules'],
		['firewalld', 'open-ports', '/etc/firewalld/zones/*.xml'],
		['ufw', 'disable', '/etc/ufw/ufw.conf'],
	] as const)('%s, which is to %s: %s', (firewall, wish, path) => {
		const cluster = {...fixtureCluster('three-and-one'), firewall: wish};
		expect(written('prepare/firewall', {firewall}, cluster)).toContain(path);
	});

	it('are those of the firewall that is there', () => {
		expect(written('prepare/firewall', {firewall: 'none'}, {...fixtureCluster('three-and-one'), firewall: 'open-ports'})).toEqual([]);
	});
});
