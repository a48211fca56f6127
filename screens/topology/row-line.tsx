import {Text} from 'ink';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {nameOf} from '../../src/store/draft.ts';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';
import type {Words} from '../text/words.ts';
import type {Setting} from './settings.ts';

/** A line of the topology screen: a host with its role, a setting, or the fold over those that few need. */
export type Row =
	| {readonly kind: 'host'; readonly index: number; readonly host: HostSpec}
	| {readonly kind: 'setting'; readonly setting: Setting}
	| {readonly kind: 'fold'; readonly count: number};

/** What tells a row from the others. */
export function rowKey(row: Row): string {
	if (row.kind === 'host') return `host ${row.host.address} ${row.index}`;
	return row.kind === 'fold' ? 'fold' : row.setting.id;
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

/** One row as the operator sees it; `wrong` marks an answer that has a problem. */
export function RowLine({item, columns, wrong}: {readonly item: Row; readonly columns: number; readonly wrong: boolean}) {
	const {words, glyph} = useLook();
	if (item.kind === 'fold') return <Text dimColor>{`${glyph('closed')} ${words.topology.advancedOpen(item.count)}`}</Text>;
	if (item.kind === 'host') {
		return (
			<Text wrap="truncate">{`${fitCells(nameOf(item.host), 20)} ${fitCells(item.host.name ? item.host.address : '', 18)} ${roleWords(item.host, words)}`}</Text>
		);
	}
	const {setting} = item;
	return (
		<Text wrap="truncate">
			{fitCells(setting.label, 20)}{' '}
			<Text dimColor={setting.byDefault} color={wrong ? 'red' : ''}>
				{fitCells(setting.value, Math.max(10, columns - 40)).trimEnd()}
			</Text>
			{setting.byDefault && <Text dimColor>{`  (${words.topology.byDefault})`}</Text>}
			{wrong && <Text color="red">{` ${glyph('failed')}`}</Text>}
		</Text>
	);
}
