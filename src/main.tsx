import {homedir, hostname, userInfo} from 'node:os';
import packageJson from '../package.json' with {type: 'json'};
import type {Environment, StopSignal} from './commands/environment.ts';
import {runProgram} from './commands/program.ts';
import {exitCodes} from './events/event.ts';
import {fitToManyConnections} from './memory.ts';
import {descriptorSink} from './output/sink.ts';

/** Characters that may wait for a stopped terminal before lines are dropped (a pipe gets them all). */
const screenLimit = 4 << 20;

const listeners = new Set<(signal: StopSignal) => void>();
const signalNumbers = {SIGHUP: 1, SIGINT: 2, SIGTERM: 15} as const;

for (const signal of Object.keys(signalNumbers) as StopSignal[]) {
	process.on(signal, () => {
		// Nothing is under way: end as a program without a handler would.
		if (listeners.size === 0) process.exit(128 + signalNumbers[signal]);
		for (const listener of [...listeners]) listener(signal);
	});
}

const environment: Environment = {
	env: process.env,
	cwd: process.cwd(),
	home: homedir(),
	owner: `${userInfo().username}@${hostname()}`,
	version: packageJson.version,
	stdin: process.stdin,
	tty: {stdin: process.stdin, stdout: process.stdout, stderr: process.stderr},
	out: descriptorSink(1, process.stdout.isTTY ? screenLimit : undefined),
	err: descriptorSink(2, screenLimit),
	screens: async () => (await import('../screens/start.tsx')).screens,
	now: () => new Date(),
	exit: (code) => {
		process.exitCode = code;
	},
	onSignal: (listener) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	},
};

fitToManyConnections();
// Files made by kubewiz are their owner's only.
process.umask(0o077);
try {
	await runProgram(environment, process.argv.slice(2));
} catch (error) {
	process.exitCode = exitCodes.internal;
	environment.err.write(`kubewiz: defect: ${error instanceof Error ? error.stack : String(error)}\n`);
}
await Promise.all([environment.out.drain(), environment.err.drain()]);
process.exit();
