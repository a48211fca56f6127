import {distance} from 'fastest-levenshtein';

/** The candidate a typing slip away from `word`, if there is one: at most a third of its letters (two swapped ones in any case) differ, case aside. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	const scored = candidates
		.map((candidate) => ({candidate, away: distance(word.toLowerCase(), candidate.toLowerCase())}))
		.sort((a, b) => a.away - b.away);
	const best = scored[0];
	return best && best.away <= limit(best.candidate) ? best.candidate : undefined;
}

function limit(candidate: string): number {
	return candidate.length <= 3 ? 1 : Math.max(2, Math.floor(candidate.length / 3));
}
