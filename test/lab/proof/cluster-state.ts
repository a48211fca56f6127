import {exec} from '../lab.ts';

interface NodeJson {
	readonly metadata: {readonly name: string; readonly labels: Readonly<Record<string, string>>};
	readonly spec: {readonly taints?: readonly {readonly key: string; readonly effect: string}[]};
	readonly status: {
		readonly conditions: readonly {readonly type: string; readonly status: string}[];
		readonly nodeInfo: {readonly kubeletVersion: string};
	};
}

/** What the cluster itself says of a node, asked on a control plane and not through kubewiz. */
export interface NodeState {
	readonly ready: boolean;
	readonly version: string;
	readonly controlPlane: boolean;
	readonly taints: readonly string[];
}

/** Nodes by name. */
export async function nodesOf(controlPlane: string): Promise<Readonly<Record<string, NodeState>>> {
	const {items} = (await kubectlJson(controlPlane, 'get nodes -o json')) as {items: readonly NodeJson[]};
	return Object.fromEntries(
		items.map(({metadata, spec, status}) => [
			metadata.name,
			{
				ready: status.conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True'),
				version: status.nodeInfo.kubeletVersion,
				controlPlane: Object.keys(metadata.labels).some((label) => /^node-role\.kubernetes\.io\/(?:control-plane|master)$/.test(label)),
				taints: (spec.taints ?? []).map((taint) => `${taint.key}:${taint.effect}`),
			},
		]),
	);
}

/** Members of the stacked etcd that are started and vote. */
export async function votingEtcdMembers(controlPlane: string): Promise<number> {
	const pki = '/etc/kubernetes/pki/etcd';
	const {code, stdout, stderr} = await exec(
		controlPlane,
		`pid=$(pgrep -o -x etcd) && nsenter -t "$pid" -m -- /usr/bin/etcdctl --endpoints https://127.0.0.1:2379 --cacert ${pki}/ca.crt --cert ${pki}/healthcheck-client.crt --key ${pki}/healthcheck-client.key member list`,
	);
	if (code !== 0) throw new Error(stderr);
	return stdout.split('\n').filter((line) => /, started, /.test(line) && !/, true\s*$/.test(line)).length;
}

async function kubectlJson(host: string, words: string): Promise<unknown> {
	const {code, stdout, stderr} = await exec(host, `kubectl --kubeconfig /etc/kubernetes/admin.conf ${words}`);
	if (code !== 0) throw new Error(stderr);
	return JSON.parse(stdout);
}
