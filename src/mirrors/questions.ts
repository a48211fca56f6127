import {labelled} from '../told.ts';
import type {Candidate} from './candidates.ts';
import type {MirrorFinding} from './finding.ts';

/** A candidate, or one URL of a candidate that has several. */
interface Question {
	readonly candidate: Candidate;
	/** Number of the candidate it belongs to. */
	readonly of: number;
}

/** Each candidate once, and a mirror of several registries once for each of its URLs: one host that answers says nothing of the others. */
export function questionsOf(candidates: readonly Candidate[]): readonly Question[] {
	return candidates.flatMap((candidate, of): readonly Question[] =>
		candidate.use === 'registries' ? candidate.urls.map((url) => ({candidate: {...candidate, urls: [url]}, of})) : [{candidate, of}],
	);
}

/**
 * Takes answers to questions, by their numbers and in any order, and tells what
 * was found of a candidate as soon as its last answer is there: the first of its
 * URLs that does not serve, named, else the slowest.
 */
export function gather(questions: readonly Question[], onFinding: (finding: MirrorFinding) => void) {
	const answers = new Map<number, MirrorFinding>();
	return (number: number, finding: MirrorFinding): void => {
		if (answers.has(number)) return;
		answers.set(number, finding);
		const of = questions[number]?.of;
		const mine = [...questions.entries()].filter(([, question]) => question.of === of);
		const found = mine.flatMap(([index, {candidate}]) => {
			const answer = answers.get(index);
			return answer ? [{url: candidate.use === 'registries' ? candidate.urls[0] : undefined, answer}] : [];
		});
		if (found.length < mine.length) return;
		const [worst] = found.toSorted((a, b) => badness(b.answer) - badness(a.answer) || (b.answer.ms ?? 0) - (a.answer.ms ?? 0));
		if (!worst) return;
		const {answer, url} = worst;
		onFinding(found.length === 1 || url === undefined ? answer : {...answer, detail: labelled(url, answer.detail)});
	};
}

/** The larger, the less a node can do with it. */
function badness({reachable, hasVersion, untold}: MirrorFinding): number {
	if (!reachable) return 3;
	if (hasVersion === false) return 2;
	return untold ? 1 : 0;
}
