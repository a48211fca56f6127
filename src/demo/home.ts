import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createDemoFleetServer, type DemoFleetServer} from './fleet-server.ts';
import type {DemoOptions} from './options.ts';
import {demoSpec} from './spec.ts';

/** A simulated fleet with the files that an operator has for a real one, in a directory of its own. */
export interface DemoHome {
	readonly fleet: DemoFleetServer;
	readonly directory: string;
	/** Holds the hosts' true keys, so that they are checked the way real ones are. */
	readonly knownHostsFile: string;
	readonly identityFile: string;
	/** `cluster.yaml`, also in the directory under that name. */
	readonly spec: string;
	readonly specFile: string;
	/** How long hosts that are away are to be waited for: as with real ones, in the simulation's time. Milliseconds. */
	readonly patience: {readonly connectMs: number; readonly reconnectMs: number; readonly controlPlaneMs: number};
	/** Puts the fleet out and removes the directory. */
	close(): Promise<void>;
}

/** Puts a fleet up and writes known_hosts, private key (0600) and cluster.yaml into a new directory under the system's temporary one. */
export async function createDemoHome(options: DemoOptions = {}): Promise<DemoHome> {
	const directory = await mkdtemp(join(tmpdir(), 'kubewiz-demo-'));
	const file = (name: string) => join(directory, name);
	const [knownHostsFile, identityFile, specFile] = [file('known_hosts'), file('id_ed25519'), file('cluster.yaml')];
	const fleet = await createDemoFleetServer(options);
	const spec = demoSpec(fleet, {identityFile});
	await Promise.all([
		writeFile(knownHostsFile, fleet.knownHosts.map((line) => `${line}\n`).join('')),
		writeFile(identityFile, fleet.userKey, {mode: 0o600}),
		writeFile(specFile, spec),
	]);
	return {
		...{fleet, directory, knownHostsFile, identityFile, spec, specFile},
		patience: patienceAt(options.speed ?? 1),
		async close() {
			await fleet.close();
			// After a crash a run may still write its last words there: they are not to stand in for the reason of the crash.
			await rm(directory, {recursive: true, force: true, maxRetries: 10, retryDelay: 100});
		},
	};
}

/** Minutes of a real installation, at least half a second. */
function patienceAt(speed: number): DemoHome['patience'] {
	const scaled = (minutes: number) => Math.max(500, (minutes * 60_000) / speed);
	return {connectMs: scaled(2), reconnectMs: scaled(5), controlPlaneMs: scaled(15)};
}
