import type {WizardState} from '../../store/state.ts';

/** What stays in the scrollback when the wizard is left: how it ended, where things are, and what to type next. */
export function farewell({run, draft, stateDir}: WizardState): readonly string[] {
	const {end, report, failures} = run;
	if (!end) return [`kubewiz: your answers are kept in ${stateDir}; start kubewiz again to go on.`];
	return [
		`kubewiz: ${draft.name}: ${end.result}`,
		...(report
			? report.nodes.map((node) => `  ${node.name}  ${node.ready ? 'Ready' : 'NotReady'}  ${node.roles}  ${node.version}  ${node.address}`)
			: []),
		...(report ? [`  endpoint    ${report.endpoint}`] : []),
		...(report?.kubeconfig ? [`  kubeconfig  ${report.kubeconfig}`] : []),
		...failures.map((failure) => `  failed      ${failure.step} on ${failure.host}`),
		...(end.setAside.length > 0 ? [`  set aside   ${end.setAside.join(', ')}`] : []),
		`  log         ${stateDir}/${draft.name}/runs`,
		...end.next.map((command) => `  next        ${command}`),
	];
}
