import type {Command} from 'commander';
import type {RunEvent} from '../../events/event.ts';
import {savePlan} from '../../plan/saved-plan.ts';
import {type Fleet, RemoteError} from '../../remote/contract.ts';
import type {RunControl} from '../../runner/control.ts';
import type {RunHandle, StartWhat, WizardEngine} from '../../store/engine.ts';
import {ToldError, told} from '../../told.ts';
import type {Consent} from '../consent.ts';
import {describeError, errorEvent} from '../describe-error.ts';
import type {Environment} from '../environment.ts';
import {install} from '../install.ts';
import {lastingCommands} from '../lasting.ts';
import type {LoadedCluster} from '../load-cluster.ts';
import type {Place} from '../place.ts';
import {keptFleet} from './kept-fleet.ts';
import type {LastRun} from './last-run.ts';
import type {planning} from './planning.ts';
import type {Reach} from './reach.ts';
import {recordedCluster, writeFileOf} from './record.ts';
import type {SecretStore} from './secrets.ts';
import {wizardSession} from './session.ts';

interface Tools {
	readonly environment: Environment;
	readonly command: Command;
	readonly place: Place;
	readonly secrets: SecretStore;
	readonly reach: Reach;
	readonly plan: ReturnType<typeof planning>;
	readonly stateHome: string;
	readonly kubeconfig: string | false | undefined;
	readonly sshConfigFile: string | undefined;
	readonly fleeting: string | undefined;
	readonly run: LastRun;
}

interface Once {
	readonly mode: 'apply' | 'resume';
	readonly loaded: LoadedCluster;
	readonly what: StartWhat;
	readonly emit: (event: RunEvent) => void;
	readonly steer: (control: RunControl) => void;
	readonly consent: Consent;
}

/** Carries the plan out exactly as `apply` and `resume` do; trying again is a resume. */
export function running(tools: Tools): Pick<WizardEngine, 'start'> {
	const {environment, command, place, secrets, reach, plan, stateHome, sshConfigFile, fleeting, run} = tools;

	async function once({mode, loaded, what, emit, steer, consent}: Once): Promise<void> {
		// The run has connections of its own, with the host's lock; those of the screens are no longer needed.
		await reach.close();
		if (what.kind !== 'plan') place.again?.();
		const session = wizardSession(environment, command, stateHome, emit);
		const aside = new Set(what.aside);
		const own: Place = {
			...place,
			aside: what.aside,
			open: (cluster, _auth, redactor) => {
				const fleet = without(place.open(cluster, secrets.source(redactor), redactor, sshConfigFile), aside);
				run.live = keptFleet(fleet, () => {
					run.live = undefined;
				});
				return run.live.fleet;
			},
		};
		const waive = [...what.waived, ...(aside.size > 0 ? ['host-unusable'] : [])];
		const kubeconfig = tools.kubeconfig === undefined ? {} : {kubeconfig: tools.kubeconfig};
		try {
			await install(session, {mode, loaded, place: own, steer, consent, flags: {file: loaded.file, yes: true, waive, ...kubeconfig}});
		} catch (error) {
			session.emit(errorEvent(describeError(error)));
		} finally {
			run.live = undefined;
			await session.end();
		}
	}

	return {
		start(what, tell, ask): RunHandle {
			const emit = (event: RunEvent) => {
				if (event.type === 'run.start') run.name = event.run;
				tell(fleeting === undefined ? event : lastingCommands(event, fleeting));
			};
			let control: RunControl | undefined;
			// A wish that comes before the run has begun is kept.
			const wishes: ((control: RunControl) => void)[] = [];
			const wish = (act: (control: RunControl) => void) => (control ? act(control) : void wishes.push(act));
			const steer = (next: RunControl) => {
				control = next;
				for (const act of wishes.splice(0)) act(next);
			};
			const begin = async () => {
				const session = wizardSession(environment, command, stateHome, emit);
				const reviewed = what.kind === 'plan' ? plan.planned : undefined;
				const loaded =
					what.kind === 'resume' ? await recordedCluster(session, what.run) : what.kind === 'again' ? run.loaded : reviewed?.loaded;
				if (!loaded || (what.kind === 'plan' && what.hash !== reviewed?.plan.hash))
					throw new ToldError(told('there is no plan yet: go back to Review', '还没有计划：请返回“检查”'));
				await writeFileOf(loaded);
				Object.assign(run, {loaded, tell: emit});
				const consent: Consent = {shown: reviewed && savePlan(reviewed.plan), ask};
				await once({mode: what.kind === 'plan' ? 'apply' : 'resume', loaded, what, emit, steer, consent});
			};
			return {
				finished: begin(),
				drain: () => wish((it) => it.drain()),
				detach: () => wish((it) => it.detach()),
				pause: () => wish((it) => it.pause()),
				resume: () => wish((it) => it.resume()),
			};
		},
	};
}

/** A host the operator set aside is to the run one that does not answer: others go on, a later resume joins it. */
function without(fleet: Fleet, aside: ReadonlySet<string>): Fleet {
	const open: Fleet['open'] = async (host, options) => {
		if (aside.has(host)) throw new RemoteError('unreachable', host, told('set aside by the operator', '已由操作者搁置'));
		return fleet.open(host, options);
	};
	return new Proxy(fleet, {
		get: (target, name) => {
			if (name === 'open') return open;
			const value: unknown = Reflect.get(target, name);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}
