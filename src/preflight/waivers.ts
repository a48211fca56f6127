import {type Told, told} from '../told.ts';
import {complaintAbout} from './check-names.ts';
import type {Finding} from './types.ts';

export interface WaivedFinding extends Finding {
	/** An error that the operator let pass by name. */
	readonly waived: boolean;
}

interface Waived {
	readonly findings: readonly WaivedFinding[];
	/** True when an error stands that was not let pass. */
	readonly blocked: boolean;
	/** Names that are no check, or name an error that cannot be waived; one sentence each. */
	readonly complaints: readonly Told[];
}

/** Lets errors pass that the operator named. A waiver that does nothing because its check found nothing is fine. */
export function applyWaivers(findings: readonly Finding[], names: readonly string[]): Waived {
	const wanted = new Set(names);
	const marked = findings.map((each) => ({...each, waived: each.severity === 'error' && each.waivable && wanted.has(each.check)}));
	return {
		findings: marked,
		blocked: marked.some((each) => each.severity === 'error' && !each.waived),
		complaints: [
			...names.flatMap((name) => complaintAbout(name) ?? []),
			...marked.flatMap((each) => (wanted.has(each.check) ? unwaivable(each) : [])),
		],
	};
}

function unwaivable(each: WaivedFinding): readonly Told[] {
	if (each.severity !== 'error' || each.waived) return [];
	return [told(`"${each.check}" cannot be waived: ${each.why.en}`, `"${each.check}" 不能放行：${each.why.zh}`)];
}
