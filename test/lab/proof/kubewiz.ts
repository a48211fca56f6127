import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Document} from 'yaml';
import type {RunEvent} from '../../../src/events/event.ts';

/** The program under test: the built bundle, or another build of it. */
export const bundle = process.env.KUBEWIZ_TEST_BUNDLE ?? new URL('../../../dist/kubewiz.mjs', import.meta.url).pathname;

/** One operator: a place of his own for state, known_hosts and kubeconfig. */
export interface Operator {
	readonly dir: string;
	readonly stateDir: string;
	readonly knownHosts: string;
	readonly sshConfig: string;
	readonly kubeconfig: string;
	readonly specFile: string;
}

/** Makes an operator with an empty home of his own and writes his cluster.yaml. */
export function operator(spec: object): Operator {
	const dir = mkdtempSync(join(tmpdir(), 'kubewiz-proof-'));
	const specFile = join(dir, 'cluster.yaml');
	const knownHosts = join(dir, 'known_hosts');
	const sshConfig = join(dir, 'ssh_config');
	// ssh finds ~ by the user and not by HOME: without a file of his own this operator would use this machine's known_hosts.
	writeFileSync(sshConfig, `Host *\n\tUserKnownHostsFile ${knownHosts}\n\tGlobalKnownHostsFile /dev/null\n`);
	writeFileSync(specFile, String(new Document(spec)));
	return {dir, specFile, stateDir: join(dir, 'state'), knownHosts, sshConfig, kubeconfig: join(dir, 'kubeconfig')};
}

/** A finished kubewiz process. `events` are its JSON records, `text` what it said to the human beside them. */
export interface Finished {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly events: readonly RunEvent[];
	readonly text: string;
	/** The same with the records of all that went wrong, for whoever reads why a test failed. */
	readonly story: string;
}

/** A running kubewiz process. */
export interface Running {
	readonly process: ChildProcess;
	/** Its JSON records so far. */
	readonly events: readonly RunEvent[];
	readonly finished: Promise<Finished>;
	/** Resolves at the first event that `matches`; rejects when the process ends without one. */
	until(matches: (event: RunEvent) => boolean): Promise<RunEvent>;
}

/**
 * Starts the built bundle as an operator would, with `--json`. Its HOME is the
 * operator's directory, so that nothing of this machine's own is read or written.
 */
export function kubewiz(who: Operator, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
	const child = spawn(process.execPath, [bundle, ...args, '--ssh-config', who.sshConfig, '--state-dir', who.stateDir, '--json'], {
		cwd: who.dir,
		env: {PATH: process.env.PATH ?? '', HOME: who.dir, LC_ALL: 'C.UTF-8', CI: 'true', ...env},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const events: RunEvent[] = [];
	const watchers = new Set<{matches: (event: RunEvent) => boolean; resolve: (event: RunEvent) => void; reject: (error: Error) => void}>();
	let text = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		text += chunk;
	});
	// Not by readline, which would give what a killed process left of a line for a line.
	let rest = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) take(JSON.parse(line) as RunEvent);
	});
	const take = (event: RunEvent) => {
		events.push(event);
		for (const watcher of watchers) {
			if (!watcher.matches(event)) continue;
			watchers.delete(watcher);
			watcher.resolve(event);
		}
	};
	let ended: Error | undefined;
	const finished = new Promise<Finished>((resolve, reject) => {
		child.once('close', (code, signal) => {
			const story = [text, ...events.filter(isTrouble).map((event) => JSON.stringify(event))].join('\n');
			ended = new Error(`kubewiz ended (${code ?? signal}) before the awaited event:\n${story}`);
			for (const watcher of watchers) watcher.reject(ended);
			if (signal === null && rest !== '') reject(new Error(`kubewiz ended with half a line of JSON: ${rest}`));
			else resolve({code, signal, events, text, story});
		});
	});
	return {
		process: child,
		events,
		finished,
		until: (matches) => {
			const seen = events.find(matches);
			if (seen) return Promise.resolve(seen);
			if (ended) return Promise.reject(ended);
			return new Promise((resolve, reject) => watchers.add({matches, resolve, reject}));
		},
	};
}

function isTrouble({type}: RunEvent): boolean {
	return type === 'task.failed' || type === 'warning' || type === 'need-input' || type === 'error';
}
