import {type Problem, tellProblem} from '../../src/cluster/problem.ts';

/** A problem on one line, in English. */
export function formatProblem(problem: Problem): string {
	return tellProblem(problem).en;
}
