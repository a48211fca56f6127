import type {WizardState} from '../src/store/state.ts';
import type {Words} from './text/words.ts';

/** What stays in the scrollback when the wizard is left: how it ended, where things are, and what to type next. */
export function farewell({run, draft, stateDir, simulation}: WizardState, words: Words): readonly string[] {
	const {end, report, failures, start} = run;
	const text = words.farewell;
	if (!end) return [`kubewiz: ${simulation ? text.nothingPlayed : text.kept(stateDir)}`];
	const line = (label: string, value: string) => `  ${label}  ${value}`;
	return [
		`kubewiz: ${draft.name}: ${words.done.result[end.result]}`,
		...(report
			? report.nodes.map((node) => `  ${node.name}  ${node.ready ? 'Ready' : 'NotReady'}  ${node.roles}  ${node.version}  ${node.address}`)
			: []),
		...(report ? [line(words.done.endpoint, report.endpoint)] : []),
		...(report?.kubeconfig ? [line(words.done.kubeconfig, report.kubeconfig)] : []),
		...failures.map((failure) => line(words.states.failed, `${failure.step} @ ${failure.host}`)),
		...(end.setAside.length > 0 ? [line(words.done.setAside, end.setAside.join(', '))] : []),
		...(simulation ? [] : [line(text.log, start?.run ?? stateDir)]),
		...end.next.map((command) => line(words.done.next, command)),
		...(simulation ? [line(words.done.next, words.done.simulated)] : []),
	];
}
