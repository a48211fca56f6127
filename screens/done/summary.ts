import stringWidth from 'string-width';
import {nodesInOrder} from '../../src/events/node-order.ts';
import {warningSummary} from '../../src/events/warning.ts';
import type {RunView} from '../../src/store/run-view.ts';
import {labelled} from '../../src/told.ts';
import {fitCells} from '../parts/cells.ts';
import {quoted} from '../parts/shell-lines.ts';
import {shortTime} from '../parts/time.ts';
import type {Words} from '../text/words.ts';

/** A part of the summary. `commands` are for copying. */
export interface Part {
	readonly key: string;
	/** Missing on the first one, which stands under the result. */
	readonly head?: string;
	readonly lines: readonly string[];
	readonly commands?: readonly string[];
}

/**
 * Everything the end has to say, most needed first; the done screen and what
 * stays in the scrollback are both made of it. Parts that have nothing to say
 * are left out.
 */
export function summaryParts(run: RunView, words: Words, simulation: boolean): readonly Part[] {
	const {report, end, failures} = run;
	const text = words.done;
	const next = [...kubectlCommands(run), ...(end?.next.filter((line) => typeof line === 'string') ?? [])];
	const advice = end?.next.filter((line) => typeof line !== 'string').map((line) => words.say(line)) ?? [];
	const parts: readonly Part[] = [
		{
			key: 'failures',
			head: text.failures,
			lines: failures.map((failure) => words.install.failedOn(words.say(failure.title), failure.host)),
		},
		{key: 'facts', lines: factLines(run, words, simulation)},
		{key: 'nodes', head: text.nodes, lines: nodeLines(run, words)},
		{key: 'aside', head: text.setAside, lines: end?.setAside.length ? [`${end.setAside.join(', ')}: ${text.setAsideHow}`] : []},
		{key: 'warnings', head: text.warnings, lines: warningSummary(run.warnings).map((line) => words.say(line))},
		{key: 'next', head: text.next, lines: [...advice, ...(simulation ? [text.simulated] : [])], commands: next},
		{
			key: 'proofs',
			head: text.proofs,
			lines: report?.proofs.map(({ok, name, detail}) => `${ok ? '+' : 'x'} ${words.say(labelled(words.say(name), detail))}`) ?? [],
		},
		{key: 'certificates', head: text.certificates, lines: certificateLines(run)},
		{key: 'times', head: text.times(shortTime(run.tookMs)), lines: timeLines(run, words)},
	];
	return parts.filter(({lines, commands = []}) => lines.length + commands.length > 0);
}

/** How to use the cluster with the kubeconfig that was written. The context is named, for another one may be current in that file. */
function kubectlCommands({report}: RunView): readonly string[] {
	if (!report?.kubeconfig) return [];
	const kubectl = `kubectl --kubeconfig ${quoted(report.kubeconfig)} --context ${quoted(report.cluster)}`;
	return [`${kubectl} get nodes`, `${kubectl} get pods -A`];
}

function factLines({report}: RunView, words: Words, simulation: boolean): readonly string[] {
	if (!report) return [];
	const kubeconfig = report.kubeconfig ?? (simulation ? words.done.kubeconfigSimulated : words.done.kubeconfigNone);
	return columns([
		[words.done.version, `v${report.kubernetesVersion.replace(/^v/, '')}`],
		[words.done.endpoint, report.endpoint],
		[words.done.kubeconfig, kubeconfig],
	]);
}

function nodeLines({report}: RunView, words: Words): readonly string[] {
	return columns(
		nodesInOrder(report?.nodes ?? []).map((node) => [
			node.name,
			node.ready ? 'Ready' : words.done.notReady,
			node.roles === '<none>' ? 'worker' : node.roles,
			node.version,
			node.address,
			node.runtime,
			node.os,
		]),
	);
}

/** Those that expire first come first. */
function certificateLines({report}: RunView): readonly string[] {
	return (report?.certificates ?? [])
		.toSorted((a, b) => a.expires.localeCompare(b.expires))
		.map(({expires, name}) => `${expires.slice(0, 10)}  ${name}`);
}

/** Steps listed one by one. */
const slowest = 8;

/**
 * The slowest steps against the whole: each step as long as its slowest host
 * took, in parts of the time that the operator waited. Steps of different hosts
 * overlap, so the parts may make more than the whole. What took no second that
 * could be shown is left out.
 */
function timeLines(run: RunView, words: Words): readonly string[] {
	const times = [...run.stepTimes()].filter(([, ms]) => lasted(ms)).sort(([, a], [, b]) => b - a);
	const title = (id: string) => words.say(run.steps.find((step) => step.id === id)?.title ?? id);
	const line = (ms: number, name: string) =>
		`${shortTime(ms).padStart(6)} ${String(Math.round((ms / Math.max(run.tookMs, ms)) * 100)).padStart(3)}%  ${name}`;
	const others = times.slice(slowest);
	const rest = others.reduce((sum, [, ms]) => sum + ms, 0);
	return [
		...times.slice(0, slowest).map(([id, ms]) => line(ms, title(id))),
		...(others.length > 0 ? [line(rest, words.done.otherSteps(others.length))] : []),
	];
}

/** True for a time that shows as more than `0s`. */
function lasted(ms: number): boolean {
	return shortTime(ms) !== shortTime(0);
}

/** Rows with their columns under each other, two blanks between them. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
	const widths: number[] = [];
	for (const row of rows)
		row.forEach((cell, at) => {
			widths[at] = Math.max(widths[at] ?? 0, stringWidth(cell));
		});
	return rows.map((row) =>
		row
			.map((cell, at) => fitCells(cell, widths[at] ?? 0))
			.join('  ')
			.trimEnd(),
	);
}
