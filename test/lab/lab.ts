import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {artefactDir, makeArtefacts, pruneArtefacts} from './artefacts.ts';
import {type ExecOptions, execIn, hostAlive, hostDir, placeOf, removeCgroups, removeHost, startHost, waitForHost} from './host.ts';
import {hostKeys} from './host-files.ts';
import {type Kind, loginUser} from './kinds.ts';
import {withLock} from './lock.ts';
import {ensurePackages} from './machine.ts';
import {addressOf, layNetwork, removeNetwork, setConnected} from './network.ts';
import {alive} from './processes.ts';
import {type Ended, must} from './run.ts';
import {setBackends, startServices, stopServices} from './services.ts';
import {addresses, jumpName, kubernetesVersion, labDir, stateDir} from './settings.ts';
import {type HostRecord, lockFile, readState, type State, writeState} from './state.ts';

/** A host that is wanted. */
export type HostWish = {name: string; kinds?: readonly Kind[]};

/** All that is needed to log into a host. */
export type LabHost = {
	name: string;
	kinds: readonly Kind[];
	address: string;
	port: 22;
	user: 'root' | 'ops';
	identityFile: string;
	/** There where sudo asks for it. */
	sudoPassword?: string;
	/** The host to go through, if there is no other way. */
	jump?: LabHost;
	/** known_hosts line of the ed25519 key that the host has now. */
	hostKeyLine: string;
	/** The same for all its keys. */
	hostKeyLines: readonly string[];
	/** What known_hosts may hold from last time: the key as it was, for `host-key-changed`; as it is, else. */
	rememberedHostKeyLine: string;
};

/** Where hosts install from. */
export type Mirror = {
	address: string;
	/** Base of all minors' repositories: `<base>/vX.Y/deb/`. */
	kubernetesBase: string;
	/** The one repository there is: for `deb [...] <this> /`. */
	kubernetesDebBase: string;
	kubernetesVersion: string;
	packageVersion: string;
	/** Fingerprint of the key that signs both repositories. */
	keyFingerprint: string;
	debianBase: string;
	/** Plain http. */
	registry: string;
	imageRepository: string;
	cniManifestUrl: string;
	timeServer: string;
};

/** The lab as it runs. */
export type Lab = {
	hosts: Record<string, LabHost>;
	mirror: Mirror;
	loadBalancer: {address: string; port: 6443; backends: readonly string[]};
};

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
		await Promise.all([startServices(state), startHosts(state, wantedHosts(wish.hosts), say)]);
		const planes = Object.values(state.hosts).filter((host) => /^cp/.test(host.name));
		if (state.backends.length === 0 && planes.length > 0)
			await setBackends(
				state,
				planes.map((host) => host.address),
			);
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
	await Promise.all(
		hosts.map(async (host) => {
			await startHost(host, {newHostKey});
			// Noted at once: whatever happens next, `down` must know of it.
			writeState(state);
			await waitForHost(host);
			say(`host ${host.name} (${host.address}) answers after ${((performance.now() - started) / 1000).toFixed(1)} s`);
		}),
	);
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
		await Promise.all(Object.values(state.hosts).map((host) => removeHost(host)));
		await stopServices(state);
		await removeNetwork();
		removeCgroups();
		await must('rm', ['-rf', stateDir]);
		say('the lab is down');
	});
	if (!existsSync(join(stateDir, '..')) || (await must('ls', [join(stateDir, '..')])).trim() === '') pruneArtefacts();
}

/** Runs a script as root inside a host, without ssh; for counting and for causing what happened there. */
export function exec(name: string, script: string, options: ExecOptions = {}): Promise<Ended> {
	return execIn(recordOf(readState(), name), script, options);
}

/** Loses every packet to and from a host without a word (`false`), or joins it again (`true`). */
export async function setHostConnected(name: string, connected: boolean): Promise<void> {
	const host = recordOf(readState(), name);
	await setConnected(name, host.number, placeOf(host), connected);
}

/** Puts these hosts behind the load balancer. */
export async function setLoadBalancer(names: readonly string[]): Promise<void> {
	await change((state) =>
		setBackends(
			state,
			names.map((name) => recordOf(state, name).address),
		),
	);
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

function describe(state: State): Lab {
	const base = `http://${addresses.mirror}`;
	const kubernetesBase = `${base}/kubernetes-new/core/stable/`;
	const registry = `${addresses.mirror}:5000`;
	return {
		hosts: Object.fromEntries(Object.values(state.hosts).map((host) => [host.name, describeHost(state, host)])),
		mirror: {
			address: addresses.mirror,
			kubernetesBase,
			kubernetesDebBase: `${kubernetesBase}v1.20/deb/`,
			kubernetesVersion,
			packageVersion: `${kubernetesVersion}-1.1`,
			keyFingerprint: readFileSync(join(artefactDir('keys'), 'fingerprint'), 'utf8').trim(),
			debianBase: `${base}/debian`,
			registry,
			imageRepository: `${registry}/google_containers`,
			cniManifestUrl: `${base}/manifests/lab-cni.yaml`,
			timeServer: addresses.mirror,
		},
		loadBalancer: {address: addresses.loadBalancer, port: 6443, backends: state.backends},
	};
}

function describeHost(state: State, host: HostRecord): LabHost {
	const lines = (when: 'now' | 'before'): string[] => hostKeys(hostDir(host.name), when).map((key) => `${host.address} ${key}`);
	const [now = ''] = lines('now');
	const jump = host.kinds.includes('jump') ? state.hosts[jumpName] : undefined;
	return {
		name: host.name,
		kinds: host.kinds,
		address: host.address,
		port: 22,
		user: loginUser(host.kinds),
		identityFile: join(artefactDir('keys'), 'id_ed25519'),
		...(host.kinds.includes('sudo-password') && {sudoPassword: readFileSync(join(labDir, 'sudo-password'), 'utf8').trimEnd()}),
		...(jump !== undefined && {jump: describeHost(state, jump)}),
		hostKeyLine: now,
		hostKeyLines: lines('now'),
		rememberedHostKeyLine: lines('before')[0] ?? now,
	};
}
