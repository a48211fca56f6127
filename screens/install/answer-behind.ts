import type {Failure} from '../../src/events/event.ts';
import type {ScreenId} from '../../src/store/draft.ts';

/** Where packages and images come from. */
const fetching = /^(?:packages|images|mirrors)\//;

/** Screen of the answer that a failure has most to do with. */
export function answerBehind(failure: Pick<Failure, 'phase' | 'step'> | undefined): ScreenId {
	if (failure?.phase === 'connect') return 'hosts';
	return failure && fetching.test(failure.step) ? 'mirrors' : 'topology';
}
