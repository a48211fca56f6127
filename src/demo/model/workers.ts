import {type Behaviour, done, pause, todo, type World} from './act.ts';

/** Labels and taints that the step's script lists and the nodes that are there lack, as lines `NODE label KEY=VALUE`. */
function missingWishes({cluster, scripts}: World): readonly string[] {
	const text = `${scripts.check}\n${scripts.apply}`;
	const wishes = new Set([...text.matchAll(/^\s*([a-z0-9.-]+ (?:label|taint) \S+=\S*)$/gm)].map((match) => match[1] as string));
	return [...wishes].filter((wish) => {
		const [name, what, value] = wish.split(' ') as [string, string, string];
		const node = cluster.nodes.get(name);
		return node !== undefined && !(what === 'label' ? node.labels : node.taints).has(value);
	});
}

const labels: Behaviour = {
	check(world) {
		if (world.host.kubeadm !== 'control-plane') return todo('there is no control plane here yet');
		const [wish] = missingWishes(world);
		return wish === undefined ? done : todo(wish);
	},
	*apply(world) {
		for (const wish of missingWishes(world)) {
			const [name, what, value] = wish.split(' ') as [string, string, string];
			yield pause(250);
			const node = world.cluster.nodes.get(name);
			(what === 'label' ? node?.labels : node?.taints)?.add(value);
			yield `node/${name} ${what === 'label' ? 'labeled' : 'tainted'}`;
		}
		return 0;
	},
};

export const workerBehaviours: Readonly<Record<string, Behaviour>> = {'workers/labels': labels};
