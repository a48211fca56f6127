import type {RunEvent} from '../../events/event.ts';
import type {LoadedCluster} from '../load-cluster.ts';
import type {KeptFleet} from './kept-fleet.ts';

/** The run that the wizard carries out, or carried out last: what else is asked of its hosts has to fit it. */
export interface LastRun {
	loaded: LoadedCluster | undefined;
	/** Name of its directory of logs. */
	name: string | undefined;
	/** Where its events go. */
	tell: ((event: RunEvent) => void) | undefined;
	/** While it goes on: its connections, which hold the hosts' locks. */
	live: KeptFleet | undefined;
}

export function noRunYet(): LastRun {
	return {loaded: undefined, name: undefined, tell: undefined, live: undefined};
}
