import {type Cluster, leaderOf} from '../../src/cluster/types.ts';
import {type Script, sequence, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {writeFiles} from '../files.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {minutes, type StepContext, step} from '../step.ts';
import {manifestAnnotation} from './documents.ts';
import {networkManifest} from './manifest.ts';

const file = '/var/lib/kubewiz/network.yaml';

export const applyNetwork = step({
	id: 'network/apply',
	title: told('Bring the pod network up', '部署 Pod 网络'),
	why: told('Nodes are not ready until a network plugin connects their pods.', '网络插件连通 Pod 之前，节点不会就绪。'),
	kind: 'idempotent',
	on: withNetwork((cluster) => [leaderOf(cluster)]),
	after: ['control-plane/init', {everywhere: 'prepare/network-manager'}],
	detached: true,
	retry: ['network', 'pull'],
	timeoutMs: minutes(20),
	check: (context) => sh`
		${needsControlPlane}
		${adminKubectl}
		${asWritten(context, 'todo')}
		${ready(context)}
		node_ready || todo 'node' ${leaderOf(context.cluster).name} 'is not ready'
	`,
	apply: (context) => sh`
		${adminKubectl}
		${writeFiles([{path: file, mode: '600', text: networkManifest(context.cluster, context.files).text}])}
		# On the server's side: large definitions would not fit into kubectl's own annotation.
		kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=60s apply --server-side --force-conflicts --field-manager=kubewiz -f ${file}
		${ready(context)}
		kw_wait 600 'the network plugin makes the node ready' node_ready || {
			kw_kubectl get pods --all-namespaces -o wide
			kw_kubectl get node ${leaderOf(context.cluster).name} -o 'jsonpath={range .status.conditions[?(@.type=="Ready")]}{.reason}: {.message}{"\\n"}{end}'
			exit 1
		}
	`,
	verify: (context) => sh`
		${adminKubectl}
		${asWritten(context, 'kw_fail')}
		${ready(context)}
		kw_wait 30 'the node is ready' node_ready
	`,
});

/** Hosts of a step that makes sense with a pod network only. */
export function withNetwork<T>(on: (cluster: Cluster) => readonly T[]): (cluster: Cluster) => readonly T[] {
	return (cluster) => (cluster.cni.kind === 'none' ? [] : on(cluster));
}

/** The objects themselves say by which manifest they were made. */
function asWritten({cluster, files}: StepContext, verdict: 'todo' | 'kw_fail'): Script {
	const {hash, tracked} = networkManifest(cluster, files);
	const path = `jsonpath={.metadata.annotations.${manifestAnnotation.replaceAll('.', '\\.')}}`;
	return sequence(
		tracked.map(({kind, name, namespace}) => {
			const place = namespace === undefined ? [] : ['-n', namespace];
			return sh`
				found=$(kw_kubectl ${place} get ${kind.toLowerCase()} ${name} -o ${path} 2>&1 || :)
				[ "$found" = ${hash} ] || ${verdict} ${`${kind} ${name}`} 'is not that of this manifest'
			`;
		}),
	);
}

function ready({cluster}: StepContext): Script {
	return sh`
		node_ready() { [ "$(kw_kubectl get node ${leaderOf(cluster).name} -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null)" = True ]; }
	`;
}
