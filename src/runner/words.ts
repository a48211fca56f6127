import {criSocket} from '../cluster/kubeadm/node-registration.ts';
import {labelled, type Said, type Told, told, within} from '../told.ts';
import type {TaskRun} from './task-run.ts';

/** Texts of the runner for the operator, in one place. */
export const words = {
	outOfReach: (why: Said) => within(why, (it) => told(`it does not answer any more (${it.en})`, `它不再应答（${it.zh}）`)),
	partial: (run: TaskRun) =>
		on(run, (step, host) =>
			told(
				`${step.en} on ${host} was begun earlier and left some of its effect. It must not be run over that, and kubewiz resets nothing on its own.`,
				`${host} 上的“${step.zh}”此前已开始，并留下了部分结果。不能在其上重新执行，kubewiz 也不会自行重置任何东西。`,
			),
		),
	drift: (run: TaskRun) =>
		on(run, (step, host) =>
			told(
				`${step.en} on ${host} was done and verified earlier, and is no longer so.`,
				`${host} 上的“${step.zh}”此前已完成并通过验证，现在却不再成立。`,
			),
		),
	foreign: ({task: {host, step}}: TaskRun) =>
		told(
			`${host} carries something that does not belong to this cluster (found by ${step.id}). It was not touched.`,
			`${host} 上有不属于此集群的东西（由 ${step.id} 发现），未作任何改动。`,
		),
	reapplied: (run: TaskRun) =>
		on(run, (step, host) =>
			told(
				`${step.en} on ${host} was done earlier and is no longer so: it is done again.`,
				`${host} 上的“${step.zh}”此前已完成，现在不再成立：将重新执行。`,
			),
		),
	noEffect: told('The command ended with code 0, but the effect is not there.', '命令以退出码 0 结束，但没有产生应有的效果。'),
	notStarted: told('The host did not start the job, and gave no reason.', '主机没有启动该作业，也没有给出原因。'),
	noValue: (names: readonly string[]) =>
		told(`The script ended with code 0, but did not give ${names.join(', ')}.`, `脚本以退出码 0 结束，但没有给出 ${names.join('、')}。`),
	noValueGiven: told('the values it needs can not be given', '无法得到它需要的值'),
	lostTooOften: (count: number) =>
		told(
			`The line broke ${count} times while this step ran. Its end is not known; nothing more is tried.`,
			`执行此步骤时连接中断了 ${count} 次。结果未知，不再尝试。`,
		),
	noAnswer: told('no answer came', '没有应答'),
	lineLost: {
		frame: told('the line broke while a frame was under way', '连接在一批任务执行中断开'),
		effect: told('the line broke while the effect was asked for', '连接在询问结果时断开'),
		checks: told('the line broke while the checks were asked', '连接在询问检查时断开'),
	},
	asksHost: told('asking the host what became of it', '正在询问主机其结果'),
	attachedAgain: told('attached again', '已重新接上'),
	noHostAnswer: told('the host did not answer', '主机没有应答'),
	interrupted: told('The job was interrupted on the host (power, reboot or kill).', '作业在主机上被中断（断电、重启或被终止）。'),
	timeout: (minutes: number) =>
		told(`It did not end within ${minutes} min and was stopped on the host.`, `${minutes} 分钟内没有结束，已在主机上停止。`),
	exitCode: (code: number | undefined) => told(`exit code ${code}`, `退出码 ${code}`),
	refused: told('refused', '被拒绝'),
	setAside: (host: string, reason: Said) =>
		within(reason, (it) =>
			told(
				`${host} is set aside: ${it.en}. The others go on; resume joins it later.`,
				`${host} 已搁置：${bare(it.zh)}。其他主机继续，之后执行 resume 可让它加入。`,
			),
		),
	fewerControlPlanes: (host: string, left: number, planned: number) => {
		const more = left - Math.floor(planned / 2) - 1;
		return told(
			`Without ${host} the control plane has ${left} of ${planned} members. It works, but tolerates ${more} more failures.`,
			`没有 ${host}，控制平面只有 ${planned} 个成员中的 ${left} 个。它能工作，但最多只能再容忍 ${more} 个故障。`,
		);
	},
	quorum: (reason: Said) =>
		within(reason, (it) => told(`Stopped to keep etcd's quorum: ${it.en}.`, `为保住 etcd 的法定人数而停止：${bare(it.zh)}。`)),
	waitsForStep: ({task: {host, step}}: TaskRun) => told(`waits for ${step.id} on ${host}`, `等待 ${host} 上的 ${step.id}`),
	notNeeded: told('not needed', '不需要'),
	waitsFor: (host: string, reason: Said) => within(reason, (it) => told(`waits for ${host}: ${it.en}`, `等待 ${host}：${it.zh}`)),
	takenOver: (host: string, message: Said) => labelled(host, message),
	diskFull: told(
		'The disk that holds the record is full. What runs now is still recorded; nothing new is started.',
		'存放记录的磁盘已满。正在执行的任务仍会记录，不再开始新的任务。',
	),
	diskBroken: (message: string) =>
		told(`${message}. The run stops here; jobs on the hosts go on.`, `${message}。本次运行到此停止，主机上的作业继续执行。`),
	byChoice: told('by your choice', '由您搁置'),
	absent: told('not reachable when the plan was made', '制定计划时无法连接'),
} as const;

function on({task}: TaskRun, tell: (step: Told, host: string) => Told): Told {
	return tell(task.step.title, task.host);
}

/** Without the full stop, for use inside a sentence. */
function bare(text: string): string {
	return text.replace(/。$/, '');
}

/** A command, where to type it, and what to mind. */
function onHost(host: string, command: string, note?: Told): Said {
	return told(`on ${host}: ${command}${note ? ` (${note.en})` : ''}`, `在 ${host} 上：${command}${note ? `（${note.zh}）` : ''}`);
}

/** Commands that only look: what stood once mostly stands again when the host has finished booting, and a reset would destroy it. */
export function lookCommands(host: string): readonly Said[] {
	return [onHost(host, `systemctl status kubelet containerd`), onHost(host, `crictl ps -a`), onHost(host, `journalctl -u kubelet -n 50`)];
}

/** Commands that undo a half-done `once` step on one node, in order, for the operator to run after looking. */
export function repairCommands(host: string, role: 'leader' | 'control-plane' | 'worker', leader: string): readonly Said[] {
	// With two runtimes on a host kubeadm would refuse to choose. /etc/cni/net.d stays: what is joined anew has the same network.
	const reset = onHost(host, `kubeadm reset -f --cri-socket ${criSocket}`);
	if (role === 'worker') return [reset, onHost(leader, `kubectl --kubeconfig /etc/kubernetes/admin.conf delete node ${host}`)];
	const keep = onHost(host, `cp -a /var/lib/etcd /root/etcd-before-reset`);
	if (role === 'leader') return [onHost(host, `crictl ps -a`), onHost(host, `journalctl -u kubelet -n 50`), keep, reset];
	const etcdctl = `kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system exec etcd-${leader} -- etcdctl --endpoints https://127.0.0.1:2379 --cacert /etc/kubernetes/pki/etcd/ca.crt --cert /etc/kubernetes/pki/etcd/server.crt --key /etc/kubernetes/pki/etcd/server.key`;
	return [
		onHost(leader, `${etcdctl} member list`),
		onHost(leader, `${etcdctl} member remove ID`, told(`of ${host}, if it is listed`, `若列出了 ${host}，则用它的 ID`)),
		reset,
		onHost(leader, `kubectl --kubeconfig /etc/kubernetes/admin.conf delete node ${host}`),
	];
}
