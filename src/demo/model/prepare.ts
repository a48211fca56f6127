import {type Behaviour, done, pause, todo} from './act.ts';
import {readOnly} from './generic.ts';
import {installPackages} from './packages.ts';

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

const toolPackages = {
	...{conntrack: '1:1.4.7-1+b2', socat: '1.7.4.4-2', ethtool: '1:6.1-1', ebtables: '2.0.11-5', iptables: '1.8.9-2', ipset: '7.17-1'},
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
		lines: ['E: Failed to fetch http://mirror.example/debian/pool/main/s/socat/socat_1.7.4.4-2_amd64.deb  Connection timed out'],
		code: 100,
	}),
};

const keepers = ['chrony', 'systemd-timesyncd'];

const time: Behaviour = {
	check: ({host}) => (keepers.some((name) => host.services.get(name) === 'active') ? done : todo('nothing keeps the clock right')),
	*apply({host}) {
		const code = yield* installPackages(host, {chrony: '4.3-2+deb12u1'}, 4000);
		if (code !== 0) return code;
		host.services.set('chrony', 'active');
		yield pause(2000);
		// chrony sets a clock that is far off right at its start (makestep in Debian's chrony.conf).
		host.clockSkewMs = Math.round(host.random.fraction('chrony') * 4 - 2);
		return 0;
	},
};

export const prepareBehaviours: Readonly<Record<string, Behaviour>> = {
	// A fresh Debian has neither.
	'prepare/selinux': readOnly,
	'prepare/firewall': readOnly,
	'prepare/network-manager': readOnly,
	'prepare/hostname': hostname,
	'prepare/swap': swap,
	'prepare/modules': modules,
	'prepare/sysctl': sysctl,
	'prepare/tools': tools,
	'prepare/time': time,
};
