import {type Behaviour, done, pause, todo} from './act.ts';
import {generic} from './generic.ts';

const written = generic('network/apply');

/** The network plugin: with it nodes become ready. */
const apply: Behaviour = {
	check(world) {
		const asked = written.check(world);
		if (world.host.kubeadm !== 'control-plane') return todo('there is no control plane here yet');
		return world.cluster.network ? asked : todo(`node ${world.host.name} is not ready`);
	},
	*apply(world) {
		yield 'wrote /var/lib/kubewiz/network.yaml';
		yield pause(900);
		yield 'namespace/kube-flannel serverside-applied';
		yield 'clusterrole.rbac.authorization.k8s.io/flannel serverside-applied';
		yield 'serviceaccount/flannel serverside-applied';
		yield 'configmap/kube-flannel-cfg serverside-applied';
		yield 'daemonset.apps/kube-flannel-ds serverside-applied';
		yield 'waiting: the network plugin makes the node ready (600 s left)';
		yield pause(9000);
		world.cluster.network = true;
		return yield* written.apply(world);
	},
	failure: () => ({
		lines: ['error: unable to connect to the server: net/http: TLS handshake timeout'],
		code: 1,
	}),
};

export const networkBehaviours: Readonly<Record<string, Behaviour>> = {'network/apply': apply, 'proof/ready': readyBehaviour()};

/** A node is ready some seconds after the plugin has come to it. */
function readyBehaviour(): Behaviour {
	return {
		check({host, cluster}) {
			if (!cluster.nodes.has(host.name)) return todo('not a node yet');
			return host.applied.has('proof/ready')
				? done
				: todo(
						`node ${host.name} is not ready: False KubeletNotReady: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized`,
					);
		},
		*apply({host, cluster}) {
			yield `waiting: the node is ready (600 s left)`;
			yield pause(2000 + 4000 * host.random.fraction('ready'));
			if (!cluster.network || !cluster.nodes.has(host.name)) {
				yield 'gave up waiting: the node is ready';
				return 1;
			}
			host.applied.set('proof/ready', 'ready');
			return 0;
		},
	};
}
