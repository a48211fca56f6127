import {type Behaviour, done, pause, todo, type Verdict, type World} from './act.ts';
import {simulatedSystem} from './facts.ts';
import {versionOf} from './kubeadm.ts';

/** How many lines of a proof are printed one by one. */
const shown = 20;

/** Hosts that the step's script lists and that this host has not reached pods on yet. */
function unproven({host, hosts, scripts}: World): readonly string[] {
	const listed = new Set(`${scripts.check}\n${scripts.verify}`.split('\n').map((line) => line.trim()));
	return [...hosts.keys()].filter((name) => listed.has(name) && !host.proven.has(name));
}

function provenFrom(world: World): Verdict {
	if (!world.cluster.nodes.has(world.host.name)) return todo('not a node yet');
	const missing = unproven(world);
	return missing.length === 0 ? done : todo(`not proven from here: ${missing.slice(0, shown).join(' ')}`);
}

const pods: Behaviour = {
	check: provenFrom,
	*apply({cluster}) {
		for (const object of ['namespace/kubewiz-proof', 'daemonset.apps/proof', 'service/proof']) yield `${object} created`;
		cluster.proofPods = true;
		yield pause(3500);
		return 0;
	},
	verify: ({cluster}) => (cluster.proofPods ? done : todo('no pod of the proof runs on this node')),
};

const listen: Behaviour = {
	check: provenFrom,
	*apply() {
		yield pause(700);
		return 0;
	},
	verify: ({cluster}) => (cluster.proofPods ? done : todo('no pod of the proof runs on this node')),
};

const reach: Behaviour = {
	check: provenFrom,
	*apply({host, hosts, cluster}) {
		const nodes = [...cluster.nodes.keys()].filter((name) => !hosts.get(name)?.down);
		for (const [index, name] of nodes.entries()) {
			if (index < shown) yield `pod on ${name} at 10.244.${index}.${2 + (index % 200)}: reached`;
			if (index % 10 === 0) yield pause(60);
		}
		if (nodes.length > shown) yield `and pods on ${nodes.length - shown} more nodes: reached`;
		yield 'the API by its Service 10.96.0.1: reached';
		yield pause(300);
		yield 'kubernetes.default.svc.cluster.local: resolved by 10.96.0.10';
		host.proven = new Set(nodes);
		return 0;
	},
	verify: ({host}) => (host.proven.size > 0 ? done : todo('the proof did not come to its end')),
	failure: ({host}) => ({
		lines: [`pod 10.244.1.4 here does not reach pod 10.244.0.7: bash: connect: No route to host (from ${host.name})`],
		code: 1,
	}),
};

const finish: Behaviour = {
	check({host, cluster}) {
		if (host.kubeadm !== 'control-plane') return todo('there is no control plane here yet');
		return cluster.proofPods ? todo('the namespace kubewiz-proof is still there') : done;
	},
	*apply({cluster}) {
		yield 'namespace "kubewiz-proof" deleted';
		yield pause(2500);
		cluster.proofPods = false;
		return 0;
	},
};

const report: Behaviour = {
	check(world) {
		if (world.host.kubeadm !== 'control-plane') return todo('there is no control plane here yet');
		return {code: 0, reason: reportLines(world).join('\n')};
	},
	*apply() {
		yield pause(200);
		return 0;
	},
};

/** In the form of step `proof/report`. */
function reportLines({host, hosts, cluster}: World): readonly string[] {
	const version = `v${versionOf(host)}`;
	const runtime = host.packages.get('containerd.io') ?? host.packages.get('containerd') ?? '';
	const nodes = [...cluster.nodes.values()].map(({name, controlPlane}) => {
		const ready = cluster.network && !hosts.get(name)?.down ? 'True' : 'Unknown';
		const roles = controlPlane ? 'node-role.kubernetes.io/control-plane ' : '';
		return [
			'node',
			name,
			ready,
			version,
			hosts.get(name)?.address,
			simulatedSystem,
			`containerd://${runtime.replace(/[-~].*/, '')}`,
			roles,
		];
	});
	// A year ahead, as kubeadm signs; the authorities ten.
	const expiry = (years: number) =>
		new Date(Date.now() + years * 365 * 86_400_000).toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$2 $1 $4 $3 GMT');
	const certificates = [
		['pki/ca.crt', 10] as const,
		['pki/apiserver.crt', 1] as const,
		['pki/etcd/server.crt', 1] as const,
		['admin.conf', 1] as const,
	];
	return [
		...nodes,
		['version', version],
		...certificates.map(([name, years]) => ['certificate', name, expiry(years)]),
		...(host.proven.size > 0 ? [['proof', 'pods, Services and DNS from every node', [...host.proven].join(' ')]] : []),
	].map((fields) => ['kw-report', ...fields].join('\t'));
}

export const proofBehaviours: Readonly<Record<string, Behaviour>> = {
	'proof/pods': pods,
	'proof/listen': listen,
	'proof/reach': reach,
	'proof/finish': finish,
	'proof/report': report,
};
