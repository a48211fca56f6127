import {type Behaviour, done, pause, todo, type World} from './act.ts';
import {caHash, mintToken} from './cluster.ts';
import {generic} from './generic.ts';
import {init, join} from './kubeadm.ts';

const noControlPlane = todo('there is no control plane here yet');
const hasControlPlane = ({host}: World) => host.kubeadm === 'control-plane';

const joinToken: Behaviour = {
	check: (world) => (hasControlPlane(world) ? done : noControlPlane),
	*apply(world) {
		yield pause(600);
		world.give('ca-hash', caHash(world.cluster));
		world.give('join-token', mintToken(world.cluster));
		return 0;
	},
};

const certificateKey: Behaviour = {
	check: (world) => (hasControlPlane(world) ? done : noControlPlane),
	*apply(world) {
		const {cluster} = world;
		yield pause(900);
		cluster.certificateKey = cluster.random.hex(`certificate-key-${cluster.tokensMade}`, 64);
		world.give('certificate-key', cluster.certificateKey);
		return 0;
	},
};

const written = generic('control-plane/kubeconfig');
const kubeconfig: Behaviour = {
	check: (world) => (hasControlPlane(world) ? written.check(world) : noControlPlane),
	*apply(world) {
		yield 'wrote /root/.kube/config';
		yield pause(300);
		return yield* written.apply(world);
	},
};

const revoke: Behaviour = {
	check(world) {
		if (!hasControlPlane(world)) return noControlPlane;
		const {tokens, certificateKey} = world.cluster;
		if (tokens.size === 0 && certificateKey === undefined) return done;
		return todo(`to be deleted from kube-system: ${secrets(world).join(' ')}`);
	},
	*apply(world) {
		const {cluster} = world;
		for (const name of secrets(world)) {
			yield pause(200);
			yield `${name.replace('secret/', 'secret "')}" deleted`;
		}
		cluster.tokens.clear();
		cluster.certificateKey = undefined;
		return 0;
	},
};

function secrets({cluster}: World): readonly string[] {
	const tokens = [...cluster.tokens].map((token) => `secret/bootstrap-token-${token.slice(0, 6)}`);
	return cluster.certificateKey === undefined ? tokens : [...tokens, 'secret/kubeadm-certs'];
}

export const controlPlaneBehaviours: Readonly<Record<string, Behaviour>> = {
	'control-plane/init': init,
	'control-plane/join': join('control-plane'),
	'control-plane/join-token': joinToken,
	'control-plane/certificate-key': certificateKey,
	'control-plane/kubeconfig': kubeconfig,
	'control-plane/revoke': revoke,
	'workers/join': join('worker'),
};
