import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Command} from 'commander';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {withGlobals} from '../../src/commands/flags.ts';
import {install} from '../../src/commands/install.ts';
import {loadCluster} from '../../src/commands/load-cluster.ts';
import type {Place} from '../../src/commands/place.ts';
import {openSession, type Session} from '../../src/commands/session.ts';
import {simulatedFlannel} from '../../src/demo/flannel-manifest.ts';
import {createDemoHome, type DemoHome} from '../../src/demo/home.ts';
import {wayTo} from '../../src/demo/way.ts';
import type {EventBody, RunEvent} from '../../src/events/event.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {inEnglish} from '../../src/told.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {testEnvironment} from './environment.ts';

let home: DemoHome;
let cwd: string;

beforeAll(async () => {
	home = await createDemoHome({hosts: 4, speed: Number.POSITIVE_INFINITY});
	cwd = mkdtempSync(join(tmpdir(), 'kubewiz-one-look-'));
});

afterAll(async () => {
	await home.close();
	rmSync(cwd, {recursive: true, force: true});
});

/** One `apply` by its own session over the same record and the same hosts; gives what it told. */
async function apply(): Promise<readonly (RunEvent | EventBody)[]> {
	const events: (RunEvent | EventBody)[] = [];
	const session: Session = {
		...openSession(testEnvironment({cwd}), withGlobals(inEnglish, new Command('apply'))),
		flags: {color: false, stateDir: join(cwd, 'state')},
		emit: (event) => void events.push(event),
		say: () => {},
	};
	const place: Place = {
		simulation: true,
		open: (cluster, auth, redactor) => createFleet({hosts: cluster.hosts, auth, redactor, library: stepLibrary, ...wayTo(home)}),
		probe: async () => undefined,
		fetch: async () => simulatedFlannel,
	};
	const flags = {file: home.specFile, yes: true, waive: [], kubeconfig: false as const};
	expect(await install(session, {mode: 'apply', loaded: await loadCluster(session, home.specFile), flags, place})).toBe(0);
	return events;
}

test('a second apply of a finished cluster takes one request to each host, and still reports on it', async () => {
	await apply();
	const second = await apply();
	const end = second.findLast((event) => event.type === 'run.end');
	expect(end?.roundTrips).toEqual(Object.fromEntries(home.fleet.hosts.map((host) => [host.name, 1])));
	expect(second.filter((event) => event.type === 'task.state' && event.doneBy === 'changed')).toEqual([]);
	expect(second.findLast((event) => event.type === 'report')?.report.nodes).toHaveLength(4);
});
