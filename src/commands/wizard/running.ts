import {access, mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Command} from 'commander';
import {clusterToYaml} from '../../cluster/write.ts';
import type {RunEvent} from '../../events/event.ts';
import {writeAtomically} from '../../journal/atomic-file.ts';
import {readRun} from '../../journal/read-run.ts';
import {parseSavedPlan} from '../../plan/saved-plan.ts';
import {type Fleet, RemoteError} from '../../remote/contract.ts';
import type {RunControl} from '../../runner/control.ts';
import type {RunHandle, StartWhat, UnfinishedRun, WizardEngine} from '../../store/engine.ts';
import {ToldError, told} from '../../told.ts';
import {describeError, errorEvent} from '../describe-error.ts';
import type {Environment} from '../environment.ts';
import {install} from '../install.ts';
import {lastingCommands} from '../lasting.ts';
import {type LoadedCluster, loadCluster} from '../load-cluster.ts';
import type {Place} from '../place.ts';
import type {LastRun} from './last-run.ts';
import type {planning} from './planning.ts';
import type {Reach} from './reach.ts';
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
	readonly specDirectory: string;
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
}

/** Carries the plan out exactly as `apply` and `resume` do; trying again is a resume. */
export function running(tools: Tools): Pick<WizardEngine, 'start'> {
	const {environment, command, place, secrets, reach, plan, stateHome, specDirectory, sshConfigFile, fleeting, run} = tools;

	async function once({mode, loaded, what, emit, steer}: Once): Promise<void> {
		// The run has connections of its own, with the host's lock; those of the screens are no longer needed.
		await reach.close();
		if (what.kind !== 'plan') place.again?.();
		const session = wizardSession(environment, command, stateHome, emit);
		const aside = new Set(what.aside);
		const own: Place = {
			...place,
			open: (cluster, _auth, redactor) => {
				const fleet = without(place.open(cluster, secrets.source(redactor), redactor, sshConfigFile), aside);
				run.live = {fleet, emit: session.emit};
				return fleet;
			},
		};
		const waive = [...what.waived, ...(aside.size > 0 ? ['host-unusable'] : [])];
		const kubeconfig = tools.kubeconfig === undefined ? {} : {kubeconfig: tools.kubeconfig};
		try {
			await install(session, {mode, loaded, place: own, steer, flags: {file: loaded.file, yes: true, waive, ...kubeconfig}});
		} catch (error) {
			session.emit(errorEvent(describeError(error)));
		} finally {
			run.live = undefined;
			await session.end();
		}
	}

	return {
		start(what, tell): RunHandle {
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
				const loaded =
					what.kind === 'resume'
						? await loadUnfinished(what.run, stateHome, specDirectory, session)
						: what.kind === 'again'
							? run.loaded
							: plan.planned;
				if (!loaded) throw new ToldError(told('there is no plan yet: go back to Review', '还没有计划：请返回“检查”'));
				Object.assign(run, {loaded, tell: emit});
				await once({mode: what.kind === 'plan' ? 'apply' : 'resume', loaded, what, emit, steer});
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

/** The cluster of an unfinished run: its file where the wizard keeps it, else made of the plan it was begun with. */
async function loadUnfinished(
	run: UnfinishedRun,
	stateHome: string,
	specDirectory: string,
	session: ReturnType<typeof wizardSession>,
): Promise<LoadedCluster> {
	const file = run.specFile ?? join(specDirectory, `${run.cluster}.yaml`);
	const there = await access(file).then(
		() => true,
		() => false,
	);
	if (!there) {
		const reading = await readRun(join(stateHome, run.cluster));
		if (reading?.planText === undefined)
			throw new ToldError(
				told(
					`the plan of ${run.cluster} was not kept: resume it with kubewiz resume -f FILE`,
					`${run.cluster} 的计划没有保留：请用 kubewiz resume -f FILE 继续`,
				),
			);
		await mkdir(dirname(file), {recursive: true, mode: 0o700});
		await writeAtomically(file, clusterToYaml(parseSavedPlan(reading.planText).cluster));
	}
	return loadCluster(session, file);
}
