import type {HostMarks} from '../cluster/facts.ts';
import type {RunState} from '../journal/types.ts';
import {joined, semicolon, type Told, told} from '../told.ts';

export interface AdmissionInput {
	readonly cluster: string;
	readonly journal: Pick<RunState, 'lineage' | 'epoch' | 'machineIds'>;
	/** Marks and machine-ids as the hosts told them, by host name. */
	readonly hosts: ReadonlyMap<string, {readonly marks?: HostMarks; readonly machineId?: string}>;
	readonly adopt: boolean;
	readonly reinstalled: readonly string[];
}

export type Admission =
	| {readonly kind: 'go'; readonly lineage?: string; readonly minimumEpoch?: number; readonly adopted: boolean}
	/** The operator must decide or correct something first; nothing was touched. */
	| {
			readonly kind: 'refuse';
			readonly code: 'foreign' | 'adopt' | 'conflict' | 'reinstalled';
			readonly message: Told;
			readonly options: readonly Told[];
	  };

/**
 * Runs that changed nothing leave no mark of their epoch in cluster.json, and
 * the host's agent refuses an epoch below the highest it saw: leave room for them.
 */
const adoptionGap = 1000;

/** Whether this journal may act on these hosts, judged from the marks they carry and the machines they were. */
export function admit(input: AdmissionInput): Admission {
	return foreignHosts(input) ?? reinstalledHosts(input) ?? lineages(input);
}

function foreignHosts({hosts, cluster}: AdmissionInput): Admission | undefined {
	const foreign = [...hosts].filter(([, {marks}]) => marks && marks.cluster !== cluster);
	if (foreign.length === 0) return undefined;
	const named = joined(
		foreign.map(([host, {marks}]) => told(`${host} belongs to cluster ${marks?.cluster}`, `${host} 属于集群 ${marks?.cluster}`)),
		semicolon,
	);
	return {
		kind: 'refuse',
		code: 'foreign',
		message: told(`${named.en}. kubewiz does not touch nodes of another cluster.`, `${named.zh}。kubewiz 不会触及其他集群的节点。`),
		options: [
			told('take these hosts out of the spec', '从集群文件中去掉这些主机'),
			told(
				'reset them (kubeadm reset -f; rm -r /var/lib/kubewiz) if that cluster is no longer needed',
				'若不再需要那个集群，请重置它们（kubeadm reset -f; rm -r /var/lib/kubewiz）',
			),
		],
	};
}

/** Node identity is the machine-id, not the address. */
function reinstalledHosts({hosts, journal, reinstalled}: AdmissionInput): Admission | undefined {
	const changed = [...hosts].filter(([host, {machineId}]) => {
		const before = journal.machineIds.get(host);
		return before !== undefined && machineId !== undefined && before !== machineId && !reinstalled.includes(host);
	});
	if (changed.length === 0) return undefined;
	const names = changed.map(([host]) => host);
	return {
		kind: 'refuse',
		code: 'reinstalled',
		message: told(
			`${names.join(', ')}: another machine-id than in the last run, so another or a reinstalled machine. Records of the old one do not count for it.`,
			`${names.join('、')}：machine-id 与上次运行不同，因此是另一台或重装过的机器。旧机器的记录对它无效。`,
		),
		options: [
			told(`confirm with --reinstalled ${names.join(',')}`, `用 --reinstalled ${names.join(',')} 确认`),
			told('correct the address if it is the wrong machine', '若机器不对，请更正地址'),
		],
	};
}

function lineages({hosts, journal, cluster, adopt}: AdmissionInput): Admission {
	const marks = [...hosts].flatMap(([host, one]) => (one.marks ? [{host, ...one.marks}] : []));
	const found = [...new Set(marks.map((mark) => mark.lineage))];
	const own = journal.lineage;
	if (found.length > 1 || (own !== undefined && found.some((lineage) => lineage !== own))) return conflict(cluster, marks, own);
	const [lineage] = found;
	const epoch = Math.max(0, ...marks.map((mark) => mark.epoch));
	if (lineage === undefined || (lineage === own && epoch <= journal.epoch)) return {kind: 'go', adopted: false};
	if (adopt) return {kind: 'go', lineage, minimumEpoch: epoch + adoptionGap, adopted: true};
	return {
		kind: 'refuse',
		code: 'adopt',
		message:
			own === undefined
				? told(
						`${marks.map((mark) => mark.host).join(', ')}: installed by kubewiz from another machine (or the record here was lost).`,
						`${marks.map((mark) => mark.host).join('、')}：由另一台机器上的 kubewiz 安装（或本机的记录已丢失）。`,
					)
				: told(
						`The record here is older (run ${journal.epoch}) than what the hosts saw (run ${epoch}): another machine has gone on with this cluster.`,
						`本机的记录（第 ${journal.epoch} 次运行）比主机所见（第 ${epoch} 次运行）旧：另一台机器已继续操作此集群。`,
					),
		options: [
			told('go on from that machine', '在那台机器上继续'),
			told(
				'take over from here with --adopt: every step is checked on the hosts, nothing is done twice',
				'用 --adopt 在此接管：每个步骤都会在主机上检查，不会重复执行',
			),
		],
	};
}

function conflict(cluster: string, marks: readonly (HostMarks & {readonly host: string})[], own: string | undefined): Admission {
	const groups = Map.groupBy(marks, (mark) => mark.lineage);
	const named = [...groups].map(([lineage, some]) => `${some.map((mark) => mark.host).join(', ')} (${lineage.slice(0, 8)})`).join('; ');
	return {
		kind: 'refuse',
		code: 'conflict',
		message: told(
			`These hosts come from different installations of ${cluster}: ${named}${own === undefined ? '' : `; the record here is ${own.slice(0, 8)}`}.`,
			`这些主机来自 ${cluster} 的不同安装：${named}${own === undefined ? '' : `；本机的记录是 ${own.slice(0, 8)}`}。`,
		),
		options: [
			told('use the state directory that belongs to them', '使用与它们对应的状态目录'),
			told('reset the hosts that do not belong to this cluster', '重置不属于此集群的主机'),
		],
	};
}
