import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {farewell} from '../../screens/farewell.ts';
import {wordsOf} from '../../screens/text/words.ts';
import {runProgram} from '../../src/commands/program.ts';
import type {WizardStore} from '../../src/store.ts';
import {testEnvironment} from '../commands/environment.ts';

/** The wizard's real engine on the embedded fleet, opened by `kubewiz demo` itself; only the terminal is the test's. */
export interface DemoWizard {
	readonly store: WizardStore;
	/** Answers everything up to Review. */
	plan(): Promise<void>;
	/** What was said after the wizard was left. */
	close(): Promise<{readonly said: string; readonly code: number | undefined}>;
}

/** Runs `kubewiz demo WORDS…` up to the point where it would draw; nothing waits at the default speed. */
export async function demoWizard(...words: readonly string[]): Promise<DemoWizard> {
	const cwd = await mkdtemp(join(tmpdir(), 'kubewiz-screens-'));
	const opened = Promise.withResolvers<WizardStore>();
	const left = Promise.withResolvers<void>();
	const environment = testEnvironment({cwd, tty: true});
	const done = runProgram(
		{
			...environment,
			screens: async () => ({
				start: ({store}) => {
					opened.resolve(store);
					return {left: left.promise, leave: () => left.resolve(), farewell: () => farewell(store.getState(), wordsOf('en'))};
				},
			}),
		},
		['demo', '--speed', '100000', '--seed', 'screens', ...words],
	);
	done.then(() => opened.reject(new Error(`kubewiz ended: ${environment.err.text()}`)), opened.reject);
	const store = await opened.promise;
	return {
		store,
		async plan() {
			const {actions} = store;
			actions.takeHosts(store.getState().offered);
			await actions.checkHosts();
			await actions.runPreflight();
			const {findings} = store.getState();
			if (findings.kind === 'here') await actions.fixFindings(findings.value.filter(({severity, fix}) => severity === 'error' && fix));
			actions.closeFix();
			await actions.makePlan();
			const {plan} = store.getState();
			if (plan.kind !== 'here') throw new Error(`there is no plan: ${JSON.stringify(plan)}`);
		},
		async close() {
			left.resolve();
			await done;
			await rm(cwd, {recursive: true});
			return {said: environment.out.text() + environment.err.text(), code: environment.code()};
		},
	};
}
