import {type Act, type Behaviour, pause, type World} from './act.ts';
import {factLines} from './facts.ts';
import {readOnly} from './generic.ts';
import type {HostModel} from './host.ts';
import {notResolved, unknownHost} from './internet.ts';

const facts: Behaviour = {...readOnly, check: ({host}) => ({code: 0, reason: factLines(host).join('\n')})};

/** Answers what preflight has a host try: its script names every target on a line of its own. */
const probes: Behaviour = {...readOnly, check: (world) => ({code: 0, reason: [...probeLines(world), 'end'].join('\n')})};

/** Result and detail of a source: it holds all, where there is such a host. */
function answerOf(command: string, detail: string): readonly [result: string, detail: string] {
	const unknown = unknownHost(command);
	return unknown === undefined ? ['held', detail] : ['failed', notResolved(unknown)];
}

function* probeLines(world: World): Generator<string> {
	const text = world.scripts.check;
	const ms = String(20 + Math.round(60 * world.host.random.fraction('mirror')));
	for (const [command, kind, name, version, url] of text.matchAll(/^\s*package_source \d+ (\S+) (\S+) (\S+) (\S+) .*/gm))
		yield ['source', kind, url, ...answerOf(command, kind === 'packages' ? `${version}-1.1` : (name ?? '')), ms].join('\t');
	for (const [command, repository] of text.matchAll(/^\s*image_source \d+ (\S+) .*/gm))
		yield ['source', 'images', repository, ...answerOf(command, '200'), ms].join('\t');
	for (const [command, url] of text.matchAll(/^\s*registry_mirror \d+ (\S+) &$/gm))
		yield ['source', 'registry-mirror', url, ...answerOf(command, '200'), ms].join('\t');
	for (const [, server] of text.matchAll(/^\s*ask_time (\S+) &$/gm)) yield ['time-server', server, 'yes'].join('\t');
	for (const [, name] of text.matchAll(/^\s*ask_name (\S+) &$/gm)) {
		yield `endpoint-asked\t${name}`;
		yield 'endpoint-address\t198.18.255.1';
	}
	for (const [, name] of text.matchAll(/^\s*candidate (\S+) &$/gm)) yield `candidate\t${name}\t2.2.1-1~debian.12~bookworm`;
	const byAddress = new Map([...world.hosts.values()].map((host) => [host.address, host]));
	for (const [, purpose, to, address, port] of text.matchAll(/^\s*connect (\S+) (\S+) (\S+) (\d+) &$/gm))
		yield ['connection', purpose, to, address, port, connection(byAddress.get(address ?? ''), Number(port))].join('\t');
}

/** Packets pass between simulated hosts; a port is open when something listens there. */
function connection(target: HostModel | undefined, port: number): string {
	// What is none of the hosts is the load balancer that several control planes have: it answers.
	if (!target) return 'open';
	if (target.down) return 'timeout';
	const serves = (port === 10_250 && isNode(target)) || ([6443, 2379, 2380].includes(port) && target.kubeadm === 'control-plane');
	return serves || target.foreignListeners.has(port) ? 'open' : 'refused';
}

function isNode(host: HostModel): boolean {
	return host.kubeadm === 'control-plane' || host.kubeadm === 'worker';
}

/** A repair that preflight offered: `mend` does to the model what its script does to a host. */
function fix(line: string, mend: (host: HostModel) => void): Behaviour {
	return {
		...readOnly,
		*apply({host}): Act {
			yield pause(800);
			mend(host);
			yield line;
			return 0;
		},
	};
}

/** What the resume screen asks: how far the host came. */
const ask: Behaviour = {...readOnly, check: ({host}) => ({code: 0, reason: isNode(host) ? 'joined a cluster' : 'not in a cluster yet'})};

/** What the operator had kubewiz run against a failure: the parts of it that the model knows of. */
const mend: Behaviour = {
	...readOnly,
	*apply({host, cluster, scripts}): Act {
		const {apply: script} = scripts;
		yield pause(600);
		if (script.includes('kubeadm reset')) {
			yield 'a copy of /etc/kubernetes and /var/lib/etcd is in /root/before-kubeadm-reset';
			yield '[reset] Stopping the kubelet service';
			yield pause(1500);
			host.kubeadm = 'none';
			yield '[reset] Deleting contents of directories: [/etc/kubernetes/manifests /var/lib/kubelet /etc/kubernetes/pki]';
			yield pause(600);
		}
		const [, node] = /delete node (\S+)/.exec(script) ?? [];
		if (node !== undefined && cluster.nodes.delete(node)) yield `node "${node}" deleted`;
		return 0;
	},
};

/** Units of kubewiz that are no steps. */
export const unitBehaviours: Readonly<Record<string, Behaviour>> = {
	facts,
	probes,
	'kubewiz/ask': ask,
	'kubewiz/mend': mend,
	'fix/clock-skew': fix('200 OK', (host) => {
		host.clockSkewMs = 0;
	}),
	'fix/duplicate-machine-id': fix('Initializing machine ID from random generator.', (host) => {
		host.machineId = host.random.hex('new machine-id', 32);
	}),
};
