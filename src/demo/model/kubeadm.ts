import type {Behaviour, Verdict, World} from './act.ts';
import {type Act, done, partial, pause, todo} from './act.ts';
import {type ClusterModel, caHash, count, mintToken} from './cluster.ts';
import type {HostModel} from './host.ts';
import {initLines, joinLines, type Stage} from './kubeadm-lines.ts';
import {adminConf} from './kubeconfig.ts';

/** Says which part of `kubeadm` ran here before; a second run on top of it is what kubewiz must never do. */
function noteSecondRun(world: World, command: 'init' | 'join'): boolean {
	const {host, cluster, hosts} = world;
	const counters = cluster.counters;
	const times = count(command === 'init' ? counters.inits : counters.joins, host.name);
	const twice = host.kubeadm !== 'none' || cluster.nodes.has(host.name);
	const second = command === 'init' && [...hosts.values()].some((other) => other !== host && other.kubeadm !== 'none');
	if (twice) counters.violations.push(`kubeadm ${command} was started on ${host.name} (time ${times}) over what an earlier run left`);
	else if (second) counters.violations.push(`kubeadm init was started on ${host.name} while another host had begun a cluster`);
	return twice || second;
}

const residue = [
	'[preflight] Running pre-flight checks',
	'error execution phase preflight: [preflight] Some fatal errors occurred:',
	'\t[ERROR FileAvailable--etc-kubernetes-manifests-kube-apiserver.yaml]: /etc/kubernetes/manifests/kube-apiserver.yaml already exists',
	'\t[ERROR DirAvailable--var-lib-etcd]: /var/lib/etcd is not empty',
	'[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`',
];

function* play(stages: readonly Stage[]): Act {
	for (const {lines, ms} of stages) {
		yield* lines;
		yield pause(ms);
	}
	return 0;
}

function standing(host: HostModel, wanted: HostModel['kubeadm']): Verdict {
	if (host.kubeadm === wanted) return done;
	return host.kubeadm === 'partial' ? partial('kubeadm began here and did not come to its end') : todo('kubeadm has not run here');
}

export const init: Behaviour = {
	check: ({host}) => standing(host, 'control-plane'),
	*apply(world) {
		const {host, cluster} = world;
		if (noteSecondRun(world, 'init')) {
			yield* residue;
			return 1;
		}
		const version = versionOf(host);
		yield `[init] Using Kubernetes version: v${version}`;
		yield '[preflight] Running pre-flight checks';
		yield pause(2500);
		// From here on something is left behind when the host dies.
		host.kubeadm = 'partial';
		yield* play(initLines(host));
		host.kubeadm = 'control-plane';
		host.files.set('/etc/kubernetes/admin.conf', {content: Buffer.from(adminConf(cluster, world.hosts)), mode: 0o600});
		cluster.leader = host.name;
		cluster.etcdMembers.add(host.name);
		const token = mintToken(cluster);
		addNode(world, true);
		yield 'Your Kubernetes control-plane has initialized successfully!';
		// As the real one does; kubewiz shows it to nobody.
		yield `kubeadm join cluster-endpoint:6443 --token ${token} --discovery-token-ca-cert-hash ${caHash(cluster)}`;
		return 0;
	},
	failure: ({host}) => ({
		lines: [
			`[init] Using Kubernetes version: v${versionOf(host)}`,
			'[preflight] Running pre-flight checks',
			'error execution phase preflight: [preflight] Some fatal errors occurred:',
			`\t[ERROR ImagePull]: failed to pull image registry.k8s.io/kube-apiserver:v${versionOf(host)}: dial tcp: i/o timeout`,
			'[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`',
		],
		code: 1,
	}),
};

/** `kubeadm join`, as a worker or as a further control plane. */
export function join(kind: 'worker' | 'control-plane'): Behaviour {
	return {
		check: ({host}) => standing(host, kind),
		*apply(world) {
			const {host, cluster} = world;
			if (noteSecondRun(world, 'join')) {
				yield* residue;
				return 1;
			}
			yield '[preflight] Running pre-flight checks';
			yield pause(1500);
			const refusal = refusalOf(world, kind);
			if (refusal) {
				yield refusal;
				return 1;
			}
			host.kubeadm = 'partial';
			if (kind === 'control-plane') noteJoining(cluster, host);
			yield* play(joinLines(host, kind));
			host.kubeadm = kind;
			if (kind === 'control-plane') {
				cluster.joining.delete(host.name);
				cluster.etcdMembers.add(host.name);
				host.files.set('/etc/kubernetes/admin.conf', {content: Buffer.from(adminConf(cluster, world.hosts)), mode: 0o600});
			}
			addNode(world, kind === 'control-plane');
			yield 'This node has joined the cluster.';
			return 0;
		},
		failure: ({values}) => ({
			lines: [
				'[preflight] Running pre-flight checks',
				"error execution phase preflight: couldn't validate the identity of the API Server: could not find a JWS signature in the cluster-info " +
					`ConfigMap for token ID "${(values.KW_JOIN_TOKEN ?? 'abcdef').slice(0, 6)}"`,
				'To see the stack trace of this error execute with --v=5 or higher',
			],
			code: 1,
		}),
	};
}

function noteJoining(cluster: ClusterModel, host: HostModel): void {
	const [other] = cluster.joining;
	if (other !== undefined) cluster.counters.violations.push(`${host.name} joined as a control plane while ${other} was joining`);
	cluster.joining.add(host.name);
}

function refusalOf(world: World, kind: 'worker' | 'control-plane'): string | undefined {
	const {cluster, values, hosts} = world;
	if (!cluster.leader || hosts.get(cluster.leader)?.down)
		return 'error execution phase preflight: couldn\'t validate the identity of the API Server: Get "https://cluster-endpoint:6443/api/v1/namespaces/kube-public/configmaps/cluster-info": dial tcp: connect: connection refused';
	const token = values.KW_JOIN_TOKEN;
	if (token === undefined || !cluster.tokens.has(token))
		return `error execution phase preflight: couldn't validate the identity of the API Server: could not find a JWS signature in the cluster-info ConfigMap for token ID "${token?.slice(0, 6) ?? ''}"`;
	if (values.KW_CA_HASH !== caHash(cluster))
		return `error execution phase preflight: couldn't validate the identity of the API Server: cluster CA found in cluster-info ConfigMap is invalid: none of the public keys "${caHash(cluster)}" are pinned`;
	if (kind === 'control-plane' && values.KW_CERTIFICATE_KEY !== cluster.certificateKey)
		return 'error execution phase control-plane-prepare/download-certs: error downloading certs: error decoding secret data with provided key: cipher: message authentication failed';
	return undefined;
}

function addNode({cluster, host}: World, controlPlane: boolean): void {
	const taints = new Set(controlPlane ? ['node-role.kubernetes.io/control-plane:NoSchedule'] : []);
	cluster.nodes.set(host.name, {name: host.name, controlPlane, labels: new Set(), taints});
}

/** Version of kubeadm on a host, without the packaging's suffix. */
export function versionOf(host: HostModel): string {
	return /^\d+\.\d+\.\d+/.exec(host.packages.get('kubeadm') ?? '')?.[0] ?? 'unknown';
}
