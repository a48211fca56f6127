import type {RunEvent} from '../../events/event.ts';
import type {Fleet} from '../../remote/contract.ts';
import type {LoadedCluster} from '../load-cluster.ts';
import type {Session} from '../session.ts';

/** The run that the wizard carries out, or carried out last: what else is asked of its hosts has to fit it. */
export interface LastRun {
	loaded: LoadedCluster | undefined;
	/** Name of its directory of logs. */
	name: string | undefined;
	/** Where its events go. */
	tell: ((event: RunEvent) => void) | undefined;
	/** While it goes on: its connections, which hold the hosts' locks, and its own way to tell. */
	live: {readonly fleet: Fleet; readonly emit: Session['emit']} | undefined;
}

export function noRunYet(): LastRun {
	return {loaded: undefined, name: undefined, tell: undefined, live: undefined};
}
