/** Control planes of the plan, by what is known of them. */
export interface ControlPlanes {
	/** All that are planned, the first is the leader. */
	readonly planned: readonly string[];
	/** Those that are (or may be) etcd members. */
	readonly members: readonly string[];
	/** Those that are lost: dead, or stopped at a failure. */
	readonly lost: readonly string[];
}

/** Members that must be up for etcd to take writes: more than half. */
export function quorumOf(members: number): number {
	return Math.floor(members / 2) + 1;
}

/**
 * Why the run must not go on without the lost control planes, or undefined when
 * it may: enough of the planned set, and of the members there are now, is left.
 */
export function quorumProblem({planned, members, lost}: ControlPlanes): string | undefined {
	const [leader] = planned;
	if (leader !== undefined && lost.includes(leader)) return `${leader} is the first control plane: nothing can be built without it`;
	const left = planned.length - lost.length;
	const needed = quorumOf(planned.length);
	if (left < needed)
		return `etcd with ${planned.length} members needs ${needed} of them; without ${lost.join(', ')} there would be ${left}`;
	const alive = members.filter((name) => !lost.includes(name)).length;
	if (members.length > 0 && alive < quorumOf(members.length))
		return `etcd has ${members.length} members now and needs ${quorumOf(members.length)} of them; without ${lost.join(', ')} there are ${alive}, so the API does not answer`;
	return undefined;
}
