import {criSocket} from '../src/cluster/kubeadm/node-registration.ts';
import {setClock} from '../src/shell/set-clock.ts';
import {type Script, sequence, sh} from '../src/shell/sh.ts';
import {familyOf} from './packages/family.ts';
import {loadModules} from './prepare/modules.ts';
import {turnSwapOff} from './prepare/swap.ts';
import {setSysctls} from './prepare/sysctl.ts';
import {installTools} from './prepare/tools.ts';
import type {Step, StepContext} from './step.ts';

/** What mends a known failure on the host that failed, as a script for root, run as a step's scripts are. */
export interface Mend {
	/** Prints what it did. Fails when it did not help. */
	readonly script: Script;
	/** It takes something away that can't be had back: the operator must name the host before it runs. */
	readonly destroys: boolean;
}

/** Undoes what `kubeadm init` or `join` left on a host; what the operator may still want is copied first. */
export const resetHost: Script = sh`
	umask 077
	kept=/root/before-kubeadm-reset-$(date -u +%Y%m%dT%H%M%SZ)
	mkdir "$kept"
	for part in /etc/kubernetes /var/lib/etcd; do
		[ ! -e "$part" ] || cp -a "$part" "$kept/"
	done
	echo "a copy of /etc/kubernetes and /var/lib/etcd is in $kept"
	kubeadm reset --force --cri-socket ${criSocket}
`;

/** Images stay: they may have been imported, and nobody could pull those again. */
const freeSpace = sh`
	df -h / /var
	if kw_has apt-get; then apt-get clean; fi
	echo 'the largest directories of /var, in MiB:'
	du -xm --max-depth=3 /var 2>/dev/null | sort -rn | head -n 12
	# full: what is nearly out of bytes or of inodes, where the kubelet evicts pods (nodefs.available<10%).
	full() {
		for what in -k -i; do
			df -P "$what" / /var /var/lib/containerd 2>/dev/null | awk 'NR > 1 && $5 + 0 > 90 { print $6 " is " $5 " full" }'
		done | sort -u
	}
	full=$(full)
	[ "$full" = '' ] || kw_fail "$full: take away what is not needed, or enlarge it"
`;

const deleteInterfaces = sh`
	for link in cni0 flannel.1; do
		! ip link show "$link" >/dev/null 2>&1 || ip link delete "$link"
	done
	ip -br link
`;

/** Says so when the limits were not what is short. */
const raiseLimits = (context: StepContext) => sh`
	limits_now() { sysctl fs.inotify.max_user_instances fs.inotify.max_user_watches; }
	before=$(limits_now)
	${again(context, [loadModules, setSysctls])}
	limits_now
	[ "$(limits_now)" != "$before" ] || kw_fail 'these limits are no lower than they should be: something on this host uses them up'
`;

/** Each proof in a shell of its own, for it may define the same functions. */
const again = (context: StepContext, steps: readonly Step[]) =>
	sequence(
		steps.map(
			(step) => sh`
				${step.apply(context)}
				(
					${(step.verify ?? step.check)(context)}
				)
			`,
		),
	);

type Made = (context: StepContext) => Mend | undefined;

const keeping =
	(script: (context: StepContext) => Script): Made =>
	(context) => ({script: script(context), destroys: false});

const destroying = (script: Script): Made => {
	return () => ({script, destroys: true});
};

/** What steps have done is done again, and looked at; nothing where the spec does not have them do it. */
const redo =
	(...steps: readonly Step[]): Made =>
	(context) =>
		steps.every((step) => step.on(context.cluster).some(({name}) => name === context.host.name))
			? {script: again(context, steps), destroys: false}
			: undefined;

const waitForPackages = keeping(
	(context) => sh`
		${familyOf(context).locks}
		kw_wait_for_lock
		echo 'no other process installs packages'
	`,
);
const rightClock = keeping(({cluster}) => setClock(cluster.timeServers));
const kernel = redo(loadModules, setSysctls);

/**
 * Failures that one script mends without anything to be thought about or filled
 * in, by id of the catalogue. All others need a person: their commands only look.
 */
const mends: Readonly<Record<string, Made>> = {
	E3: redo(turnSwapOff),
	E4: kernel,
	E5: kernel,
	E7: destroying(resetHost),
	E8: redo(installTools),
	E20: keeping(() => sh`systemctl enable kubelet.service`),
	E44: rightClock,
	E52: redo(turnSwapOff),
	E59: keeping(
		() => sh`
			systemctl restart containerd
			systemctl is-active containerd
		`,
	),
	E67: keeping(() => freeSpace),
	E68: keeping(raiseLimits),
	E71: destroying(deleteInterfaces),
	E73: kernel,
	E85: rightClock,
	E93: waitForPackages,
};

/** What mends this entry of the catalogue on this host, where a script can. */
export function mendOf(id: string, context: StepContext): Mend | undefined {
	return mends[id]?.(context);
}
