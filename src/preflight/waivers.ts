import {closest, distance} from 'fastest-levenshtein';
import type {Finding} from './types.ts';
import {words} from './words/words.ts';

export interface WaivedFinding extends Finding {
	/** An error that the operator let pass by name. */
	readonly waived: boolean;
}

export interface Waived {
	readonly findings: readonly WaivedFinding[];
	/** True when an error stands that was not let pass. */
	readonly blocked: boolean;
	/** Names that are no check, or name an error that cannot be waived; one sentence each. */
	readonly complaints: readonly string[];
}

/** Lets errors pass that the operator named. A waiver that does nothing because its check found nothing is fine. */
export function applyWaivers(findings: readonly Finding[], names: readonly string[]): Waived {
	const wanted = new Set(names);
	const marked = findings.map((each) => ({...each, waived: each.severity === 'error' && each.waivable && wanted.has(each.check)}));
	return {
		findings: marked,
		blocked: marked.some((each) => each.severity === 'error' && !each.waived),
		complaints: [...names.flatMap(unknownName), ...marked.flatMap((each) => (wanted.has(each.check) ? unwaivable(each) : []))],
	};
}

function unknownName(name: string): readonly string[] {
	const known: readonly string[] = Object.keys(words);
	if (known.includes(name)) return [];
	const near = closest(name, known);
	const hint = distance(name, near) <= 4 ? `; did you mean "${near}"?` : '; the names stand beside the findings';
	return [`"${name}" is not the name of a check${hint}`];
}

function unwaivable(each: WaivedFinding): readonly string[] {
	if (each.severity !== 'error' || each.waived) return [];
	return [`"${each.check}" cannot be waived: ${each.why.en}`];
}
