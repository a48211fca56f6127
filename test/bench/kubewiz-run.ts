import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {resolveSpec} from '../../src/cluster/resolve.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {openJournal} from '../../src/journal/journal.ts';
import {fitToManyConnections} from '../../src/memory.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {run} from '../../src/runner/run.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {noSecrets} from '../remote/no-secrets.ts';
import type {Bench} from './contenders.ts';
import {plainFacts, trivialPlan} from './synthetic.ts';

/**
 * One run of kubewiz's runner as a process of its own, for the comparison: a
 * plan of trivial steps through the real runner, journal and SSH.
 *
 * Usage: kubewiz-run BENCH.json
 */
fitToManyConnections();
const bench = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Bench;
const cluster = clusterOf(bench);
const plan = trivialPlan(cluster, bench.tasks);
const fleet = createFleet({
	...{hosts: cluster.hosts, auth: noSecrets, redactor: new Redactor(), library: stepLibrary},
	knownHosts: {user: [bench.knownHostsFile], global: []},
	sshConfigFile: 'none',
});
const journal = await openJournal({dir: join(bench.directory, `state-${process.pid}`), kubewiz: 'bench'});
let said = 0;
const summary = await run({
	...{plan, facts: plainFacts(cluster.hosts), fleet, journal, mode: 'apply', diagnose: () => undefined},
	emit(event) {
		if (event.type === 'task.output' && event.phase === 'apply') said += event.lines.filter((line) => /^task-\d+$/.test(line)).length;
	},
});
await fleet.close();
await journal.close();
const wanted = bench.targets.length * bench.tasks;
if (summary.result !== 'done' || said !== wanted) throw new Error(`ended ${summary.result}, ${said} of ${wanted} tasks were seen to run`);
process.stdout.write(`done ${wanted}\n`);

function clusterOf({targets, keyFile}: Bench): Cluster {
	return resolveSpec({
		apiVersion: 'kubewiz.io/v1alpha1',
		kind: 'Cluster',
		metadata: {name: 'bench'},
		spec: {
			ssh: {user: 'root', identityFiles: [keyFile]},
			hosts: targets.map(({name, address, port}) => ({name, address, ssh: {port}})),
		},
	});
}
