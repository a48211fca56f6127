import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Kind} from './kinds.ts';
import type {Process} from './processes.ts';
import {stateDir} from './settings.ts';

/** What the lab knows of a host. */
export type HostRecord = {
	name: string;
	kinds: Kind[];
	/** Last part of the address, and of the names of its links. */
	number: number;
	address: string;
	/** The systemd-nspawn process and the host's own pid 1. */
	nspawn?: Process;
	init?: Process;
	/** The base image it was made from. */
	image: string;
};

/** One of the lab's own services. */
export type ServiceName = 'mirror' | 'registry' | 'load-balancer' | 'time';

/** All that is running. */
export type State = {
	hosts: Record<string, HostRecord>;
	services: Partial<Record<ServiceName, Process>>;
	/** The artefacts that the services were started with. */
	serviceKey?: string;
	/** Hosts chosen for the load balancer; none for the usual ones. */
	balanced: string[];
	/** The addresses that it leads to. */
	backends: string[];
};

const file = join(stateDir, 'state.json');

/** The lock under which state is changed. */
export const lockFile = join('/run/lock', `kubewiz-lab-${stateDir.split('/').at(-1)}`);

/** Reads the state; an empty one when there is no lab. */
export function readState(): State {
	const empty: State = {hosts: {}, services: {}, balanced: [], backends: []};
	if (!existsSync(file)) return empty;
	return {...empty, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<State>)};
}

/** Writes the state whole or not at all. */
export function writeState(state: State): void {
	mkdirSync(stateDir, {recursive: true});
	writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
	renameSync(`${file}.new`, file);
}
