import type {Cluster} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {withNetwork} from '../network/apply.ts';
import {places} from '../places.ts';
import {everyNode, minutes, step} from '../step.ts';
import {serviceAddress} from './addresses.ts';
import {askPods} from './ask-pods.ts';
import {resolve} from './dns.ts';
import {ownPod} from './listen.ts';
import {proofNamespace, proofService} from './objects.ts';
import {notUnderWay, recordHead, unproven, unprovenWord} from './record.ts';

export const proveNetwork = step({
	id: 'proof/reach',
	title: told('Reach pods, Services and DNS from a pod of the node', '从节点的 Pod 访问 Pod、Service 和 DNS'),
	why: told(
		'That every node is ready does not say that pods can talk: this does, from each node to all others.',
		'所有节点都就绪并不说明 Pod 能互相通信；这一步从每个节点到其他所有节点加以验证。',
	),
	kind: 'idempotent',
	on: withNetwork(everyNode),
	after: [{everywhere: 'proof/listen'}],
	detached: true,
	timeoutMs: minutes(20),
	check: ({cluster, host}) => sh`
		[ -e ${places.kubeletConf} ] || todo 'not a node yet'
		${unproven(cluster)}
		missing=$(unproven)
		[ "$missing" = '' ] || todo "not proven from here: $missing"
		${notUnderWay(host)}
	`,
	apply: ({cluster, host}) => sh`
		${ownPod(host)}
		${resolve}
		${probes(cluster, host.roles.includes('control-plane'))}
		${askPods(cluster)}
		ask_pods
		kw_wait 60 'the API answers at its Service' api_answers || kw_fail 'a pod here does not reach the API by its Service' ${serviceAddress(cluster, 1)}
		echo 'the API by its Service' ${serviceAddress(cluster, 1)}': reached'
		kw_wait 60 'DNS answers' dns_answers || kw_fail "DNS does not give the API's address for" ${apiName(cluster)}": $(resolve ${serviceAddress(cluster, 10)} ${apiName(cluster)} 2>&1)"
		echo ${apiName(cluster)}': resolved by' ${serviceAddress(cluster, 10)}
		kw_wait 45 'a Service leads to the pods' service_answers || wake_watchers
		kw_wait 240 'a Service leads to the pods' service_answers || kw_fail "the Service of the proof leads to no pod: $(hears "$service" 80)"
		echo "the Service $service: reached"
		{
			echo ${recordHead(cluster)}
			sed ${`s/^/${unprovenWord} /`} "$asked/unproven"
			reached
		} >"$asked/record"
		kw_write ${places.proof} 644 <"$asked/record"
		rm -rf "$asked"
	`,
	verify: ({cluster}) => sh`
		[ "$(head -n 1 ${places.proof})" = ${recordHead(cluster)} ] || kw_fail 'the proof did not come to its end'
	`,
});

function apiName(cluster: Cluster): string {
	return `kubernetes.default.svc.${cluster.network.dnsDomain}`;
}

/** The API's Service is checked by its certificate, the proof's by what its pods say, DNS by the address it must give. */
function probes(cluster: Cluster, isPlane: boolean): Script {
	const api = serviceAddress(cluster, 1);
	const dns = serviceAddress(cluster, 10);
	return sh`
		api_answers() {
			nsenter -t "$pid" -n curl -sS --noproxy '*' --max-time 5 --cacert /etc/kubernetes/pki/ca.crt ${`https://${api}/version`} | grep -q gitVersion
		}
		dns_answers() { resolve ${dns} ${apiName(cluster)} | grep -qxF ${api}; }
		service=$(kw_nodectl -n ${proofNamespace} get service ${proofService} -o 'jsonpath={.spec.clusterIP}')
		# Watches of the API can go stale for up to 10 minutes when etcd changes its leader while control planes join
		# (kubernetes/kubernetes#97294): that of kube-proxy here, and that of the controller manager which lists a Service's pods.
		wake_watchers() {
			if ${isPlane ? sh`listed=$(kubectl --kubeconfig ${places.adminConf} --request-timeout=10s -n ${proofNamespace} get endpoints ${proofService} --ignore-not-found -o 'jsonpath={.subsets[*].addresses[*].ip}') && [ "$listed" = '' ]` : sh`false`}; then
				echo 'the controller manager has not learned of a new Service: it is started anew'
				start_anew kube-controller-manager
			fi
			echo 'kube-proxy here may not have learned of a new Service: it is started anew'
			start_anew kube-proxy
		}
		# The kubelet starts what was stopped.
		start_anew() { crictl ps -q --name "$1" | while read -r container; do crictl stop "$container"; done; }
		service_answers() { reached | grep -qxF "$(hears "$service" 80)"; }
	`;
}
