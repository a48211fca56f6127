import type {Cluster} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {listeners, proofNamespace, proofPort} from './objects.ts';
import {specNodes} from './record.ts';

/** How many pods a node asks at a time: of 500 nodes one after another would take minutes. */
const lanes = 16;

/**
 * `ask_pods` asks the pod of every node of the spec from the pod of this one. It
 * writes into `$asked/reached` a line `NODE ADDRESS` each, and into
 * `$asked/unproven` a line `NODE WHY` for those that cannot be asked: nobody
 * listens in the pod of a host that was set aside, and a node that has gone says
 * nothing about the network. It fails when one does not answer that should.
 */
export function askPods(cluster: Cluster): Script {
	return sh`
		${specNodes(cluster)}
		all_pods() {
			kw_nodectl -n ${proofNamespace} get pods -o 'jsonpath={range .items[*]}{.spec.nodeName} {.status.podIP} {.status.phase} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}'
		}
		# Prints NODE UNTIL of each node that said that it listens.
		listening() {
			# shellcheck disable=SC2016 # the variables are the template's
			kw_nodectl -n ${proofNamespace} get configmap ${listeners} -o 'go-template={{range $node, $until := .data}}{{$node}} {{$until}}{{"\\n"}}{{end}}'
		}
		# On a node that the spec does not name nobody listens in the pod either.
		pods_to_ask() {
			told=$(listening)
			there=$(all_pods)
			{ nodes; echo; printf '%s\\n' "$told"; echo; printf '%s\\n' "$there"; } | awk -v now="$(date +%s)" '
				NF == 0 { part++; next }
				part == 0 { named[$1]; next }
				part == 1 { if ($2 > now) listens[$1]; next }
				!($1 in named) || $3 != "Running" { next }
				$1 in listens { print $1, $2; next }
				{ print $1 " nobody listens there: the host was set aside, or failed before" >unproven }' unproven="$asked/unproven" -
		}
		is_ready() { all_pods | awk -v node="$1" '$1 == node && $3 == "Running" && $4 == "True" { found = 1 } END { exit !found }'; }
		pod_says() { [ "$(hears "$address" ${proofPort})" = "$node" ]; }
		ask_pod() {
			if kw_wait 60 "the pod on $node ($address) answers" pod_says; then
				echo "$node $address" >>"$asked/reached"
				echo "pod on $node at $address: reached"
			elif is_ready "$node"; then
				kw_fail "pod $ip here does not reach pod $address on $node: $(hears "$address" ${proofPort})"
			else
				echo "$node it stopped answering the cluster meanwhile" >>"$asked/unproven"
			fi
		}
		ask_pods() {
			asked=$(mktemp -d)
			: >"$asked/reached"
			: >"$asked/unproven"
			pods_to_ask >"$asked/pods"
			lane=0 lane_processes=''
			while [ "$lane" -lt ${lanes} ]; do
				awk -v lane="$lane" 'NR % ${lanes} == lane' "$asked/pods" | while read -r node address; do ask_pod; done &
				lane_processes="$lane_processes $!"
				lane=$((lane + 1))
			done
			unreached=0
			for process in $lane_processes; do wait "$process" || unreached=1; done
			while read -r node why; do echo "pod on $node: not proven, $why"; done <"$asked/unproven"
			[ "$unreached" = 0 ] || exit 1
		}
		# Prints the nodes that were reached, in the order in which the cluster lists their pods.
		reached() { awk 'FNR == NR { reached[$1]; next } $1 in reached { print $1 }' "$asked/reached" "$asked/pods"; }
	`;
}
