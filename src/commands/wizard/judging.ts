import {answersOf} from '../../preflight/answered-on.ts';
import {type PreflightResult, runPreflight} from '../../preflight/run-preflight.ts';
import {applyWaivers} from '../../preflight/waivers.ts';
import type {FindingView, WizardEngine} from '../../store/engine.ts';
import {stepTitle} from '../step-title.ts';
import type {Reach} from './reach.ts';

type Judging = Pick<WizardEngine, 'preflight'> & {
	/** What the last preflight read, for the plan and for fixes. */
	readonly last: PreflightResult | undefined;
	/** Hosts were, a moment ago, held by a lock of our own of this lineage. */
	held(lineage: string): void;
};

/** Preflight. */
export function judging(reach: Reach): Judging {
	let last: PreflightResult | undefined;
	let holding: string | undefined;
	return {
		get last() {
			return last;
		},
		held: (lineage) => {
			holding = lineage;
		},
		async preflight(cluster, {onFinding, signal}) {
			const fleet = await reach.fleet(cluster.hosts);
			let done = 0;
			const result = await runPreflight(fleet, cluster, {
				signal,
				...(holding !== undefined && {holding}),
				onEvent: ({stage}) => {
					if (stage !== 'done' && stage !== 'failed') return;
					done += 1;
					onFinding?.(done, cluster.hosts.length);
				},
			});
			last = result;
			return applyWaivers(result.findings, []).findings.map((finding): FindingView => {
				const {fix, handledBy, ...rest} = finding;
				const answers = answersOf(finding.check);
				return {
					...rest,
					...(answers && {answers}),
					...(handledBy && {handledBy: stepTitle(handledBy)}),
					...(fix && {fix: {title: fix.title, command: fix.script.text, destroys: fix.destroys}}),
				};
			});
		},
	};
}
