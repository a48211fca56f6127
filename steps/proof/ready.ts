import type {Host} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {nodeKubectl} from '../kubectl.ts';
import {withNetwork} from '../network/apply.ts';
import {places} from '../places.ts';
import {everyNode, minutes, step} from '../step.ts';

export const waitUntilReady = step({
	id: 'proof/ready',
	title: told('Wait until the node is ready', '等待节点就绪'),
	why: told(
		'A joined node can run pods once its network plugin has come up there.',
		'已加入的节点要等网络插件在其上启动后，才能运行 Pod。',
	),
	kind: 'read',
	on: withNetwork(everyNode),
	after: ['control-plane/init', 'control-plane/join', 'workers/join', {everywhere: 'network/apply'}],
	detached: true,
	timeoutMs: minutes(15),
	check: ({host}) => sh`
		[ -e ${places.kubeletConf} ] || todo 'not a node yet'
		${readiness(host)}
		is_ready || todo "$(reason)"
	`,
	apply: ({host}) => sh`
		${readiness(host)}
		kw_wait 600 'the node is ready' is_ready || kw_fail "$(reason)"
	`,
});

/** Asked with the kubelet's own certificate. */
function readiness(host: Host): Script {
	return sh`
		${nodeKubectl}
		condition() { kw_nodectl get node ${host.name} -o 'jsonpath={range .status.conditions[?(@.type=="Ready")]}{.status} {.reason}: {.message}{end}' 2>&1; }
		is_ready() { case $(condition) in True*) ;; *) return 1 ;; esac; }
		reason() { echo 'node' ${host.name} "is not ready: $(condition)"; }
	`;
}
