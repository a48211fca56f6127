import {type Behaviour, done, pause, todo} from './act.ts';
import {generic} from './generic.ts';
import type {HostModel} from './host.ts';

const wantedModules = ['overlay', 'br_netfilter'];

const hostname: Behaviour = {
	check: ({host}) => (host.hostname === host.name ? done : todo(`the host is called ${host.hostname}`)),
	*apply({host}) {
		yield 'wrote /etc/hostname';
		yield pause(120);
		host.hostname = host.name;
		return 0;
	},
};

const swap: Behaviour = {
	check({host: {swap}}) {
		if (swap.on) return todo('swap is on: /dev/vda2');
		return swap.inFstab ? todo('/etc/fstab turns swap on at the next boot') : done;
	},
	*apply({host}) {
		yield 'wrote /etc/fstab';
		host.swap.inFstab = false;
		yield 'swapoff /dev/vda2';
		yield pause(900);
		host.swap.on = false;
		return 0;
	},
};

const modules: Behaviour = {
	check({host: {modules}}) {
		if (!wantedModules.every((name) => modules.persistent.has(name))) return todo('modules are not loaded at boot');
		const absent = wantedModules.find((name) => !modules.loaded.has(name));
		return absent ? todo(`module ${absent} is not loaded`) : done;
	},
	*apply({host: {modules}}) {
		for (const name of wantedModules) modules.persistent.add(name);
		yield 'wrote /etc/modules-load.d/kubewiz.conf';
		for (const name of wantedModules) {
			yield pause(60);
			if (modules.missing.has(name)) {
				yield `modprobe: FATAL: Module ${name} not found in directory /lib/modules/6.1.0-32-amd64`;
				return 1;
			}
			modules.loaded.add(name);
		}
		return 0;
	},
};

const settings = ['net.ipv4.ip_forward', 'net.bridge.bridge-nf-call-iptables', 'net.bridge.bridge-nf-call-ip6tables'];

const sysctl: Behaviour = {
	check({host}) {
		const wrong = settings.find((key) => host.sysctl.get(key) !== '1');
		return wrong ? todo(`${wrong} is ${host.sysctl.get(wrong) ?? 'missing'}, not 1`) : done;
	},
	*apply({host}) {
		if (!host.modules.loaded.has('br_netfilter')) {
			yield 'cannot create /proc/sys/net/bridge/bridge-nf-call-iptables: Directory nonexistent';
			return 2;
		}
		yield 'wrote /etc/sysctl.d/99-zz-kubewiz.conf';
		yield pause(80);
		for (const key of settings) host.sysctl.set(key, '1');
		return 0;
	},
};

/** A package from the distribution: waits for the lock as apt does, then unpacks and sets up. */
export function* installPackages(host: HostModel, packages: Readonly<Record<string, string>>, ms: number) {
	const missing = Object.entries(packages).filter(([name, version]) => host.packages.get(name) !== version);
	yield 'Reading package lists...';
	for (let waited = 0; host.packageLock && waited < 20; waited += 5) {
		const {pid, command} = host.packageLock;
		yield `Waiting for cache lock: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process ${pid} (${command})`;
		yield pause(5000);
		// The other process comes to its end like every unattended upgrade.
		if (waited >= 10) host.packageLock = undefined;
	}
	yield pause(ms * 0.4);
	for (const [name, version] of missing) yield `Get: ${name} ${version} amd64`;
	yield pause(ms * 0.4);
	for (const [name, version] of missing) {
		yield `Unpacking ${name} (${version}) ...`;
		yield pause((ms * 0.2) / missing.length);
		host.packages.set(name, version);
		yield `Setting up ${name} (${version}) ...`;
	}
	return 0;
}

const toolPackages = {
	...{conntrack: '1:1.4.7-1+b2', socat: '1.7.4.4-2', ethtool: '1:6.1-1', ebtables: '2.0.11-5', iptables: '1.8.9-2'},
	...{'ca-certificates': '20230311', gpg: '2.2.40-1.1'},
};

const tools: Behaviour = {
	check({host}) {
		const missing = Object.keys(toolPackages).filter((name) => !host.packages.has(name));
		return missing.length === 0 ? done : todo(`missing: ${missing.join(' ')}`);
	},
	*apply({host}) {
		return yield* installPackages(host, toolPackages, 9000);
	},
	failure: () => ({
		lines: ['E: Failed to fetch http://deb.debian.org/debian/pool/main/s/socat/socat_1.7.4.4-2_amd64.deb  Connection timed out'],
		code: 100,
	}),
};

const chrony = generic('prepare/time');
const time: Behaviour = {
	check: (world) => (world.host.services.get('chrony') === 'active' ? chrony.check(world) : todo('no service keeps the clock')),
	*apply(world) {
		const {host} = world;
		yield* installPackages(host, {chrony: '4.3-2+deb12u1'}, 4000);
		host.services.set('chrony', 'active');
		yield pause(2000);
		// chrony steps a clock that is far off at its start (makestep).
		host.clockSkewMs = Math.round(host.random.fraction('chrony') * 4 - 2);
		yield 'Leap status     : Normal';
		return yield* chrony.apply(world);
	},
};

export const prepareBehaviours: Readonly<Record<string, Behaviour>> = {
	'prepare/hostname': hostname,
	'prepare/swap': swap,
	'prepare/modules': modules,
	'prepare/sysctl': sysctl,
	'prepare/tools': tools,
	'prepare/time': time,
};
