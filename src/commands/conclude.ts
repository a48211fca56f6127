import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {reportCluster} from '../../steps/proof/report.ts';
import {parseReport} from '../../steps/proof/report-lines.ts';
import {type Cluster, leaderOf} from '../cluster/types.ts';
import type {ClusterReport} from '../events/event.ts';
import {taskId} from '../plan/graph.ts';
import type {Plan} from '../plan/types.ts';
import {askUnit} from '../preflight/ask-facts.ts';
import type {Fleet} from '../remote/contract.ts';
import {type Said, saidBy, told, within} from '../told.ts';
import type {RunFlags} from './flags.ts';
import {holdsOldCertificate, namesContext} from './kubeconfig.ts';
import type {Unchanged} from './one-look.ts';
import type {Session} from './session.ts';
import {defaultKubeconfig, type WrittenKubeconfig, writeKubeconfig} from './write-kubeconfig.ts';

/** kubeadm's own kubeconfig for the administrator, on every control plane. */
const adminConf = '/etc/kubernetes/admin.conf';

/** Largest admin.conf read, in bytes. */
const adminConfLimit = 1 << 20;

/**
 * What stands at the end of a finished run: the report, asked of the cluster
 * itself, and the kubeconfig, merged where the operator wants it. What fails
 * here is a warning: the cluster stands.
 */
export async function conclude(
	session: Session,
	about: {
		readonly plan: Plan;
		readonly fleet: Fleet;
		readonly flags: RunFlags;
		readonly stepTimes: ReadonlyMap<string, number>;
		readonly unchanged?: Unchanged | undefined;
	},
): Promise<void> {
	const {plan, fleet, flags, stepTimes, unchanged} = about;
	const report = await attempt(session, 'report', told('report', '报告'), () => askReport(plan, fleet, unchanged));
	const renewed = report?.certificates.find(({name}) => name === 'admin.conf')?.expires;
	const merged = unchanged !== undefined && (await hasKubeconfig(session, plan.cluster, flags, renewed));
	const kubeconfig = merged
		? undefined
		: await attempt(session, 'kubeconfig', 'kubeconfig', () => fetchKubeconfig(session, plan.cluster, fleet, flags));
	if (report) {
		const times = [...stepTimes].map(([step, ms]) => ({step, ms}));
		session.emit({type: 'report', report: {...report, stepTimes: times, ...(kubeconfig ? {kubeconfig: kubeconfig.path} : {})}});
	}
	if (kubeconfig) session.say(kubeconfigLines(kubeconfig));
}

async function attempt<T>(session: Session, code: string, what: Said, act: () => Promise<T>): Promise<T | undefined> {
	try {
		return await act();
	} catch (error) {
		session.warn(
			code,
			within(what, (it) =>
				within(saidBy(error), (why) =>
					told(`the cluster is done, but its ${it.en} is not: ${why.en}`, `集群已完成，但其 ${it.zh} 未完成：${why.zh}`),
				),
			),
		);
		return undefined;
	}
}

async function askReport(
	plan: Plan,
	fleet: Fleet,
	unchanged: Unchanged | undefined,
): Promise<Omit<ClusterReport, 'stepTimes'> | undefined> {
	const {cluster} = plan;
	const leader = leaderOf(cluster).name;
	const task = plan.byId.get(taskId(reportCluster.id, leader));
	if (!task) return undefined;
	const ask = async () =>
		(await askUnit(await fleet.open(leader), {id: task.step.id, check: task.scripts.check, timeoutMs: task.step.timeoutMs})).lines;
	const lines = unchanged?.lines(task.step.id, leader) ?? (await ask());
	const summary = parseReport(lines);
	return summary && {cluster: cluster.name, endpoint: `https://${cluster.endpoint.host}:${cluster.endpoint.port}`, ...summary};
}

/** True when the file has the cluster's context already, with the certificate that the administrator has there until `expires`. */
async function hasKubeconfig({environment}: Session, cluster: Cluster, flags: RunFlags, expires: string | undefined): Promise<boolean> {
	if (flags.kubeconfig === false) return true;
	const path = flags.kubeconfig === undefined ? defaultKubeconfig(environment) : resolve(environment.cwd, flags.kubeconfig);
	const text = await readFile(path, 'utf8').catch(() => '');
	const context = flags.context ?? cluster.name;
	return namesContext(text, context) && (expires === undefined || !holdsOldCertificate(text, context, expires));
}

async function fetchKubeconfig(session: Session, cluster: Cluster, fleet: Fleet, flags: RunFlags): Promise<WrittenKubeconfig | undefined> {
	if (flags.kubeconfig === false) return undefined;
	const {environment} = session;
	const path = flags.kubeconfig === undefined ? defaultKubeconfig(environment) : resolve(environment.cwd, flags.kubeconfig);
	const remote = await fleet.open(leaderOf(cluster).name);
	const bytes = await remote.download(adminConf, adminConfLimit);
	const admin = reachableFromHere(new TextDecoder().decode(bytes), cluster);
	return writeKubeconfig(environment, path, admin, flags.context ?? cluster.name);
}

/**
 * An endpoint that only the nodes' /etc/hosts knows is nothing to a client
 * elsewhere; the first control plane's address stands in the API's certificate too.
 */
function reachableFromHere(admin: string, cluster: Cluster): string {
	const {endpoint} = cluster;
	if (endpoint.kind !== 'hosts-file') return admin;
	return admin.replace(`https://${endpoint.host}:${endpoint.port}`, `https://${leaderOf(cluster).nodeIp}:${endpoint.port}`);
}

function kubeconfigLines({context, path, backup, current}: WrittenKubeconfig): Said[] {
	const select = `  kubectl --context ${context} get nodes`;
	return [
		'',
		told(
			`kubeconfig: context ${context} in ${path}${backup ? ` (before: ${backup})` : ''}`,
			`kubeconfig：${path} 中的上下文 ${context}${backup ? `（原文件：${backup}）` : ''}`,
		),
		current ? '  kubectl get nodes' : told(`${select}    # the current context was left as it is`, `${select}    # 当前上下文保持不变`),
	];
}
