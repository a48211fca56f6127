import type {JobState} from './contract.ts';
import type {JobWord} from './protocol.ts';

/** State of a job from the agent's words. */
export function jobState(word: JobWord, code: number | undefined): JobState {
	if (word === 'exited') return {kind: 'exited', code: code ?? 255};
	if (word === 'interrupted' || word === 'rebooted') return {kind: 'interrupted', rebooted: word === 'rebooted'};
	return {kind: word};
}
