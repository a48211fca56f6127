import type {Facts} from '../../src/cluster/facts.ts';
import type {HostSpec, SshSpec} from '../../src/cluster/schema/host.ts';
import {nameOf} from '../../src/store/draft.ts';
import type {Words} from '../text/words.ts';

type ColumnId = 'name' | 'address' | 'roles' | 'login' | 'os' | 'cpus' | 'memory' | 'disk' | 'latency';

export interface Column {
	readonly id: ColumnId;
	readonly width: number;
	readonly right?: boolean;
}

/** Columns from left to right; `rank` 0 always stays, the others leave from the highest on when the terminal is narrow. */
const all: readonly (Column & {readonly rank: number})[] = [
	{id: 'name', width: 16, rank: 0},
	{id: 'address', width: 15, rank: 1},
	{id: 'roles', width: 14, rank: 3},
	{id: 'login', width: 22, rank: 4},
	{id: 'os', width: 14, rank: 0},
	{id: 'cpus', width: 3, rank: 0, right: true},
	{id: 'memory', width: 6, rank: 0, right: true},
	{id: 'disk', width: 6, rank: 2, right: true},
	{id: 'latency', width: 7, rank: 0, right: true},
];

const widestName = 32;

/** The columns that `room` cells hold, with one blank between them. What is over goes to the names, as far as these want it. */
export function columnsFor(room: number, longestName: number): readonly Column[] {
	let columns = all;
	for (let rank = 4; rank > 0 && widthOf(columns) > room; rank -= 1) columns = columns.filter((column) => column.rank !== rank);
	const spare = Math.max(0, room - widthOf(columns));
	return columns.map((column) =>
		column.id === 'name'
			? {...column, width: Math.min(column.width + spare, Math.max(column.width, Math.min(longestName, widestName)))}
			: column,
	);
}

/** Cells that columns take, blanks between them included. */
export function widthOf(columns: readonly Column[]): number {
	return columns.reduce((sum, column) => sum + column.width + 1, -1);
}

/** Columns about the host as the operator gave it; the others are what it said of itself. */
export function isGiven({id}: Column): boolean {
	return id === 'name' || id === 'address' || id === 'roles' || id === 'login';
}

/** What stands in a given column. */
export function givenText(id: ColumnId, host: HostSpec, common: SshSpec | undefined, words: Words): string {
	if (id === 'name') return nameOf(host);
	if (id === 'address') return host.address;
	if (id === 'roles') return (host.roles ?? []).map((role) => words.hosts.roles[role]).join('+');
	return loginText({...common, ...host.ssh});
}

/** `ops:2222 via bastion`, as short as can be. */
export function loginText({user, port, jump}: SshSpec): string {
	return `${user ?? ''}${port === undefined || port === 22 ? '' : `:${port}`}${jump === undefined || jump === 'none' ? '' : ` via ${jump}`}`.trim();
}

/** What a host said of itself, in its column. */
export function factText(id: ColumnId, facts: Facts, latencyMs: number): string {
	if (id === 'os') return `${facts.os.id} ${facts.os.versionId}`.trim();
	if (id === 'cpus') return String(facts.cpus);
	if (id === 'memory') return sizeText(facts.memoryMib);
	if (id === 'disk') return freeText(facts);
	return latencyMs < 10 ? `${latencyMs.toFixed(1)}ms` : `${Math.round(latencyMs)}ms`;
}

/** Free space under /var, where images and etcd go; of / when that is the same. */
export function freeText(facts: Facts): string {
	const disk = facts.disks.find(({path}) => path === '/var') ?? facts.disks.find(({path}) => path === '/');
	return disk ? sizeText(disk.freeMib) : '?';
}

/** MiB in a form of at most five characters. */
export function sizeText(mib: number): string {
	if (mib < 1024) return `${mib}M`;
	const gib = mib / 1024;
	if (gib >= 10_000) return `${Math.round(gib / 1024)}T`;
	return `${gib < 10 ? gib.toFixed(1) : Math.round(gib)}G`;
}
