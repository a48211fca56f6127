import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster, Host} from '../../src/cluster/types.ts';
import {makePlan} from '../../src/plan/make-plan.ts';
import type {Plan} from '../../src/plan/types.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, type Step, step} from '../../steps/step.ts';

/**
 * A plan of `count` steps in a row on every host, each one `echo`, as the
 * peers' tasks are. A step of kubewiz is checked before and verified after;
 * here that finds out nothing, but it is run all the same.
 */
export function trivialPlan(cluster: Cluster, count: number): Plan {
	return planOf(cluster, count, (index) => ({
		check: () => sh`todo 'always'`,
		apply: () => sh`echo ${`task-${index}`}`,
		verify: () => sh`:`,
	}));
}

/** A plan of `count` steps in a row on every host, as heavy as the real ones are: a check, an apply and a verify of some lines each. */
export function ordinaryPlan(cluster: Cluster, count: number): Plan {
	return planOf(cluster, count, (index) => ({
		check: () => sh`
			[ -e ${`/etc/bench/${index}.conf`} ] || todo ${`/etc/bench/${index}.conf is missing`}
			grep -qsx ${`setting-${index} = on`} ${`/etc/bench/${index}.conf`} || todo ${`setting-${index} is not on`}
		`,
		apply: () => sh`
			mkdir -p /etc/bench
			printf '%s\\n' '# written by the benchmark' ${`setting-${index} = on`} | kw_write ${`/etc/bench/${index}.conf`} 644
		`,
	}));
}

function planOf(
	cluster: Cluster,
	count: number,
	scripts: (index: number) => Pick<Step, 'check' | 'apply'> & Partial<Pick<Step, 'verify'>>,
): Plan {
	const steps = Array.from({length: count}, (_, index) =>
		step({
			id: `bench/step-${index}`,
			title: told(`Step ${index}`, `步骤 ${index}`),
			why: 'It is measured.',
			kind: 'idempotent',
			on: everyNode,
			after: index === 0 ? [] : [`bench/step-${index - 1}`],
			...scripts(index),
		}),
	);
	return makePlan({cluster, facts: plainFacts(cluster.hosts), files: {}, steps});
}

/** Facts that no step of these plans looks at. */
export function plainFacts(hosts: readonly Host[]): ReadonlyMap<string, Facts> {
	return new Map(hosts.map((host) => [host.name, factsOf(host)]));
}

function factsOf(host: Host): Facts {
	return {
		hostname: host.name,
		os: {id: 'debian', idLike: [], versionId: '12', pretty: 'Debian 12', family: 'debian'},
		arch: 'amd64',
		kernel: '6.1.0',
		cpus: 2,
		memoryMib: 2048,
		bootId: 'boot',
		machineId: Buffer.from(host.name.padEnd(16)).toString('hex').slice(0, 32),
		macs: [],
		addresses: [],
		routes: [],
		nameservers: [],
		clock: {hostMs: 0, receivedMs: 0, roundTripMs: 0},
		timeSync: 'unknown',
		cgroup: 'unknown',
		swap: [],
		disks: [],
		listeners: [],
		modules: [],
		sysctl: {},
		commands: [],
		selinux: 'absent',
		firewall: 'none',
		packages: {},
		leftovers: [],
		proxyEnv: {},
		etcHosts: [],
	};
}
