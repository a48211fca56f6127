import {steps} from '../../steps/index.ts';
import type {Facts} from '../cluster/facts.ts';
import {type Cluster, leaderOf, workers} from '../cluster/types.ts';
import {exitCodes} from '../events/event.ts';
import {counted} from '../output/look.ts';
import {makePlan} from '../plan/make-plan.ts';
import type {Plan} from '../plan/types.ts';
import {runPreflight} from '../preflight/run-preflight.ts';
import type {Finding} from '../preflight/types.ts';
import {type Fleet, RemoteError} from '../remote/contract.ts';
import {told, within} from '../told.ts';
import {CommandError, remoteExitCode} from './command-error.ts';
import {showFindings} from './findings.ts';
import type {LoadedCluster} from './load-cluster.ts';
import type {Session} from './session.ts';

/** What the hosts say of themselves, and what preflight makes of it. */
interface Survey {
	readonly facts: ReadonlyMap<string, Facts>;
	readonly findings: readonly Finding[];
	/** An error stands that was not waived. */
	readonly blocked: boolean;
}

/**
 * Reads all hosts, judges them and shows the findings. A worker that does not
 * answer is set aside and hinders nobody else. Throws RemoteError when a host
 * refuses the login, for every later step would meet that again.
 */
export async function survey(
	session: Session,
	loaded: LoadedCluster,
	fleet: Fleet,
	options: {readonly waive: readonly string[]; readonly lineage?: string | undefined; readonly holding?: string | undefined},
): Promise<Survey> {
	const {cluster} = loaded;
	session.say([within(counted(cluster.hosts.length, 'host'), (it) => told(`Preflight of ${it.en}`, `预检：${it.zh}`))]);
	const {lineage, holding, waive} = options;
	const {facts, findings, unreachable} = await runPreflight(fleet, cluster, {
		...(lineage !== undefined && {lineage}),
		...(holding !== undefined && {holding}),
	});
	const refused = [...unreachable.values()].find(
		(error) => error instanceof RemoteError && remoteExitCode(error.code) !== exitCodes.failed,
	);
	if (refused) throw refused;
	const names = new Set(workers(cluster).map((host) => host.name));
	const onlyWorkers = unreachable.size > 0 && [...unreachable.keys()].every((host) => names.has(host));
	const {blocked} = showFindings(session, findings, onlyWorkers ? [...waive, 'host-unusable'] : waive);
	return {facts, findings, blocked};
}

/**
 * Throws CommandError (exit 1) when the first control plane gave no facts: no
 * plan can be made without it, and the pod network's manifest is not to be
 * blamed for that.
 */
export function demandLeader(cluster: Cluster, facts: ReadonlyMap<string, Facts>): void {
	const {hosts} = cluster;
	const leader = leaderOf(cluster).name;
	if (facts.has(leader)) return;
	const words =
		facts.size > 0
			? told(`${leader}, the first control plane, did not answer`, `第一个控制平面 ${leader} 没有应答`)
			: hosts.length === 1
				? told(`the only host, ${leader}, did not answer`, `唯一的主机 ${leader} 没有应答`)
				: told(`none of the ${hosts.length} hosts answered`, `${hosts.length} 台主机都没有应答`);
	throw new CommandError('unreachable', told(`${words.en}, so no plan can be made`, `${words.zh}，因此无法制定计划`), {
		exitCode: exitCodes.failed,
		details: [
			told(
				'the findings say why, host by host; mend that, or correct addresses and login in the cluster file',
				'上面的发现逐台说明了原因；请处理，或更正集群文件中的地址和登录方式',
			),
		],
	});
}

/** Spec, facts, manifests (`readManifests`) and steps put together. */
export function planOf({cluster}: LoadedCluster, facts: ReadonlyMap<string, Facts>, files: Readonly<Record<string, string>>): Plan {
	return makePlan({cluster, files, facts, steps});
}
