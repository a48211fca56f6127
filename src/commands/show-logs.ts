import {readdir} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {nearest} from '../cluster/nearest.ts';
import {exitCodes} from '../events/event.ts';
import {readEvents, readHostLog} from '../output/read-log.ts';
import {listRuns, type RunDirectory} from '../output/run-directory.ts';
import {told} from '../told.ts';
import {CommandError, usageError} from './command-error.ts';
import type {LogFlags} from './logs.ts';
import type {Session} from './session.ts';
import {clusterName, stateOf} from './state.ts';

/** Prints the log of a run: of one host, of one step, or every change of state. Gives the exit code. */
export async function showLogs(session: Session, options: LogFlags, host: string | undefined): Promise<number> {
	const state = stateOf(session, await clusterName(session, options));
	const runs = await listRuns(state);
	if (options.runs && runs.length > 0) {
		session.say(runs.map((run) => `${run.name}  ${run.path}`));
		return exitCodes.done;
	}
	const run = pick(runs, options.run, state);
	const hosts = await loggedHosts(run);
	if (host !== undefined && !hosts.includes(host)) throw unknownHost(host, hosts, run);
	if (session.json) await events(session, run, host, options.step);
	else if (host === undefined && options.step === undefined) await events(session, run, undefined, undefined);
	else for (const name of host === undefined ? hosts : [host]) await hostLog(session, run, name, options.step, host === undefined);
	return exitCodes.done;
}

function pick(runs: readonly RunDirectory[], name: string | undefined, state: string): RunDirectory {
	const run = name === undefined ? runs.at(-1) : runs.find((candidate) => candidate.name === name);
	if (run) return run;
	if (name === undefined)
		throw new CommandError('no-log', told(`there is no log in ${join(state, 'runs')}`, `${join(state, 'runs')} 中没有日志`), {
			exitCode: exitCodes.failed,
			details: [
				told(
					'logs are kept by apply and resume, on the machine where they run; --state-dir names another place for them',
					'日志由 apply 和 resume 保存在运行它们的机器上；可用 --state-dir 指定其他位置',
				),
			],
		});
	throw usageError('no-run', told(`there is no run ${name} in ${join(state, 'runs')}`, `${join(state, 'runs')} 中没有运行 ${name}`), [
		told('`kubewiz logs --runs` lists them', '用 `kubewiz logs --runs` 可列出'),
	]);
}

async function loggedHosts(run: RunDirectory): Promise<readonly string[]> {
	const files = await readdir(join(run.path, 'hosts'));
	return files.filter((file) => file.endsWith('.log')).map((file) => basename(file, '.log'));
}

function unknownHost(host: string, hosts: readonly string[], run: RunDirectory): CommandError {
	const near = nearest(host, hosts);
	return usageError('no-host', told(`run ${run.name} has no log of a host ${host}`, `运行 ${run.name} 没有主机 ${host} 的日志`), [
		near ? told(`did you mean ${near}?`, `是不是 ${near}？`) : told(`it has: ${hosts.join(', ')}`, `有：${hosts.join('、')}`),
	]);
}

async function events(session: Session, run: RunDirectory, host: string | undefined, step: string | undefined): Promise<void> {
	for await (const event of readEvents(run)) {
		if (host !== undefined && !('host' in event && event.host === host)) continue;
		if (step !== undefined && !('step' in event && event.step === step)) continue;
		session.emit(event);
	}
}

async function hostLog(session: Session, run: RunDirectory, host: string, step: string | undefined, named: boolean): Promise<void> {
	const lines: string[] = [];
	for await (const line of readHostLog(run, host, step)) lines.push(line);
	if (named && lines.length > 0) session.say([session.look.tone('strong', host)]);
	session.say(lines);
}
