import type {FindingView} from '../../src/store/engine.ts';
import type {Binding} from '../parts/keys.tsx';
import type {Words} from '../text/words.ts';
import type {ChosenFix} from './fix-question.tsx';

interface Standing {
	readonly current: FindingView | undefined;
	/** Those that were not let pass. */
	readonly open: readonly FindingView[];
	/** The chosen one was let pass. */
	readonly passes: boolean;
	readonly words: Words;
	readonly ask: (fixes: readonly ChosenFix[]) => void;
	readonly pickHost: (finding: FindingView) => void;
	readonly waive: (check: string, on: boolean) => void;
	readonly recheck: () => void;
	readonly showDetail: () => void;
}

/** What kubewiz can run for a finding; empty where an install step takes care of it anyway. */
export function fixOf(finding: FindingView, hosts: readonly string[] = finding.hosts): readonly ChosenFix[] {
	return finding.fix && finding.handledBy === undefined ? [{check: finding.check, ...finding.fix, hosts}] : [];
}

/** The keys of the table of findings. */
export function findingKeys(now: Standing): readonly Binding[] {
	const {current, open, passes, ask} = now;
	const {preflight: text} = now.words;
	const fixable = open.flatMap((finding) => fixOf(finding));
	const noFix = current && fixOf(current).length > 0 ? undefined : text.noFix;
	const several = (current?.hosts.length ?? 0) > 1;
	return [
		{keys: ['x'], label: text.fix, run: () => current && ask(fixOf(current)), disabled: noFix, quiet: noFix !== undefined},
		{
			keys: ['X'],
			label: text.fixAll,
			run: () => ask(fixable),
			disabled: fixable.length > 0 ? undefined : text.nothingToFix,
			quiet: fixable.length < 2,
		},
		{
			keys: ['h'],
			label: text.fixOne,
			run: () => current && now.pickHost(current),
			disabled: noFix ?? (several ? undefined : text.oneHost),
			quiet: noFix !== undefined || !several,
		},
		{
			keys: ['w'],
			label: passes ? text.unwaive : text.waive,
			run: () => current && now.waive(current.check, !passes),
			disabled: current?.severity !== 'error' ? text.onlyErrors : current.waivable ? undefined : text.notWaivable,
			quiet: current?.severity !== 'error' || !current.waivable,
		},
		{keys: ['r'], label: text.recheck, run: now.recheck},
		{keys: ['enter'], label: text.detail, run: now.showDetail},
	];
}
