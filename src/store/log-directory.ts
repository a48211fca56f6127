import type {WizardState} from './state.ts';

/** Absolute directory of a run's logs; undefined before it began. Output of a host is in `hosts/NAME.log` there. */
export function logDirectory({run, stateDir}: Pick<WizardState, 'run' | 'stateDir'>): string | undefined {
	return run.start && `${stateDir}/${run.start.cluster}/runs/${run.start.run}`;
}
