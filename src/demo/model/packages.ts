import {type Act, type Behaviour, done, foreign, pause, todo, type World} from './act.ts';
import {generic} from './generic.ts';
import type {HostModel} from './host.ts';

/** apt installs packages: waits for the lock as the steps do, fetches, unpacks and sets up. `ms` is what it takes in all. */
export function* installPackages(host: HostModel, packages: Readonly<Record<string, string>>, ms: number): Act {
	for (let waited = 0; host.packageLock; waited += 15) {
		const {pid, command} = host.packageLock;
		yield `waiting for process ${pid} (${command}), which holds /var/lib/dpkg/lock-frontend`;
		yield pause(15_000);
		// The other process comes to its end, as every unattended upgrade does.
		if (waited >= 15) host.packageLock = undefined;
	}
	const missing = Object.entries(packages).filter(([name, version]) => host.packages.get(name) !== version);
	yield 'Reading package lists...';
	yield 'Building dependency tree...';
	yield `The following NEW packages will be installed: ${missing.map(([name]) => name).join(' ')}`;
	yield pause(ms * 0.15);
	for (const [index, [name, version]] of missing.entries()) {
		yield `Get:${index + 1} ${name} amd64 ${version}`;
		yield pause((ms * 0.5) / missing.length);
	}
	for (const [name, version] of missing) {
		yield `Unpacking ${name} (${version}) ...`;
		yield pause((ms * 0.35) / missing.length);
		host.packages.set(name, version);
		yield `Setting up ${name} (${version}) ...`;
	}
	return 0;
}

const lost = {
	lines: ['E: Failed to fetch http://mirror.example/debian/pool/main/r/runc/runc_1.1.5_amd64.deb  Connection timed out'],
	code: 100,
};

const known = generic('packages/repositories');
const repositories: Behaviour = {
	check: (world) => known.check(world),
	*apply(world) {
		yield 'wrote /etc/apt/sources.list.d/kubernetes.list';
		yield pause(700);
		yield 'Get:1 https://pkgs.k8s.io/core:/stable: InRelease';
		yield pause(900);
		yield 'Reading package lists...';
		return yield* known.apply(world);
	},
	failure: () => ({
		lines: ['W: GPG error: InRelease: The following signatures were invalid: EXPKEYSIG 234654DA9A296436 isv:kubernetes OBS Project'],
		code: 100,
	}),
};

const containerd: Behaviour = {
	check: ({host}) => (installedRuntime(host) ? done : todo('package containerd.io is not installed')),
	*apply({host, scripts}) {
		const name = scripts.apply.includes('containerd.io') ? 'containerd.io' : 'containerd';
		const code = yield* installPackages(
			host,
			{[name]: name === 'containerd' ? '1.6.20~ds1-1+deb12u1' : '2.2.1-1~debian.12~bookworm'},
			12_000,
		);
		host.services.set('containerd', 'active');
		return code;
	},
	failure: () => lost,
};

function installedRuntime(host: HostModel): boolean {
	return host.packages.has('containerd.io') || host.packages.has('containerd');
}

/** The steps name the version they want; kubeadm's packages carry it with the packaging's own number behind it. */
function wantedVersion({scripts}: World): string | undefined {
	return /\b1\.\d+\.\d+\b/.exec(`${scripts.apply}\n${scripts.check}\n${scripts.verify}`)?.[0];
}

const kubernetes: Behaviour = {
	check(world) {
		const version = wantedVersion(world);
		const installed = world.host.packages.get('kubeadm');
		if (installed === undefined) return todo('kubelet is not installed');
		if (version === undefined || installed.startsWith(`${version}-`)) return done;
		if (world.host.kubeadm !== 'none') return foreign(`this node runs kubeadm ${installed} in a cluster; another version is an upgrade`);
		return todo(`kubeadm is ${installed}, not ${version}`);
	},
	*apply(world) {
		const {host} = world;
		const version = `${wantedVersion(world)}-1.1`;
		const packages = {kubelet: version, kubeadm: version, kubectl: version, 'cri-tools': '1.34.0-1.1', 'kubernetes-cni': '1.7.1-1.1'};
		const code = yield* installPackages(host, packages, 15_000);
		for (const name of ['kubelet', 'kubeadm', 'kubectl']) yield `${name} set on hold.`;
		host.services.set('kubelet', 'active');
		return code;
	},
	failure: (world) => ({lines: [`E: Version '${wantedVersion(world)}-1.1' for 'kubeadm' was not found`], code: 100}),
};

export const packageBehaviours: Readonly<Record<string, Behaviour>> = {
	'packages/repositories': repositories,
	'packages/containerd': containerd,
	'packages/kubernetes': kubernetes,
};
