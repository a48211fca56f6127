import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {loadSpec} from '../../src/cluster/load.ts';
import {createDemoHome} from '../../src/demo/home.ts';
import {fingerprint} from '../../src/demo/model/generic.ts';
import {wayTo} from '../../src/demo/way.ts';
import {openJournal} from '../../src/journal/journal.ts';
import {fitToManyConnections} from '../../src/memory.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {run} from '../../src/runner/run.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {noSecrets} from '../remote/no-secrets.ts';
import {ordinaryPlan, plainFacts} from './synthetic.ts';

/**
 * A second apply of a large cluster: every step is done already and has to be
 * confirmed. Hosts and kubewiz share this process and its one thread, so time
 * and memory are those of both ends.
 *
 * Usage: scale-run HOSTS STEPS ROUND-TRIP-MS; prints one line of JSON.
 */
fitToManyConnections();
const [hosts, steps, latencyMs] = process.argv.slice(2).map(Number) as [number, number, number];
const home = await createDemoHome({hosts, latencyMs, speed: Number.POSITIVE_INFINITY});
const loaded = loadSpec(home.spec, home.specFile);
if ('problems' in loaded) throw new Error(loaded.problems.map(({message}) => message).join('\n'));
const {cluster} = loaded;
const plan = ordinaryPlan(cluster, steps);
for (const task of plan.tasks) home.fleet.machines.get(task.host)?.model.applied.set(task.step.id, fingerprint(task.scripts.apply));
const state = mkdtempSync(join(tmpdir(), 'kubewiz-scale-'));

const delay = monitorEventLoopDelay({resolution: 10});
const before = process.cpuUsage();
const began = performance.now();
delay.enable();
const fleet = createFleet({hosts: cluster.hosts, auth: noSecrets, redactor: new Redactor(), library: stepLibrary, ...wayTo(home)});
const journal = await openJournal({dir: state, kubewiz: 'bench'});
let events = 0;
const summary = await run({
	...{plan, facts: plainFacts(cluster.hosts), fleet, journal, mode: 'apply', diagnose: () => undefined, simulation: true},
	emit: () => {
		events += 1;
	},
});
const wallMs = performance.now() - began;
delay.disable();
const cpu = process.cpuUsage(before);
await fleet.close();
await journal.close();
await home.close();
rmSync(state, {recursive: true, force: true});
const applied = [...home.fleet.counters.applies.values()].reduce((sum, count) => sum + count, 0);
if (summary.result !== 'done' || summary.counts.done !== hosts * steps || applied !== 0)
	throw new Error(`ended ${summary.result}, ${summary.counts.done} of ${hosts * steps} tasks done, ${applied} applied again`);
const result = {
	wallMs,
	cpuMs: (cpu.user + cpu.system) / 1000,
	rssMb: process.resourceUsage().maxRSS / 1024,
	megabytes: home.fleet.bytes / 1e6,
	stallMs: delay.max / 1e6,
	events,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
