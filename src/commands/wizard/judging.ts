import type {Cluster} from '../../cluster/types.ts';
import {fixesFor, fixUnit} from '../../preflight/fixes-for.ts';
import {type PreflightResult, runPreflight} from '../../preflight/run-preflight.ts';
import {applyWaivers} from '../../preflight/waivers.ts';
import type {FindingView, WizardEngine} from '../../store/engine.ts';
import type {Reach} from './reach.ts';

type Judging = Pick<WizardEngine, 'preflight' | 'fix'> & {
	/** What the last preflight read, for the plan. */
	readonly last: PreflightResult | undefined;
};

/** Preflight and its fixes. */
export function judging(reach: Reach): Judging {
	let last: PreflightResult | undefined;
	return {
		get last() {
			return last;
		},
		async preflight(cluster, {onFinding, signal}) {
			const fleet = await reach.fleet(cluster.hosts);
			let done = 0;
			const result = await runPreflight(fleet, cluster, {
				signal,
				onEvent: ({stage}) => {
					if (stage !== 'done' && stage !== 'failed') return;
					done += 1;
					onFinding?.(done, cluster.hosts.length);
				},
			});
			last = result;
			return applyWaivers(result.findings, []).findings.map((finding): FindingView => {
				const {fix, handledBy, ...rest} = finding;
				return {...rest, ...(handledBy && {handledBy}), ...(fix && {fix: {title: fix.title, command: fix.script.text}})};
			});
		},
		async fix(cluster: Cluster, check, hosts, {onLines, signal}) {
			const finding = last?.findings.find((entry) => entry.check === check && hosts.every((host) => entry.hosts.includes(host)));
			if (!finding) throw new Error(`the finding ${check} is no longer there: check again`);
			const fleet = await reach.fleet(cluster.hosts);
			const wanted = fixesFor(finding).filter((fix) => hosts.includes(fix.host));
			return Promise.all(
				wanted.map(async (fix) => {
					const session = await fleet.open(fix.host, {signal});
					const [result] = await session.run([fixUnit(finding, fix)], {
						signal,
						onEvent: (event) => event.kind === 'lines' && onLines(fix.host, event.lines),
					});
					const outcome = result?.phases.at(-1)?.outcome;
					const ok = outcome?.kind === 'exit' && outcome.code === 0;
					return {host: fix.host, ok, detail: ok ? fix.title : (result?.tail.at(-1) ?? 'the line was lost; check again')};
				}),
			);
		},
	};
}
