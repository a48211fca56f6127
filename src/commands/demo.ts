import {Command} from 'commander';
import {hostFaults} from '../demo/model/host.ts';
import type {Environment} from './environment.ts';
import {repeated, wholeNumber} from './flags.ts';
import {withExamples} from './help.ts';
import {verb} from './verb.ts';

export interface DemoFlags {
	readonly hosts: number;
	readonly controlPlanes: number;
	readonly speed: number;
	readonly latency?: number;
	readonly seed?: string;
	readonly fail?: readonly string[];
	readonly drop?: readonly string[];
	readonly reboot?: readonly string[];
	readonly die?: readonly string[];
	readonly hostFault?: readonly string[];
	readonly resume?: boolean;
}

/** `kubewiz demo`. */
export function demoCommand(environment: Environment): Command {
	const command = new Command('demo')
		.summary('a whole installation on simulated hosts, without root or network')
		.description(
			'Opens the wizard on SSH servers inside this process that play hosts; without a terminal, or with --plain, runs apply on them. Times, texts and states are modelled on real ones, nothing is installed anywhere.',
		)
		.optionsGroup('Simulated hosts:')
		.option('--hosts <number>', 'how many', wholeNumber(1, 5000), 4)
		.option('--control-planes <number>', 'how many of them are control planes', wholeNumber(1, 99), 1)
		.option('--speed <factor>', 'times faster than real hosts', wholeNumber(1, 100_000), 20)
		.option('--latency <ms>', 'round trip of every line, for example 40ms', milliseconds)
		.option('--seed <text>', 'the same text gives the same hosts, times and outputs')
		.option('--fail <step:host[:always]>', 'the step fails on the host, once or always', repeated)
		.option('--drop <host@step>', 'the line to the host drops while it is at the step', repeated)
		.option('--reboot <host@step>', 'the host reboots while it is at the step', repeated)
		.option('--die <host@step>', 'the host dies while it is at the step', repeated)
		.option('--host-fault <fault:host>', `the host is not as it should be: ${Object.keys(hostFaults).join(', ')}`, repeated)
		.option('--resume', 'when the run stops before its end, resume it on the same hosts; those that died are switched on again');
	withExamples(command, [
		{does: 'three control planes and two workers', command: 'kubewiz demo --hosts 5 --control-planes 3'},
		{does: 'a join that fails, explained, and then resumed', command: 'kubewiz demo --fail join:w3 --resume'},
		{does: '500 hosts, 40 ms away', command: 'kubewiz demo --hosts 500 --latency 40ms --speed 1000'},
	]);
	return verb<DemoFlags>(environment, command, async (session, flags) => {
		const {runDemo} = await import('./run-demo.ts');
		return runDemo(session, command, flags);
	});
}

/** `40` and `40ms` are the same. */
function milliseconds(text: string): number {
	return wholeNumber(0, 60_000)(text.replace(/ms$/, ''));
}
