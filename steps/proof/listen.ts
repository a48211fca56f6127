import type {Host} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {nodeKubectl} from '../kubectl.ts';
import {withNetwork} from '../network/apply.ts';
import {places} from '../places.ts';
import {everyNode, step} from '../step.ts';
import {listeners, proofNamespace, proofPort} from './objects.ts';
import {notUnderWay, unproven} from './record.ts';

const unit = 'kubewiz-proof';
/** Seconds for which the program listens; a proof takes less. */
const listensFor = 1200;

export const answerInPods = step({
	id: 'proof/listen',
	title: told('Confirm which node each pod is on', '确认 Pod 所在节点'),
	why: told(
		'The pause image holds no program that could, so one of the host’s listens inside the pod’s network.',
		'pause 镜像中没有可监听的程序，因此由主机的一个程序在 Pod 的网络中监听。',
	),
	kind: 'idempotent',
	on: withNetwork(everyNode),
	after: ['proof/ready', {everywhere: 'proof/pods'}],
	check: ({cluster, host}) => sh`
		[ -e ${places.kubeletConf} ] || todo 'not a node yet'
		${unproven(cluster)}
		missing=$(unproven)
		[ "$missing" = '' ] || todo "not proven from here: $missing"
		${notUnderWay(host)}
	`,
	apply: ({host}) => sh`
		${ownPod(host)}
		systemctl stop ${unit} 2>/dev/null || :
		# It ends with the pod it listens in, and after 20 minutes in any case.
		until=$(($(date +%s) + ${listensFor}))
		# shellcheck disable=SC2016 # sh there has the values as its own $1 to $3
		systemd-run --quiet --collect --unit ${unit} --property RuntimeMaxSec=${listensFor} \\
			sh -c 'nsenter -t "$1" -n socat "TCP4-LISTEN:$2,fork,reuseaddr" "SYSTEM:echo $3" & while [ -d "/proc/$1" ]; do sleep 1; done; kill $!' \\
			sh "$pid" ${proofPort} ${host.name}
		kw_wait 20 'the pod answers' answers
		# Others ask the pods of those only who say so here: of a host that was set aside nobody listens.
		kw_nodectl -n ${proofNamespace} patch configmap ${listeners} --type merge -p "$(printf '{"data":{"%s":"%s"}}' ${host.name} "$until")"
	`,
	verify: ({host}) => sh`
		${ownPod(host)}
		kw_wait 10 'the pod answers' answers
	`,
});

/**
 * Sets `pid` and `ip` of the pod on this host. The process is found by the pod's
 * UID in its cgroup's name, under every cgroup driver and version.
 */
export function ownPod(host: Host): Script {
	return sh`
		${nodeKubectl}
		pod=$(kw_nodectl -n ${proofNamespace} get pods --field-selector ${`spec.nodeName=${host.name}`} -o 'jsonpath={range .items[*]}{.metadata.uid} {.status.podIP} {.status.phase}{"\\n"}{end}' | awk '$3 == "Running" { print; exit }')
		[ "$pod" != '' ] || kw_fail 'no pod of the proof runs on this node'
		uid=\${pod%% *} ip=$(echo "$pod" | cut -d ' ' -f 2)
		pid=$(grep -lE "pod($uid|$(echo "$uid" | tr - _))" /proc/[0-9]*/cgroup 2>/dev/null | head -n 1 | cut -d / -f 3)
		[ "$pid" != '' ] || kw_fail "no process of pod $uid was found"
		# hears IP PORT: prints what is said there, asked from inside the pod.
		# shellcheck disable=SC2016 # bash has the values as its own $0 and $1
		hears() { nsenter -t "$pid" -n timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" && read -r line <&3 && printf "%s\\n" "$line"' "$1" "$2" 2>&1; }
		answers() { [ "$(hears "$ip" ${proofPort})" = ${host.name} ]; }
	`;
}
