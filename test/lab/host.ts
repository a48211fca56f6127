import {existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {artefactDir} from './artefacts.ts';
import {ensureHostKeys, writeHostFiles} from './host-files.ts';
import {layHostNetwork, namespaceOf, type Place, removeHostNetwork} from './network.ts';
import {alive, end, note, startDetached} from './processes.ts';
import {type Ended, must, run, until} from './run.ts';
import {cgroup, jumpName, labDir, prefix, stateDir} from './settings.ts';
import type {HostRecord} from './state.ts';

/** Folder with a host's own files. */
export function hostDir(name: string): string {
	return join(stateDir, 'hosts', name);
}

/** The networks that a host has a leg in. */
export function placeOf(host: HostRecord): Place {
	if (host.name === jumpName) return 'both';
	return host.kinds.includes('jump') ? 'inner' : 'outer';
}

/** True while the host runs. */
export function hostAlive(host: HostRecord): boolean {
	return alive(host.nspawn) && alive(host.init);
}

/** Lays a bare host out of the base image and starts it. What an earlier one of that name left is gone. */
export async function startHost(host: HostRecord, options: {newHostKey?: boolean; noted?: () => void} = {}): Promise<void> {
	await stopHost(host);
	const dir = hostDir(host.name);
	host.image = artefactDir('base-image');
	for (const part of ['upper', 'work', 'containerd', 'kubelet', 'root', 'var']) {
		rmSync(join(dir, part), {recursive: true, force: true});
		if (part !== 'root' && part !== 'var') mkdirSync(join(dir, part), {recursive: true});
	}
	await ensureHostKeys(dir, host, options.newHostKey === true);
	writeHostFiles(dir, host.image, host);
	await layHostNetwork(host.name, host.number, placeOf(host));
	const varMegabytes = host.kinds.includes('var-full') ? ['400'] : [];
	const args = [`${prefix}-${host.name}`, host.name, dir, host.image, namespaceOf(host.name), cgroup, ...varMegabytes];
	const start = join(labDir, 'start-host.sh');
	host.nspawn = startDetached('unshare', ['--mount', '--propagation', 'private', start, ...args], join(dir, 'console.log'));
	options.noted?.();
	const {pid} = host.nspawn;
	await until(`host ${host.name} to start`, 20_000, async () => {
		if (!alive(host.nspawn))
			throw new Error(`host ${host.name} did not start: ${readFileSync(join(dir, 'console.log'), 'utf8').slice(-500)}`);
		const init = initOf(pid);
		if (init === undefined) return false;
		host.init = note(init);
		options.noted?.();
		return true;
	});
}

/** Waits until the host has finished booting and its sshd answers. */
export async function waitForHost(host: HostRecord): Promise<void> {
	await until(`host ${host.name} to answer`, 60_000, async () => {
		const script =
			'read -r -t 2 banner </dev/tcp/127.0.0.1/22 && case $banner in SSH-2.0-*) systemctl is-system-running | grep -qE "running|degraded" ;; *) false ;; esac';
		return (await execIn(host, script, {shell: 'bash'})).code === 0;
	});
}

/** Of the processes below systemd-nspawn, the one that is pid 1 of a namespace of its own. */
function initOf(pid: number): number | undefined {
	const children = (of: number): number[] => {
		try {
			return readFileSync(`/proc/${of}/task/${of}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
		} catch {
			return [];
		}
	};
	for (const child of children(pid).flatMap((one) => [one, ...children(one)])) {
		try {
			const ids = /^NSpid:\t(.*)$/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]?.split('\t') ?? [];
			// systemd itself, and not nspawn's child on the way to it.
			if (ids.length > 1 && ids.at(-1) === '1' && readFileSync(`/proc/${child}/comm`, 'utf8').startsWith('systemd\n')) return child;
		} catch {
			// It ended meanwhile.
		}
	}
	return undefined;
}

/** Options of `execIn`. */
export type ExecOptions = {input?: string; shell?: 'sh' | 'bash'; timeoutMs?: number};

/** Runs a script as root inside a host, by way of its namespaces: neither ssh nor the network is needed. */
export function execIn(host: HostRecord, script: string, options: ExecOptions = {}): Promise<Ended> {
	if (host.init === undefined || !alive(host.init)) return Promise.reject(new Error(`host ${host.name} does not run`));
	const env = ['-i', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root', 'LANG=C.UTF-8'];
	const {shell = 'sh', ...rest} = options;
	return run(
		'nsenter',
		['--target', String(host.init.pid), '--all', '/usr/bin/env', '--chdir=/root', ...env, `/bin/${shell}`, '-c', script],
		rest,
	);
}

/** Ends a host: its pid 1, with which the kernel ends all its processes, and then systemd-nspawn. */
export async function stopHost(host: HostRecord): Promise<void> {
	const init = host.init === undefined && alive(host.nspawn) ? initOf(host.nspawn?.pid ?? 0) : undefined;
	await end(init === undefined ? host.init : note(init));
	// nspawn ends by itself then, and tidies up behind it; it is only helped on if it hangs.
	await until('systemd-nspawn to end', 5000, async () => !alive(host.nspawn)).catch(() => end(host.nspawn));
	delete host.init;
	delete host.nspawn;
	await removeHostNetwork(host.name);
	await removeCgroups(host.name);
}

/** Ends a host and removes all that was its own. */
export async function removeHost(host: HostRecord): Promise<void> {
	await stopHost(host);
	await must('rm', ['-rf', hostDir(host.name)]);
}

/** Removes a host's cgroups, or with no name those of the whole lab, once the last of its processes has gone from them. */
export async function removeCgroups(name = ''): Promise<void> {
	const base = '/sys/fs/cgroup';
	if (!existsSync(base)) return;
	const tops = readdirSync(base).map((hierarchy) => join(base, hierarchy, cgroup, name));
	await until('cgroups to be empty', 5000, async () => {
		for (const top of tops) if (existsSync(top)) removeTree(top);
		return !tops.some((top) => existsSync(top));
	});
}

function removeTree(path: string): void {
	try {
		for (const entry of readdirSync(path, {withFileTypes: true})) if (entry.isDirectory()) removeTree(join(path, entry.name));
		rmdirSync(path);
	} catch (error) {
		// A process that is just ending may still be in it, or the kernel has just removed it.
		if (!['EBUSY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
	}
}
