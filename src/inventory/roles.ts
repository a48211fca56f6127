import type {Role} from '../cluster/types.ts';

/**
 * Groups that say what a host is, as Kubespray (kube_control_plane, kube_node),
 * kubeasz (kube_master, kube_node) and KubeKey (control-plane or master, worker;
 * since v4 kube_control_plane, kube_worker) name them, older spellings included.
 */
const groups: Readonly<Record<string, Role | 'etcd'>> = {
	'kube-control-plane': 'control-plane',
	'control-plane': 'control-plane',
	'kube-master': 'control-plane',
	'kube-masters': 'control-plane',
	master: 'control-plane',
	masters: 'control-plane',
	'kube-node': 'worker',
	'kube-nodes': 'worker',
	'kube-worker': 'worker',
	'kube-workers': 'worker',
	worker: 'worker',
	workers: 'worker',
	etcd: 'etcd',
};

/** What a group makes of its hosts; undefined for a group that says nothing about it. */
export function roleOfGroup(group: string): Role | 'etcd' | undefined {
	const name = group.toLowerCase().replaceAll('_', '-');
	return Object.hasOwn(groups, name) ? groups[name] : undefined;
}

type RoleVerdict = {readonly roles?: readonly Role[]} | {readonly leftOut: 'etcd-only' | 'no-role'};

/** Roles of a host by the groups it is in. `spoken`: some group of the file gives roles, so a host without one is no node. */
export function rolesByGroups(memberOf: Iterable<string>, spoken: boolean): RoleVerdict {
	const roles = new Set([...memberOf].map(roleOfGroup));
	const own = (['control-plane', 'worker'] as const).filter((role) => roles.has(role));
	if (own.length > 0) return {roles: own};
	if (!spoken) return {};
	return {leftOut: roles.has('etcd') ? 'etcd-only' : 'no-role'};
}
