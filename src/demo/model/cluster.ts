import type {Random} from '../random.ts';

/** The simulated Kubernetes cluster that the hosts form: what kubeadm and kubectl would see. */
export interface ClusterModel {
	readonly random: Random;
	/** Host where kubeadm init succeeded. */
	leader: string | undefined;
	readonly nodes: Map<string, NodeModel>;
	/** etcd members that are started, by host. */
	readonly etcdMembers: Set<string>;
	/** Bootstrap tokens that are valid now, and how many were ever made. */
	readonly tokens: Set<string>;
	tokensMade: number;
	/** Key of the certificates that are lent to joining control planes, while they are. */
	certificateKey: string | undefined;
	/** Control planes whose join is under way. etcd takes one new member at a time. */
	readonly joining: Set<string>;
	/** A CNI is at work. */
	network: boolean;
	/** The pods that the network is proven with are there. */
	proofPods: boolean;
	readonly counters: Counters;
}

interface NodeModel {
	readonly name: string;
	readonly controlPlane: boolean;
	readonly labels: Set<string>;
	readonly taints: Set<string>;
}

/** What tests count on the hosts. A `violation` is what kubewiz must never do, in words. */
export interface Counters {
	/** Times the apply of each step began, `step@host` → count. */
	readonly applies: Map<string, number>;
	/** Times `kubeadm init` was started, by host. */
	readonly inits: Map<string, number>;
	/** Times `kubeadm join` was started, by host. */
	readonly joins: Map<string, number>;
	readonly violations: string[];
}

export function emptyCluster(random: Random): ClusterModel {
	return {
		random,
		leader: undefined,
		nodes: new Map(),
		etcdMembers: new Set(),
		tokens: new Set(),
		tokensMade: 0,
		certificateKey: undefined,
		joining: new Set(),
		network: false,
		proofPods: false,
		counters: {applies: new Map(), inits: new Map(), joins: new Map(), violations: []},
	};
}

export function count(counter: Map<string, number>, key: string): number {
	const next = (counter.get(key) ?? 0) + 1;
	counter.set(key, next);
	return next;
}

/** The hash of the cluster's CA that a joining node must be given. */
export function caHash(cluster: ClusterModel): string {
	return `sha256:${cluster.random.hex('ca', 64)}`;
}

/** A fresh bootstrap token; tokens are random in the real thing, here they follow from the seed and their number. */
export function mintToken(cluster: ClusterModel): string {
	const number = ++cluster.tokensMade;
	const token = `${cluster.random.hex(`token-id-${number}`, 6)}.${cluster.random.hex(`token-${number}`, 16)}`;
	cluster.tokens.add(token);
	return token;
}
