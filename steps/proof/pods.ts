import {leaderOf} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {withNetwork} from '../network/apply.ts';
import {places} from '../places.ts';
import {minutes, step} from '../step.ts';
import {proofNamespace, proofObjects} from './objects.ts';
import {unproven} from './record.ts';

/** Stands for the pause image, which is known on the host only. */
const imageMark = '@PAUSE-IMAGE@';

export const startProofPods = step({
	id: 'proof/pods',
	title: told('Start a test pod on every node', '在每个节点启动测试 Pod'),
	why: told(
		'Between them the network is proven. They need no image that is not there already, and go away afterwards.',
		'网络在它们之间验证。它们不需要额外的镜像，之后会被删除。',
	),
	kind: 'idempotent',
	on: withNetwork((cluster) => [leaderOf(cluster)]),
	after: [{everywhere: 'proof/ready'}, 'workers/labels', 'control-plane/kubeconfig'],
	detached: true,
	retry: ['network'],
	timeoutMs: minutes(20),
	check: ({cluster}) => sh`
		${needsControlPlane}
		${unproven(cluster)}
		missing=$(unproven)
		[ "$missing" = '' ] || todo "the network of these nodes is not proven: $missing"
	`,
	apply: () => sh`
		${functions}
		image=$(grep '/pause:' ${places.imageList} | head -n 1)
		objects | sed "s|${imageMark}|$image|" | kw_kubectl apply -f -
		dns_runs() { [ "$(kw_kubectl -n kube-system get deployment coredns -o 'jsonpath={.status.availableReplicas}')" -gt 0 ] 2>/dev/null; }
		kw_wait 600 'a pod runs on every ready node' all_run || { kw_kubectl -n ${proofNamespace} get pods -o wide; exit 1; }
		kw_wait 240 'the DNS of the cluster runs' dns_runs || { kw_kubectl -n kube-system get pods -o wide; exit 1; }
	`,
	verify: () => sh`
		${functions}
		kw_wait 30 'a pod runs on every ready node' all_run
	`,
});

/** `all_run`: every node that is ready has a running pod with an address. */
const functions: Script = sh`
	${adminKubectl}
	objects() {
		cat ${heredoc(proofObjects(imageMark))}
	}
	ready_nodes() {
		kw_kubectl get nodes -o 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}' | awk '$2 == "True" { print $1 }' | sort
	}
	running_on() {
		kw_kubectl -n ${proofNamespace} get pods -o 'jsonpath={range .items[*]}{.spec.nodeName} {.status.phase} {.status.podIP}{"\\n"}{end}' | awk '$2 == "Running" && $3 != "" { print $1 }' | sort
	}
	all_run() {
		wanted=$(ready_nodes)
		running=$(running_on)
		[ "$wanted" != '' ] || return 1
		for name in $wanted; do printf '%s\\n' "$running" | grep -qxF "$name" || return 1; done
	}
`;
