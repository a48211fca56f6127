import type {HostMarks} from '../cluster/facts.ts';
import type {RunState} from '../journal/types.ts';

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
			readonly message: string;
			readonly options: readonly string[];
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
	const named = foreign.map(([host, {marks}]) => `${host} belongs to cluster ${marks?.cluster}`).join('; ');
	return {
		kind: 'refuse',
		code: 'foreign',
		message: `${named}. kubewiz does not touch nodes of another cluster.`,
		options: [
			'take these hosts out of the spec',
			'reset them (kubeadm reset -f; rm -r /var/lib/kubewiz) if that cluster is no longer needed',
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
		message: `${names.join(', ')}: another machine-id than in the last run, so another or a reinstalled machine. Records of the old one do not count for it.`,
		options: [`confirm with --reinstalled ${names.join(',')}`, 'correct the address if it is the wrong machine'],
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
				? `${marks.map((mark) => mark.host).join(', ')}: installed by kubewiz from another machine (or the record here was lost).`
				: `The record here is older (run ${journal.epoch}) than what the hosts saw (run ${epoch}): another machine has gone on with this cluster.`,
		options: ['go on from that machine', 'take over from here with --adopt: every step is checked on the hosts, nothing is done twice'],
	};
}

function conflict(cluster: string, marks: readonly (HostMarks & {readonly host: string})[], own: string | undefined): Admission {
	const groups = Map.groupBy(marks, (mark) => mark.lineage);
	const named = [...groups].map(([lineage, some]) => `${some.map((mark) => mark.host).join(', ')} (${lineage.slice(0, 8)})`).join('; ');
	return {
		kind: 'refuse',
		code: 'conflict',
		message: `These hosts come from different installations of ${cluster}: ${named}${own === undefined ? '' : `; the record here is ${own.slice(0, 8)}`}.`,
		options: ['use the state directory that belongs to them', 'reset the hosts that do not belong to this cluster'],
	};
}
