import {Text} from 'ink';
import type {ReactNode} from 'react';
import type {RunView} from '../../src/store/run-view.ts';
import {fitCells} from '../parts/cells.ts';
import {shortTime} from '../parts/time.ts';
import type {Words} from '../text/words.ts';

export interface Row {
	readonly key: string;
	readonly row: ReactNode;
}

/** What a line is made with. */
export interface Making {
	readonly words: Words;
	readonly columns: number;
	readonly ascii: boolean;
	readonly simulation: boolean;
}

/** Everything the end has to say, most needed first: nodes, where to go on, then proof, certificates and times. */
export function doneRows(run: RunView, making: Making): readonly Row[] {
	const {words, simulation} = making;
	const {report, end, failures} = run;
	const next = [...(end?.next ?? []).map((command) => `$ ${command}`), ...(simulation ? [words.done.simulated] : [])];
	return [
		...list(
			'failures',
			words.done.failures,
			failures.map((failure) => words.install.failedOn(words.steps[failure.step] ?? failure.title, failure.host)),
		),
		...(report ? factRows(run, words) : []),
		...list('nodes', words.done.nodes, report ? nodeLines(run, making) : []),
		...list('aside', words.done.setAside, end?.setAside.length ? [`${end.setAside.join(', ')}: ${words.done.setAsideHow}`] : []),
		...list('next', words.done.next, next),
		...list('proofs', words.done.proofs, report?.proofs.map((proof) => `${proof.ok ? '+' : 'x'} ${proof.name}: ${proof.detail}`) ?? []),
		...list(
			'certificates',
			words.done.certificates,
			report?.certificates.map((certificate) => `${certificate.expires.slice(0, 10)}  ${certificate.name}`) ?? [],
		),
		...list('times', words.done.times, timeLines(run, making)),
	];
}

function factRows({report}: RunView, words: Words): readonly Row[] {
	if (!report) return [];
	const fact = (label: string, value: string): Row => ({key: label, row: <Text wrap="truncate">{`${fitCells(label, 14)}${value}`}</Text>});
	return [
		fact(words.done.version, `v${report.kubernetesVersion.replace(/^v/, '')}`),
		fact(words.done.endpoint, report.endpoint),
		...(report.kubeconfig ? [fact(words.done.kubeconfig, report.kubeconfig)] : []),
	];
}

function nodeLines({report}: RunView, {words, columns, ascii}: Making): readonly string[] {
	const nodes = report?.nodes ?? [];
	const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
	const roles = nodes.map(({roles}) => (roles === '<none>' ? 'worker' : roles));
	const [name, role] = [widest(nodes.map((node) => node.name)), widest(roles)];
	return nodes.map((node, at) =>
		fitCells(
			`${fitCells(node.name, name)}  ${node.ready ? 'Ready' : words.done.notReady}  ${fitCells(roles[at] ?? '', role)}  ${node.version}  ${node.address}  ${node.runtime}`,
			columns - 4,
			ascii ? '...' : '…',
		).trimEnd(),
	);
}

/** The slowest steps against the whole. */
function timeLines(run: RunView, {words, columns, ascii}: Making): readonly string[] {
	const times = [...run.stepTimes()].filter(([, ms]) => ms >= 100).sort(([, a], [, b]) => b - a);
	const total = times.reduce((sum, [, ms]) => sum + ms, 0);
	const title = (id: string) => words.steps[id] ?? run.steps.find((step) => step.id === id)?.title ?? id;
	return times
		.slice(0, 8)
		.map(
			([id, ms]) =>
				`${shortTime(ms).padStart(6)} ${String(Math.round((ms / total) * 100)).padStart(3)}%  ${fitCells(title(id), columns - 20, ascii ? '...' : '…').trimEnd()}`,
		);
}

function list(key: string, head: string, texts: readonly string[]): readonly Row[] {
	if (texts.length === 0) return [];
	return [
		{key: `${key}-gap`, row: <Text> </Text>},
		{key: `${key}-head`, row: <Text bold>{head}</Text>},
		...texts.map((text, at) => ({key: `${key}-${at}`, row: <Text wrap="truncate">{`  ${text}`}</Text>})),
	];
}
