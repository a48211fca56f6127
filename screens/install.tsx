import {useInstallKeys} from './install/install-keys.ts';
import {MendView} from './install/mend-view.tsx';
import {PlanQuestion} from './install/plan-question.tsx';
import {Questions} from './install/questions.tsx';
import {Refused} from './install/refused.tsx';
import {RunPanes} from './install/run-panes.tsx';
import {useStanding} from './install/standing.ts';
import {isQuestion} from './install/view.ts';
import {useRoom} from './parts/frame.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {useNow} from './parts/time.ts';

/** The install as it runs: the step tree, the hosts, the output of one, the failures. */
export function Install() {
	const version = useWizard((state) => state.runVersion);
	const mend = useWizard((state) => state.mend);
	const planQuestion = useWizard((state) => state.planQuestion);
	const actions = useActions();
	const room = useRoom();
	const standing = useStanding();
	const {run, shown, show, workers, leave} = standing;
	const now = useNow(version > 0 && !run.end);
	useInstallKeys(standing, mend === undefined && planQuestion === undefined && !isQuestion(shown));
	if (planQuestion) return <PlanQuestion differences={planQuestion} {...room} onAnswer={actions.agreeToPlan} />;
	if (mend) {
		const retry = () => {
			actions.closeMend();
			show({kind: 'steps'});
			actions.retry([mend.failure.host]);
		};
		return <MendView mend={mend} {...room} onRetry={retry} onCut={actions.cutMend} onClose={actions.closeMend} />;
	}
	if (isQuestion(shown)) {
		const {from} = shown;
		const pick = (host: string) => show({kind: 'set-aside', host, from: {kind: 'steps'}});
		return <Questions asked={shown} workers={workers} failures={run.failures} onDone={() => show(from)} onPick={pick} onLeave={leave} />;
	}
	if (run.refusal) return <Refused refusal={run.refusal} begun={run.start !== undefined} />;
	return <RunPanes standing={standing} now={now} />;
}
