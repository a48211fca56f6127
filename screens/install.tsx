import {useApp} from 'ink';
import {useState} from 'react';
import {nameOf} from '../src/store/draft.ts';
import {hostsByNeed} from './install/host-rows.tsx';
import {useInstallKeys} from './install/install-keys.ts';
import {Questions} from './install/questions.tsx';
import {Refused} from './install/refused.tsx';
import {RunPanes} from './install/run-panes.tsx';
import {stepSums} from './install/strip.ts';
import {isQuestion, type View} from './install/view.ts';
import {useActions, useWizard} from './parts/store-context.tsx';
import {useTerminal} from './parts/terminal.ts';
import {useNow} from './parts/time.ts';

/** The install as it runs: the step tree, the hosts, the output of one, the failures. */
export function Install() {
	const {exit} = useApp();
	const run = useWizard((state) => state.run);
	const version = useWizard((state) => state.runVersion);
	const paused = useWizard((state) => state.paused);
	const draftHosts = useWizard((state) => state.draft.hosts);
	const actions = useActions();
	const {lend} = useTerminal();
	const [shown, show] = useState<View>({kind: 'steps'});
	// Undefined: the selection follows the step at work.
	const [step, setStep] = useState<number>();
	const [host, setHost] = useState(0);
	const now = useNow(version > 0 && !run.end);
	const hosts = hostsByNeed(run);
	const at = shown.kind === 'hosts' ? Math.min(host, Math.max(0, hosts.length - 1)) : 0;
	const chosen = shown.kind === 'failure' ? run.failures[shown.at]?.host : (hosts[at] ?? run.refusal?.host);
	const workers = draftHosts.filter((entry) => !entry.roles?.includes('control-plane')).map(nameOf);
	const active = run.steps.findIndex((row) => stepSums(run, row).state !== 'done');
	const ended = run.end !== undefined || run.refusal !== undefined;
	const home = () => show({kind: 'steps'});
	useInstallKeys({
		shown,
		show,
		active: !isQuestion(shown) && shown.kind !== 'log',
		ended,
		paused,
		chosen,
		workers,
		failures: run.failures.length,
		refused: run.refusal !== undefined,
		follow: () => setStep(undefined),
		openShell: (name) => void lend(() => actions.openShell(name)),
	});
	if (isQuestion(shown)) {
		const leave = () => {
			actions.detach();
			exit();
		};
		return (
			<Questions asked={shown} workers={workers} onDone={home} onPick={(name) => show({kind: 'set-aside', host: name})} onLeave={leave} />
		);
	}
	if (run.refusal) return <Refused refusal={run.refusal} />;
	return (
		<RunPanes
			run={run}
			now={now}
			paused={paused}
			shown={shown}
			show={show}
			hosts={hosts}
			host={at}
			onHost={setHost}
			step={step ?? Math.max(0, active === -1 ? run.steps.length - 1 : active)}
			onStep={setStep}
		/>
	);
}
