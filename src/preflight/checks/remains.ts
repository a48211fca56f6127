import type {Facts} from '../../cluster/facts.ts';
import type {Host} from '../../cluster/types.ts';
import {joined, type Said, told} from '../../told.ts';
import {moveAside, moveNetworkAside, moveUnitsAside} from '../fixes/remains.ts';
import {type Check, isControlPlane, isOurs, overHosts, type Subject} from '../subject.ts';
import {podNetworkInterface} from './addresses.ts';
import {clusterProgram} from './ports.ts';

/** What older and foreign clusters left, and kubewiz's own marks. What is this cluster's own is no remains. */
export const remainsChecks: Check = (subject) => {
	const foreign = (judge: (host: Host, facts: Facts) => Said | undefined) => (host: Host, facts: Facts) =>
		isOurs(subject, facts) ? undefined : judge(host, facts);
	return [
		...overHosts(subject, 'installer-at-work', {severity: 'error', waivable: false}, installer(subject)),
		...overHosts(subject, 'foreign-marks', {severity: 'error', waivable: false}, foreign(marks(subject))),
		...overHosts(subject, 'live-cluster', {severity: 'error', waivable: false}, foreign(live)),
		...overHosts(subject, 'leftovers-in-the-way', {severity: 'error', waivable: false, fix: moveAside}, foreign(inTheWay)),
		...overHosts(subject, 'other-distribution', {severity: 'warning'}, foreign(otherDistribution)),
		...overHosts(subject, 'unit-overrides-package', {severity: 'warning', fix: moveUnitsAside}, foreign(units)),
		...overHosts(subject, 'cni-leftovers', {severity: 'warning', fix: moveNetworkAside}, foreign(network)),
		...overHosts(subject, 'leftovers-harmless', {severity: 'info'}, foreign(harmless)),
		...overHosts(subject, 'already-ours', {severity: 'info'}, (_host, facts) =>
			isOurs(subject, facts)
				? told(
						`run ${facts.marks?.epoch} of cluster ${facts.marks?.cluster}`,
						`集群 ${facts.marks?.cluster} 的第 ${facts.marks?.epoch} 次运行`,
					)
				: undefined,
		),
	];
};

/** Our own is one that was killed a moment ago: its agent gives way to the next of its lineage; so is a lock that is held to run fixes. */
function installer(subject: Subject) {
	return (_host: Host, {installer}: Facts) =>
		installer === undefined || installer.lineage === subject.lineage || installer.lineage === subject.holding
			? undefined
			: told(`held by ${installer.owner}`, `由 ${installer.owner} 持有`);
}

function marks(subject: Subject) {
	return (_host: Host, facts: Facts) => {
		if (!facts.marks) return undefined;
		const sameName = facts.marks.cluster === subject.cluster.name;
		const {cluster, lineage} = facts.marks;
		return sameName
			? told(`cluster ${cluster} of another lineage (${lineage})`, `同名集群 ${cluster}，但来自另一次安装（${lineage}）`)
			: told(`cluster ${cluster}`, `集群 ${cluster}`);
	};
}

/** A kubelet without a kubeconfig only waits for its first join; it is no cluster. */
function live(_host: Host, facts: Facts): Said | undefined {
	const running = (facts.processes ?? []).filter((name) => clusterProgram.test(name) && name !== 'kubelet');
	const joined = facts.processes?.includes('kubelet') && facts.leftovers.includes('/etc/kubernetes/kubelet.conf') ? ['kubelet'] : [];
	const programs = [...joined, ...running];
	if (programs.length === 0) return undefined;
	const server = Object.values(facts.apiServers ?? {})[0];
	return told(
		`${programs.join(', ')} running${server ? `, API server ${server}` : ''}`,
		`${programs.join('、')} 正在运行${server ? `，API 服务器 ${server}` : ''}`,
	);
}

const forEveryNode = ['/etc/kubernetes/kubelet.conf', '/etc/kubernetes/bootstrap-kubelet.conf', '/etc/kubernetes/pki/ca.crt'];
const forControlPlanes = [
	'/etc/kubernetes/admin.conf',
	'/etc/kubernetes/manifests/kube-apiserver.yaml',
	'/etc/kubernetes/manifests/kube-controller-manager.yaml',
	'/etc/kubernetes/manifests/kube-scheduler.yaml',
	'/etc/kubernetes/manifests/etcd.yaml',
	'/var/lib/etcd',
];

/** Where kubeadm itself stops, and an old certificate authority or kubeconfig, which it would silently take over. */
function inTheWay(host: Host, facts: Facts): string | undefined {
	if (live(host, facts)) return undefined;
	const stopping = isControlPlane(host) ? [...forEveryNode, ...forControlPlanes] : forEveryNode;
	return list(facts.leftovers.filter((path) => stopping.includes(path)));
}

function otherDistribution(_host: Host, facts: Facts): string | undefined {
	return list(facts.leftovers.filter((path) => /rancher|k3s|k0s|microk8s|minikube/.test(path)));
}

function units(_host: Host, facts: Facts): string | undefined {
	return list(facts.leftovers.filter((path) => path.startsWith('/etc/systemd/system/')));
}

const networkState = ['/etc/cni/net.d', '/var/lib/cni', '/var/lib/calico', '/run/flannel/subnet.env'];

function network(host: Host, facts: Facts): Said | undefined {
	if (live(host, facts)) return undefined;
	const files = facts.leftovers.filter((path) => networkState.includes(path));
	// tunl0 comes with the ipip module, whoever loads it.
	const links = (facts.links ?? []).filter((link) => podNetworkInterface.test(link.name) && !/^(lxc|tunl0)/.test(link.name));
	const found = [...files, ...links.map((link) => told(`interface ${link.name}`, `接口 ${link.name}`))];
	return found.length > 0 ? joined(found) : undefined;
}

function harmless(host: Host, facts: Facts): string | undefined {
	const stopping = isControlPlane(host) ? [...forEveryNode, ...forControlPlanes] : forEveryNode;
	const told = [...stopping, ...networkState];
	return list(facts.leftovers.filter((path) => !told.includes(path) && /^\/(etc\/kubernetes|var\/lib\/(kubelet|etcd))/.test(path)));
}

function list(found: readonly string[]): string | undefined {
	return found.length > 0 ? found.join(', ') : undefined;
}
