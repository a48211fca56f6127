import type {EventBody, RunEvent} from '../events/event.ts';
import {joined, type Said, told, within} from '../told.ts';
import {failureLines, where} from './failure.ts';
import {findingLines} from './findings.ts';
import {counted, duration, type Look, type MarkName, padCells} from './look.ts';
import {planLines} from './plan.ts';
import type {Renderer} from './renderer.ts';
import {reportLines} from './report.ts';
import type {Sink} from './sink.ts';
import {statusLines} from './status.ts';
import {type StepFold, stepFold} from './step-fold.ts';
import {simulationNote, summaryLines} from './summary.ts';

interface PlainOptions {
	readonly look: Look;
	/** Also what is being checked and verified, and the output of the commands. */
	readonly verbose: boolean;
	/** Directory of the run's log, named in the summary; asked for when the run ends. */
	readonly log?: () => string | undefined;
}

/** With more hosts than this, the successes of a step are told in one line. */
const foldAbove = 12;

type Body<Type extends EventBody['type']> = Extract<EventBody, {type: Type}>;

/** One line for every change of state: time, host, step, glyph and word, time taken. For pipes, CI, and people who like lines. */
export function plainRenderer(sink: Sink, options: PlainOptions): Renderer {
	const linesOf = plainLines(options);
	return {
		event: (event) =>
			sink.write(
				linesOf(event)
					.map((line) => `${line}\n`)
					.join(''),
			),
		end: () => sink.drain(),
	};
}

/** Gives the lines of each event; keeps what later lines need (column widths, steps being folded). */
function plainLines(options: PlainOptions): (event: RunEvent) => readonly string[] {
	const {look} = options;
	const columns = {host: 4, step: 20};
	let simulation = false;
	let failures: string[] = [];
	const warnings: Body<'warning'>[] = [];
	// A second run in the same stream (a demo's resume) begins anew.
	let fold: StepFold | undefined;

	function line(time: string, host: string, step: string, mark: MarkName, rest = ''): string {
		const words = look.mark(mark, rest === '' ? 0 : 9);
		return `${clock(time)} ${padCells(host, columns.host)} ${step.padEnd(columns.step)} ${words} ${rest}`.trimEnd();
	}

	function start(event: Body<'run.start'>): string[] {
		simulation = event.simulation;
		columns.host = Math.min(20, Math.max(4, ...event.hosts.map((host) => host.length)));
		columns.step = Math.min(32, Math.max(8, ...event.steps.map((step) => step.id.length)));
		fold = undefined;
		failures = [];
		if (event.hosts.length > foldAbove) {
			fold = stepFold(event.steps);
			columns.host = Math.max(columns.host, look.say(counted(event.hosts.length, 'host')).length);
		}
		const tasks = event.steps.reduce((sum, step) => sum + step.hosts.length, 0);
		const size = look.say(joined([counted(event.hosts.length, 'host'), counted(event.steps.length, 'step'), counted(tasks, 'task')]));
		return [
			...(simulation ? [simulationNote(look)] : []),
			`${event.mode} ${look.tone('strong', event.cluster)}: ${size}${look.say(told('; plan', '；计划'))} ${event.plan.slice(0, 19)}`,
		];
	}

	function host(time: string, event: Body<'host.state'>): string[] {
		const quiet = event.state === 'connecting' || (event.state === 'connected' && fold !== undefined);
		if (quiet && !options.verbose) return [];
		return [
			line(
				time,
				event.host,
				'',
				hostMark(event.state),
				event.detail === undefined ? look.say(latency(event.latencyMs)) : look.say(event.detail),
			),
		];
	}

	function task(time: string, event: Body<'task.state'>): string[] {
		const folded = fold?.take(event);
		return [
			...(tells(event, options.verbose, fold !== undefined)
				? [line(time, event.host, event.step, event.state, taskText(event, look))]
				: []),
			...(folded ? [line(time, look.say(counted(folded.hosts, 'host')), event.step, folded.mark, look.say(folded.text))] : []),
		];
	}

	return (event) => {
		switch (event.type) {
			case 'run.start':
				return start(event);
			case 'host.state':
				return host(event.time, event);
			case 'task.state':
				return task(event.time, event);
			case 'task.output':
				return options.verbose ? event.lines.map((text) => `${event.host} ${event.step} ${look.tone('dim', '|')} ${text}`) : [];
			case 'task.retry':
				return [line(event.time, event.host, event.step, 'retry', look.say(retryText(event)))];
			case 'task.failed':
				failures.push(look.say(where(event)));
				return ['', ...failureLines(event.failure, look), ''];
			case 'warning':
				warnings.push(event);
				return [line(event.time, event.host ?? '', '', 'warning', look.say(event.message))];
			case 'need-input':
				return [
					line(event.time, event.host ?? '', '', 'question', look.say(event.message)),
					...event.options.map((option) => `    ${look.say(option)}`),
				];
			case 'error':
				return []; // said on stderr
			case 'finding':
				return findingLines(event, look);
			case 'plan':
				return planLines(event, look);
			case 'status':
				return statusLines(event.status, look);
			case 'report':
				return reportLines(event.report, look);
			case 'run.end':
				return summaryLines(event, {simulation, failures, warnings: warnings.splice(0), log: options.log?.()}, look);
		}
	};
}

/** Time of day in the operator's zone, `HH:MM:SS`. */
function clock(iso: string): string {
	return new Date(iso).toTimeString().slice(0, 8);
}

function hostMark(state: Body<'host.state'>['state']): MarkName {
	return state === 'connecting' ? 'waiting' : state;
}

function latency(ms: number | undefined): Said {
	const time = ms?.toFixed(ms < 10 ? 1 : 0);
	return time === undefined ? '' : told(`round trip ${time} ms`, `往返 ${time} ms`);
}

function retryText({attempt, delayMs, reason}: Body<'task.retry'>): Said {
	return within(reason, (why) =>
		told(`${attempt} in ${duration(delayMs)}: ${why.en}`, `${duration(delayMs)} 后第 ${attempt} 次：${why.zh}`),
	);
}

function tells(event: Body<'task.state'>, verbose: boolean, folding: boolean): boolean {
	if (event.state === 'waiting') return false;
	if (event.state === 'checking' || event.state === 'verifying') return verbose;
	if (folding && (event.state === 'done' || event.state === 'running' || event.state === 'blocked')) return verbose;
	return true;
}

function taskText(event: Body<'task.state'>, look: Look): string {
	const how = event.state === 'done' && event.doneBy ? doneWords[event.doneBy] : '';
	const tries = event.attempt > 1 ? told(`attempt ${event.attempt}`, `第 ${event.attempt} 次`) : '';
	const code = event.exitCode ? told(`exit code ${event.exitCode}`, `退出码 ${event.exitCode}`) : '';
	const time = event.ms === undefined ? '' : duration(event.ms);
	// Why it failed stands in the block beside it.
	const detail = event.state === 'failed' ? '' : (event.detail ?? '');
	return look.say(joined([time, how, tries, code, detail].filter((word) => word !== '')));
}

/** `journal`: verified in an earlier run and not asked again. */
const doneWords = {
	already: told('was so already', '原本如此'),
	changed: '',
	adopted: told('found done on the host', '主机上已完成'),
	journal: told('done earlier', '此前已完成'),
} as const;
