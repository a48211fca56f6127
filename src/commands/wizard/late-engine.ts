import {nodeNameOf} from '../../cluster/hosts.ts';
import {specToYaml} from '../../cluster/write.ts';
import {readHosts} from '../../inventory/typed.ts';
import {stateHome} from '../../journal/state-dir.ts';
import type {RunHandle, WizardEngine} from '../../store/engine.ts';
import type {GlobalFlags} from '../flags.ts';
import type {Place} from '../place.ts';
import {resolveAnswers} from './answers.ts';
import type {EngineOptions} from './engine.ts';

/** Where the hosts are; what it takes to reach them is loaded when it is first needed. */
export interface LatePlace {
	readonly simulation: boolean;
	load(): Promise<Place>;
}

/**
 * The engine as the first frame needs it: what the answers alone say is told at
 * once. SSH, preflight, steps and runner are loaded with the first question
 * that needs them; the time for that is not the operator's, who looks at the
 * first screen meanwhile.
 */
export function lateEngine(options: Omit<EngineOptions, 'place'> & {readonly place: LatePlace}): WizardEngine {
	const {environment, command, directory, offered, place} = options;
	let loading: Promise<WizardEngine> | undefined;
	let loaded: WizardEngine | undefined;
	/** Secrets given before there is anybody to keep them. */
	const early: Parameters<WizardEngine['setSecret']>[] = [];
	const load = async () => {
		try {
			const [{wizardEngine}, known] = await Promise.all([import('./engine.ts'), place.load()]);
			loaded = wizardEngine({...options, place: known});
			for (const given of early.splice(0)) loaded.setSecret(...given);
			return loaded;
		} catch (error) {
			// Whoever asked is told; who asks again may have more luck.
			loading = undefined;
			throw error;
		}
	};
	const engine = () => (loading ??= load());
	return {
		simulation: place.simulation,
		stateDir: directory ?? command.optsWithGlobals<GlobalFlags>().stateDir ?? stateHome(environment.env),
		offered: offered.map((host) => ({...host, name: nodeNameOf(host)})),
		readHosts,
		resolve: resolveAnswers,
		specText: specToYaml,
		unfinishedRuns: async (...given) => (await engine()).unfinishedRuns(...given),
		askRun: async (...given) => (await engine()).askRun(...given),
		putAway: async (...given) => (await engine()).putAway(...given),
		importSources: async (...given) => (await engine()).importSources(...given),
		importHosts: async (...given) => (await engine()).importHosts(...given),
		scan: async (...given) => (await engine()).scan(...given),
		unknownKeys: async (...given) => (await engine()).unknownKeys(...given),
		acceptKeys: async (...given) => (await engine()).acceptKeys(...given),
		testHosts: async (...given) => (await engine()).testHosts(...given),
		setSecret: (...given) => {
			if (loaded) loaded.setSecret(...given);
			else early.push(given);
		},
		preflight: async (...given) => (await engine()).preflight(...given),
		fix: async (...given) => (await engine()).fix(...given),
		probeMirrors: async (...given) => (await engine()).probeMirrors(...given),
		plan: async (...given) => (await engine()).plan(...given),
		saveSpec: async (...given) => (await engine()).saveSpec(...given),
		exportShell: async (...given) => (await engine()).exportShell(...given),
		start: (...given) => {
			const run = engine().then((it) => it.start(...given));
			// Why there is no run to steer is told by `finished`.
			const steer = (act: (run: RunHandle) => void) => void run.then(act, () => undefined);
			return {
				finished: run.then((it) => it.finished),
				drain: () => steer((it) => it.drain()),
				detach: () => steer((it) => it.detach()),
				pause: () => steer((it) => it.pause()),
				resume: () => steer((it) => it.resume()),
			};
		},
		mend: async (...given) => (await engine()).mend(...given),
		openShell: async (...given) => (await engine()).openShell(...given),
		close: async () => {
			// What could not be loaded has nothing to close, and whoever asked was told why.
			const it = await loading?.catch(() => undefined);
			await it?.close();
		},
	};
}
