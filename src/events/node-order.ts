import type {ClusterReport} from './event.ts';

type Node = ClusterReport['nodes'][number];

/** Nodes as a report lists them: control planes first, then by name, `w9` before `w10`. */
export function nodesInOrder(nodes: readonly Node[]): readonly Node[] {
	return nodes.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', {numeric: true}));
}

function rank({roles}: Node): number {
	return /control-plane|master/.test(roles) ? 0 : 1;
}
