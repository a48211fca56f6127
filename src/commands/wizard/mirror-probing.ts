import {candidatesFor} from '../../mirrors/candidates.ts';
import type {MirrorFinding} from '../../mirrors/finding.ts';
import {probeMirrors} from '../../mirrors/probe.ts';
import {askFacts} from '../../preflight/ask-facts.ts';
import {RemoteError} from '../../remote/contract.ts';
import type {WizardEngine} from '../../store/engine.ts';
import type {judging} from './judging.ts';
import type {Reach} from './reach.ts';

/** Mirrors tried from every node at once; each answer is told as it comes. */
export function mirrorProbing(reach: Reach, judge: ReturnType<typeof judging>): Pick<WizardEngine, 'probeMirrors'> {
	return {
		async probeMirrors(cluster, own, {onResult, signal}) {
			const fleet = await reach.fleet(cluster.hosts);
			await Promise.all(
				cluster.hosts.map(async ({name: host}) => {
					try {
						const session = await fleet.open(host, {signal});
						const facts = judge.last?.facts.get(host) ?? (await askFacts(session, {measureStorage: false, signal}));
						const onFinding = (found: MirrorFinding) => onResult({...found, host});
						await probeMirrors(session, cluster, facts, candidatesFor(cluster, facts, own), {onFinding, signal});
					} catch (error) {
						// A node that does not answer says nothing of any mirror; preflight tells of it.
						if (!(error instanceof RemoteError)) throw error;
					}
				}),
			);
		},
	};
}
