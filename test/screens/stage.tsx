import {App} from '../../screens/app.tsx';
import {type Language, wordsOf} from '../../screens/text/words.ts';
import type {DoneBy, EventBody, Failure, RunEvent, TaskState} from '../../src/events/event.ts';
import {type Draft, emptyDraft} from '../../src/store/draft.ts';
import type {WizardEngine} from '../../src/store/engine.ts';
import {RunView} from '../../src/store/run-view.ts';
import type {WizardState} from '../../src/store/state.ts';
import {createWizardStore, type WizardStore} from '../../src/store.ts';
import {memoryKeeper, silentEngine} from './engine.ts';
import {type Mounted, mount} from './term.ts';

export interface Staged extends Mounted {
	readonly store: WizardStore;
}

interface Setting {
	readonly state?: Partial<WizardState>;
	readonly draft?: Partial<Draft>;
	readonly engine?: Partial<WizardEngine>;
	readonly columns?: number;
	readonly rows?: number;
	readonly ascii?: boolean;
	readonly language?: Language;
	readonly screenReader?: boolean;
	readonly wideAmbiguous?: boolean;
}

/** A store with a state of the test's making; its engine refuses whatever it was not given. */
export function storeOf({state = {}, draft = {}, engine = {}}: Setting): WizardStore {
	const store = createWizardStore(silentEngine(engine), memoryKeeper({...emptyDraft, ...draft}), () => Date.now());
	// A wizard that starts is never in a run; the test is.
	store.setState({draft: {...emptyDraft, ...draft}, ...state});
	return store;
}

/** The wizard on a store of the test's making. */
export function stage({
	columns = 80,
	rows = 24,
	ascii = false,
	language = 'en',
	screenReader,
	wideAmbiguous = false,
	...setting
}: Setting = {}): Staged {
	const store = storeOf(setting);
	const look = {words: wordsOf(language), ascii, colour: false};
	const options = screenReader ? {isScreenReaderEnabled: true, alternateScreen: false, incrementalRendering: false} : {};
	return {...mount(<App store={store} look={look} />, {columns, rows, ascii, wideAmbiguous, ...options}), store};
}

/** A run of `hosts` hosts and `steps` steps whose events a test sends by hand. */
export function fakeRun(hosts: number, steps: number, titles: readonly string[] = []) {
	const names = Array.from({length: hosts}, (_, index) => (index === 0 ? 'cp1' : `w${index}`));
	const view = new RunView();
	let seq = 0;
	const send = (event: EventBody, now = Date.now()) =>
		view.apply({...event, seq: ++seq, time: '2026-01-01T00:00:00.000Z'} as RunEvent, now);
	const ids = Array.from({length: steps}, (_, index) => `prepare/step-${index}`);
	send({
		type: 'run.start',
		run: '1',
		cluster: 'demo',
		plan: 'sha256:0',
		mode: 'apply',
		hosts: names,
		steps: ids.map((id, index) => ({id, title: titles[index] ?? `Step ${index}`, hosts: names})),
	} as unknown as EventBody);
	const task = (step: number, host: string, state: TaskState, ms?: number, doneBy?: DoneBy) =>
		send({type: 'task.state', step: ids[step], host, state, attempt: 1, ...(ms === undefined ? {} : {ms}), doneBy} as EventBody);
	const print = (step: number, host: string, ...lines: string[]) =>
		send({type: 'task.output', step: ids[step], host, lines} as unknown as EventBody);
	const fail = (step: number, host: string, failure: Partial<Failure> = {}) => {
		task(step, host, 'failed');
		send({
			type: 'task.failed',
			step: ids[step],
			host,
			failure: {
				step: ids[step],
				host,
				title: `Step ${step}`,
				command: 'kubeadm join api:6443',
				exitCode: 1,
				lastLines: ['error execution phase preflight', "couldn't validate the identity of the API Server"],
				next: ['kubewiz resume -f demo.yaml'],
				diagnosis: {id: 'join-ca-hash', cause: 'the CA hash is another', fix: 'make a new token', commands: ['kubeadm token create']},
				...failure,
			},
		} as unknown as EventBody);
	};
	return {view, names, ids, send, task, print, fail};
}

/** State of a wizard in the middle of a run. */
export function atWork(run: ReturnType<typeof fakeRun>, handle: Partial<WizardState['handle']> = {}): Setting {
	const hosts = run.names.map((name, index) => ({
		name,
		address: `10.0.0.${index + 1}`,
		roles: [index === 0 ? ('control-plane' as const) : ('worker' as const)],
	}));
	const idle = {finished: new Promise<void>(() => {}), drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}};
	return {
		draft: {screen: 'install', name: 'demo', hosts},
		state: {run: run.view, runVersion: run.view.version, handle: {...idle, ...handle}},
	};
}
