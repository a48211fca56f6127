import {criSocket} from '../cluster/kubeadm/node-registration.ts';
import type {TaskRun} from './task-run.ts';

/** Texts of the runner for the operator, in one place. */
export const words = {
	partial: (run: TaskRun) =>
		`${run.task.step.title} on ${run.task.host} was begun earlier and left some of its effect. It must not be run over that, and kubewiz resets nothing on its own.`,
	drift: (run: TaskRun) => `${run.task.step.title} on ${run.task.host} was done and verified earlier, and is no longer so.`,
	foreign: (run: TaskRun) =>
		`${run.task.host} carries something that does not belong to this cluster (found by ${run.task.step.id}). It was not touched.`,
	reapplied: (run: TaskRun) => `${run.task.step.title} on ${run.task.host} was done earlier and is no longer so: it is done again.`,
	noEffect: 'The command ended with code 0, but the effect is not there.',
	notStarted: 'The host did not start the job, and gave no reason.',
	noValue: (names: readonly string[]) => `The script ended with code 0, but did not give ${names.join(', ')}.`,
	lostTooOften: (count: number) => `The line broke ${count} times while this step ran. Its end is not known; nothing more is tried.`,
	interrupted: 'The job was interrupted on the host (power, reboot or kill).',
	timeout: (minutes: number) => `It did not end within ${minutes} min and was stopped on the host.`,
	setAside: (host: string, reason: string) => `${host} is set aside: ${reason}. The others go on; resume joins it later.`,
	fewerControlPlanes: (host: string, left: number, planned: number) =>
		`Without ${host} the control plane has ${left} of ${planned} members. It works, but tolerates ${left - Math.floor(planned / 2) - 1} more failures.`,
	quorum: (reason: string) => `Stopped to keep etcd's quorum: ${reason}.`,
	takenOver: (host: string, message: string) => `${host}: ${message}`,
	diskFull: 'The disk that holds the record is full. What runs now is still recorded; nothing new is started.',
	diskBroken: (message: string) => `${message}. The run stops here; jobs on the hosts go on.`,
	absent: 'not reachable when the plan was made',
} as const;

/** Commands that only look: what stood once mostly stands again when the host has finished booting, and a reset would destroy it. */
export function lookCommands(host: string): readonly string[] {
	return [`on ${host}: systemctl status kubelet containerd`, `on ${host}: crictl ps -a`, `on ${host}: journalctl -u kubelet -n 50`];
}

/** Commands that undo a half-done `once` step on one node, in order, for the operator to run after looking. */
export function repairCommands(host: string, role: 'leader' | 'control-plane' | 'worker', leader: string): readonly string[] {
	// With two runtimes on a host kubeadm would refuse to choose. /etc/cni/net.d stays: what is joined anew has the same network.
	const reset = `on ${host}: kubeadm reset -f --cri-socket ${criSocket}`;
	if (role === 'worker') return [reset, `on ${leader}: kubectl --kubeconfig /etc/kubernetes/admin.conf delete node ${host}`];
	const keep = `on ${host}: cp -a /var/lib/etcd /root/etcd-before-reset`;
	if (role === 'leader') return [`on ${host}: crictl ps -a`, `on ${host}: journalctl -u kubelet -n 50`, keep, reset];
	const etcdctl = `kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system exec etcd-${leader} -- etcdctl --endpoints https://127.0.0.1:2379 --cacert /etc/kubernetes/pki/etcd/ca.crt --cert /etc/kubernetes/pki/etcd/server.crt --key /etc/kubernetes/pki/etcd/server.key`;
	return [
		`on ${leader}: ${etcdctl} member list`,
		`on ${leader}: ${etcdctl} member remove ID (of ${host}, if it is listed)`,
		reset,
		`on ${leader}: kubectl --kubeconfig /etc/kubernetes/admin.conf delete node ${host}`,
	];
}
