import {type Cluster, leaderOf} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {minutes, step} from '../step.ts';

export const labelNodes = step({
	id: 'workers/labels',
	title: told('Label and taint the nodes', '设置节点标签和污点'),
	why: told(
		'On a control plane, since a kubelet may not give itself roles. A node that has not joined is left for a later run.',
		'在控制平面上执行，因为 kubelet 不能给自己赋予角色。尚未加入的节点留待以后的运行。',
	),
	kind: 'idempotent',
	on: (cluster) => (wishesOf(cluster).length > 0 ? [leaderOf(cluster)] : []),
	after: [{everywhere: 'control-plane/join'}, {everywhere: 'workers/join'}, 'control-plane/init'],
	timeoutMs: minutes(10),
	check: ({cluster}) => sh`
		${needsControlPlane}
		${functions(cluster)}
		missing=$(missing)
		[ "$missing" = '' ] || todo "$missing"
	`,
	apply: ({cluster}) => sh`
		${functions(cluster)}
		missing | while read -r node what wish; do kw_kubectl "$what" node "$node" "$wish" --overwrite; done
	`,
});

/** Lines `NODE label KEY=VALUE` and `NODE taint KEY=VALUE:EFFECT`, as kubectl takes them. */
function wishesOf(cluster: Cluster): readonly string[] {
	return cluster.hosts.flatMap(({name, labels, taints}) => [
		...Object.entries(labels).map(([key, value]) => `${name} label ${key}=${value}`),
		...taints.map(({key, value = '', effect}) => `${name} taint ${key}=${value}:${effect}`),
	]);
}

/** `missing` prints the lines of wishes that nodes of the cluster do not fulfil, after one question to the API. */
function functions(cluster: Cluster): Script {
	return sh`
		${adminKubectl}
		wishes() {
			cat ${heredoc(wishesOf(cluster).join('\n'))}
		}
		now() {
			# shellcheck disable=SC2016 # the variables are the template's
			kw_kubectl get nodes -o 'go-template={{range .items}}{{$node := .metadata.name}}{{$node}}{{"\\n"}}{{range $key, $value := .metadata.labels}}{{$node}} label {{$key}}={{$value}}{{"\\n"}}{{end}}{{range .spec.taints}}{{$node}} taint {{.key}}={{if .value}}{{.value}}{{end}}:{{.effect}}{{"\\n"}}{{end}}{{end}}'
		}
		missing() {
			found=$(now)
			wishes | while read -r node wish; do
				if printf '%s\\n' "$found" | grep -qxF "$node"; then printf '%s\\n' "$found" | grep -qxF "$node $wish" || echo "$node $wish"; fi
			done
		}
	`;
}
