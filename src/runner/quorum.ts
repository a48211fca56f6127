import {type Said, told} from '../told.ts';

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
export function quorumProblem({planned, members, lost}: ControlPlanes): Said | undefined {
	const [leader] = planned;
	if (leader !== undefined && lost.includes(leader))
		return told(
			`${leader} is the first control plane: nothing can be built without it`,
			`${leader} 是第一个控制平面，没有它什么都无法建立`,
		);
	const left = planned.length - lost.length;
	const needed = quorumOf(planned.length);
	if (left < needed)
		return told(
			`etcd with ${planned.length} members needs ${needed} of them; without ${lost.join(', ')} there would be ${left}`,
			`${planned.length} 个成员的 etcd 需要其中 ${needed} 个；没有 ${lost.join('、')} 就只剩 ${left} 个`,
		);
	const alive = members.filter((name) => !lost.includes(name)).length;
	if (members.length > 0 && alive < quorumOf(members.length))
		return told(
			`etcd has ${members.length} members now and needs ${quorumOf(members.length)} of them; without ${lost.join(', ')} there are ${alive}, so the API does not answer`,
			`etcd 现有 ${members.length} 个成员，需要其中 ${quorumOf(members.length)} 个；没有 ${lost.join('、')} 就只剩 ${alive} 个，API 因此不会应答`,
		);
	return undefined;
}
