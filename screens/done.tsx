import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import type {ClusterReport} from '../src/events/event.ts';
import {fitCells} from './parts/cells.ts';
import {useRoom} from './parts/frame.tsx';
import {useLook} from './parts/look.tsx';
import {Scroll} from './parts/scroll.tsx';
import {useWizard} from './parts/store-context.tsx';
import {shortTime} from './parts/time.ts';
import type {Words} from './text/words.ts';

type Row = {readonly key: string; readonly row: ReactNode};

/** How it ended: nodes, versions, endpoint, certificates, time by step, and what to type next. */
export function Done() {
	const {words, glyph, ascii} = useLook();
	const {rows, columns} = useRoom();
	const {end, report} = useWizard((state) => state.run);
	if (!end) return <Text dimColor>{words.done.nothing}</Text>;
	const good = end.result === 'done';
	return (
		<Box flexDirection="column">
			<Text bold color={good ? 'green' : 'yellow'}>
				{`${glyph(good ? 'done' : 'warning')} ${words.done.result[end.result]}`}
				<Text dimColor>{`  ${words.done.took} ${shortTime(end.ms)}`}</Text>
			</Text>
			<Scroll rows={rows - 1} focused>
				{[
					...(report ? reportRows(report, words, columns, ascii ? '...' : '…') : []),
					...list('aside', words.done.setAside, end.setAside),
					...list(
						'next',
						words.done.next,
						end.next.map((command) => `$ ${command}`),
					),
				]}
			</Scroll>
		</Box>
	);
}

function reportRows(report: ClusterReport, words: Words, columns: number, more: string): readonly Row[] {
	const name = Math.max(8, ...report.nodes.map((node) => node.name.length));
	const fact = (label: string, value: string): Row => ({key: label, row: <Text wrap="truncate">{`${fitCells(label, 14)}${value}`}</Text>});
	return [
		fact(words.done.version, `v${report.kubernetesVersion.replace(/^v/, '')}`),
		fact(words.done.endpoint, report.endpoint),
		...(report.kubeconfig ? [fact(words.done.kubeconfig, report.kubeconfig)] : []),
		...list(
			'nodes',
			words.done.nodes,
			report.nodes.map((node) =>
				fitCells(
					`${fitCells(node.name, name)}  ${node.ready ? 'Ready' : words.done.notReady}  ${node.roles}  ${node.version}  ${node.address}  ${node.runtime}`,
					columns - 4,
					more,
				),
			),
		),
		...list(
			'proofs',
			words.done.proofs,
			report.proofs.map((proof) => `${proof.ok ? '+' : 'x'} ${proof.name}: ${proof.detail}`),
		),
		...list(
			'certificates',
			words.done.certificates,
			report.certificates.map((certificate) => `${certificate.expires}  ${certificate.name}`),
		),
		...timeRows(report, words, columns),
	];
}

/** The slowest steps against the whole. */
function timeRows(report: ClusterReport, words: Words, columns: number): readonly Row[] {
	const total = Math.max(
		1,
		report.stepTimes.reduce((sum, step) => sum + step.ms, 0),
	);
	const slowest = report.stepTimes.toSorted((a, b) => b.ms - a.ms).slice(0, 8);
	return list(
		'times',
		words.done.times,
		slowest.map(
			(step) =>
				`${shortTime(step.ms).padStart(6)} ${String(Math.round((step.ms / total) * 100)).padStart(3)}%  ${fitCells(words.steps[step.step] ?? step.step, columns - 20)}`,
		),
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
