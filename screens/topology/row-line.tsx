import {Text} from 'ink';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {nameOf} from '../../src/store/draft.ts';
import {type Because, largeEnough} from '../../src/store/propose.ts';
import {sizeText} from '../hosts/columns.ts';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';
import type {Words} from '../text/words.ts';
import type {Setting} from './setting.ts';
import type {FactsByName} from './use-facts.ts';

/** A line of the topology screen: the kind, a host with its role, a setting, or the fold over those that few need. */
export type Row =
	| {readonly kind: 'kind'; readonly text: string; readonly proposed: boolean}
	| {readonly kind: 'host'; readonly index: number; readonly host: HostSpec; readonly because?: Because}
	| {readonly kind: 'setting'; readonly setting: Setting}
	| {readonly kind: 'fold'; readonly count: number; readonly open: boolean};

/** What tells a row from the others. */
export function rowKey(row: Row): string {
	if (row.kind === 'host') return `host ${row.host.address} ${row.index}`;
	return row.kind === 'setting' ? row.setting.id : row.kind;
}

/** What the operator calls it. */
export function rowName(row: Row): string {
	if (row.kind === 'host') return nameOf(row.host);
	return row.kind === 'setting' ? row.setting.label : '';
}

/** True when the host is a control plane. */
export function isPlane(host: HostSpec): boolean {
	return host.roles?.includes('control-plane') ?? false;
}

/** Role of a host in words. */
export function roleWords(host: HostSpec, {topology}: Words): string {
	if (!isPlane(host)) return topology.worker;
	return host.roles?.includes('worker') ? topology.both : topology.controlPlane;
}

interface Props {
	readonly item: Row;
	readonly columns: number;
	readonly facts: FactsByName;
	/** Marks an answer that has a problem. */
	readonly wrong: boolean;
}

const labelWidth = 20;

/** One row as the operator sees it. */
export function RowLine({item, columns, facts, wrong}: Props) {
	const {words, glyph} = useLook();
	if (item.kind === 'fold') {
		const text = item.open ? words.topology.fold : words.topology.advancedOpen(item.count);
		return <Text dimColor>{`${glyph(item.open ? 'open' : 'closed')} ${text}`}</Text>;
	}
	if (item.kind === 'host') return <HostLine row={item} facts={facts} wrong={wrong} />;
	if (item.kind === 'kind')
		return (
			<Text wrap="truncate">
				{`${fitCells(words.topology.labels.kind, labelWidth)} ${item.text}`}
				<Text dimColor>{item.proposed ? ` ${words.common.aside(words.topology.proposed)}` : ''}</Text>
			</Text>
		);
	const {setting} = item;
	const bad = wrong || setting.missing === true || setting.fixed?.back !== undefined;
	const behind = `${setting.byDefault && !setting.missing ? ` ${words.common.aside(words.topology.byDefault)}` : ''}${setting.note ? `  ${setting.note}` : ''}`;
	return (
		<Text wrap="truncate">
			{fitCells(setting.label, labelWidth)}{' '}
			<Text dimColor={setting.byDefault} color={bad ? 'red' : ''}>
				{fitCells(setting.value, Math.max(10, columns - 40)).trimEnd()}
			</Text>
			<Text dimColor>{behind}</Text>
			{bad && <Text color="red">{` ${glyph('failed')}`}</Text>}
		</Text>
	);
}

function HostLine({row, facts, wrong}: Omit<Props, 'item' | 'columns'> & {readonly row: Extract<Row, {kind: 'host'}>}) {
	const {words, glyph} = useLook();
	const {host, because} = row;
	const its = facts[nameOf(host)];
	const size = its ? words.topology.size(its.cpus, sizeText(its.memoryMib)) : '';
	const small = isPlane(host) && its !== undefined && !largeEnough(its);
	const extras = [
		...(host.labels ? [words.topology.labelled(Object.keys(host.labels).length)] : []),
		...(host.taints ? [words.topology.tainted(host.taints.length)] : []),
	].join(words.topology.comma);
	return (
		<Text wrap="truncate">
			{`${fitCells(nameOf(host), labelWidth)} ${fitCells(host.address, 15)} ${fitCells(size, 11)} ${roleWords(host, words)}`}
			{because && <Text dimColor>{` ${words.common.aside(words.topology.because[because])}`}</Text>}
			{extras !== '' && <Text dimColor>{`  ${extras}`}</Text>}
			{small && <Text color="yellow">{`  ${glyph('warning')} ${words.topology.smallPlane}`}</Text>}
			{wrong && <Text color="red">{` ${glyph('failed')}`}</Text>}
		</Text>
	);
}
