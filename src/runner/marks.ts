import type {HostMarks} from '../cluster/facts.ts';
import type {Session} from '../remote/contract.ts';
import type {RunContext} from './context.ts';

/** Where a host keeps whose it is; read again by the facts of a later run. */
export const marksPath = '/var/lib/kubewiz/cluster.json';

const marked = new WeakMap<RunContext, Set<string>>();

/**
 * Writes the host's own mark before the first change of this run. Runs that
 * change nothing write nothing. A lost line is no matter: the next change tries
 * again.
 */
export async function keepMarks(context: RunContext, host: string, session: Session): Promise<void> {
	const done = marked.get(context) ?? new Set<string>();
	marked.set(context, done);
	if (done.has(host)) return;
	const {plan, journal} = context.request;
	const marks: HostMarks = {
		cluster: context.cluster,
		lineage: context.lineage,
		epoch: context.epoch,
		planHash: plan.hash,
		kubewiz: journal.kubewiz,
	};
	const outcome = await session.upload(Buffer.from(`${JSON.stringify(marks)}\n`), marksPath, 0o600);
	if (outcome.kind === 'exit' && outcome.code === 0) done.add(host);
}
