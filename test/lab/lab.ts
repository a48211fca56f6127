import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {artefactDir, makeArtefacts, pruneArtefacts} from './artefacts.ts';
import {describe, type Lab} from './describe.ts';
import {type ExecOptions, execIn, hostAlive, placeOf, removeCgroups, removeHost, startHost, waitForHost} from './host.ts';
import type {Kind} from './kinds.ts';
import {withLock} from './lock.ts';
import {ensurePackages} from './machine.ts';
import {addressOf, layNetwork, removeNetwork, setConnected} from './network.ts';
import {alive} from './processes.ts';
import {type Ended, must} from './run.ts';
import {setBackends, startServices, stopServices} from './services.ts';
import {addresses, jumpName, stateDir} from './settings.ts';
import {type HostRecord, lockFile, readState, type State, writeState} from './state.ts';

export type {Lab, LabHost, Mirror} from './describe.ts';

/** A host that is wanted. */
export type HostWish = {name: string; kinds?: readonly Kind[]};

type Say = (line: string) => void;
const quiet: Say = () => {};

/** Makes the lab have these hosts: those that run as wanted stay as they are, others are made or made anew. */
export async function ensureLab(wish: {hosts: readonly HostWish[]; say?: Say}): Promise<Lab> {
	const say = wish.say ?? quiet;
	await ensurePackages(say);
	await makeArtefacts(say);
	return change(async (state) => {
		await layNetwork();
		writeState(state);
		await allOf([startServices(state), startHosts(state, wantedHosts(wish.hosts), say)]);
		await balance(state);
		return describe(state);
	});
}

function wantedHosts(wishes: readonly HostWish[]): HostWish[] {
	for (const {name} of wishes) {
		if (!/^[a-z][a-z0-9-]{0,30}$/.test(name) || name === 'services') throw new Error(`"${name}" cannot be a host's name here`);
	}
	const needsJump = wishes.some((wish) => wish.kinds?.includes('jump')) && !wishes.some((wish) => wish.name === jumpName);
	return needsJump ? [{name: jumpName}, ...wishes] : [...wishes];
}

async function startHosts(state: State, wishes: readonly HostWish[], say: Say): Promise<void> {
	const fresh: HostRecord[] = [];
	for (const wish of wishes) {
		const list = [...(wish.kinds ?? [])].filter((kind) => kind !== 'root').toSorted();
		const had = state.hosts[wish.name];
		const same = had !== undefined && had.kinds.join() === list.join() && had.image === artefactDir('base-image');
		if (same && hostAlive(had)) continue;
		const number = had?.number ?? freeNumber(state);
		const host: HostRecord = {name: wish.name, kinds: list, number, address: '', image: '', ...processesOf(had)};
		host.address = addressOf(number, placeOf(host));
		state.hosts[wish.name] = host;
		fresh.push(host);
	}
	await boot(state, fresh, say);
}

function processesOf(host: HostRecord | undefined): Pick<HostRecord, 'nspawn' | 'init'> {
	return {...(host?.nspawn && {nspawn: host.nspawn}), ...(host?.init && {init: host.init})};
}

async function boot(state: State, hosts: readonly HostRecord[], say: Say, newHostKey = false): Promise<void> {
	const started = performance.now();
	await allOf(
		hosts.map(async (host) => {
			// Noted at once: whatever happens next, `down` must know of it.
			await startHost(host, {newHostKey, noted: () => writeState(state)});
			await waitForHost(host);
			say(`host ${host.name} (${host.address}) answers after ${((performance.now() - started) / 1000).toFixed(1)} s`);
		}),
	);
}

/** Waits for all of them, and then fails if one did: none may still be at work when the lock is given back. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
	const ended = await Promise.allSettled(works);
	for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

function freeNumber(state: State): number {
	const taken = new Set(Object.values(state.hosts).map((host) => host.number));
	let number: number = addresses.firstHost;
	while (taken.has(number)) number += 1;
	if (number > 250) throw new Error('the lab is full');
	return number;
}

/** Runs `work` under the lab's lock and writes the state, whatever happened. */
async function change<T>(work: (state: State) => Promise<T>): Promise<T> {
	return withLock(lockFile, async () => {
		const state = readState();
		try {
			return await work(state);
		} finally {
			if (state.serviceKey !== undefined || Object.keys(state.hosts).length > 0) writeState(state);
		}
	});
}

function recordOf(state: State, name: string): HostRecord {
	const host = state.hosts[name];
	if (host === undefined) throw new Error(`the lab has no host "${name}"; it has: ${Object.keys(state.hosts).join(', ') || 'none'}`);
	return host;
}

/** Lays hosts anew, bare, in seconds. They keep their ssh host keys unless told otherwise. */
export async function resetHosts(names: readonly string[], options: {newHostKey?: boolean; say?: Say} = {}): Promise<void> {
	await makeArtefacts(options.say ?? quiet);
	await change((state) =>
		boot(
			state,
			names.map((name) => recordOf(state, name)),
			options.say ?? quiet,
			options.newHostKey,
		),
	);
}

/** Lays one host anew. */
export async function resetHost(name: string, options: {newHostKey?: boolean} = {}): Promise<void> {
	await resetHosts([name], options);
}

/** Ends single hosts and forgets them; the rest of the lab goes on. */
export async function removeHosts(names: readonly string[]): Promise<void> {
	await change(async (state) => {
		for (const name of names) {
			await removeHost(recordOf(state, name));
			delete state.hosts[name];
		}
	});
}

/** Ends all that the lab started, and removes all that it made but the cache. */
export async function down(say: Say = quiet): Promise<void> {
	await withLock(lockFile, async () => {
		const state = readState();
		await allOf(Object.values(state.hosts).map((host) => removeHost(host)));
		await stopServices(state);
		await removeNetwork();
		await removeCgroups();
		await must('rm', ['-rf', stateDir]);
		say('the lab is down');
	});
	if (!existsSync(join(stateDir, '..')) || (await must('ls', [join(stateDir, '..')])).trim() === '') await pruneArtefacts();
}

/** Runs a script as root inside a host, without ssh; for counting and for causing what happened there. */
export function exec(name: string, script: string, options: ExecOptions = {}): Promise<Ended> {
	return execIn(recordOf(readState(), name), script, options);
}

/** Loses every packet to and from a host without a word (`false`), or joins it again (`true`). */
export async function setHostConnected(name: string, connected: boolean): Promise<void> {
	const host = recordOf(readState(), name);
	await setConnected(host.number, placeOf(host), connected);
}

/** Puts these hosts behind the load balancer, until told otherwise; without names, all whose name begins with `cp`. */
export async function setLoadBalancer(names: readonly string[] = []): Promise<void> {
	await change(async (state) => {
		for (const name of names) recordOf(state, name);
		state.balanced = [...names];
		await balance(state);
	});
}

async function balance(state: State): Promise<void> {
	const chosen = (name: string): boolean => (state.balanced.length > 0 ? state.balanced.includes(name) : name.startsWith('cp'));
	const addresses = Object.values(state.hosts)
		.filter((host) => chosen(host.name))
		.map((host) => host.address);
	await setBackends(state, addresses.toSorted());
}

/** The lab as it runs; undefined when it is down. */
export function currentLab(): Lab | undefined {
	const state = readState();
	return state.serviceKey === undefined ? undefined : describe(state);
}

/** True while a host of the lab runs. */
export function isUp(name: string): boolean {
	const host = readState().hosts[name];
	return host !== undefined && alive(host.init);
}
