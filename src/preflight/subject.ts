import type {Facts} from '../cluster/facts.ts';
import type {Cluster, Host} from '../cluster/types.ts';
import type {Said} from '../told.ts';
import type {ProbeResults} from './probes/types.ts';
import type {Finding, Repair} from './types.ts';
import {type CheckName, words} from './words/words.ts';

/** All that the checks judge, over all hosts at once. Hosts that could not be asked are absent from the maps. */
export interface Subject {
	readonly cluster: Cluster;
	readonly facts: ReadonlyMap<string, Facts>;
	readonly probes: ReadonlyMap<string, ProbeResults>;
	/** Lineage of the cluster as this machine's journal knows it; without one, kubewiz's marks are compared by cluster name. */
	readonly lineage?: string;
	/** Lineage of a lock that this kubewiz holds itself, or held a moment ago, to run fixes. */
	readonly holding?: string;
}

/** One family of checks: pure, silent about what it cannot tell. */
export type Check = (subject: Subject) => readonly Finding[];

export interface Verdict {
	readonly severity: Finding['severity'];
	/** Only for errors: false where the install would certainly fail or destroy something. True by default. */
	readonly waivable?: boolean;
	/** Id of the install step that takes care of it. */
	readonly handledBy?: string;
	readonly fix?: Repair;
}

/** Asks every host whose facts are known; those that give evidence make up one finding, or none. */
export function overHosts(
	subject: Subject,
	check: CheckName,
	verdict: Verdict,
	evidenceOf: (host: Host, facts: Facts) => Said | undefined,
): readonly Finding[] {
	const evidence: Record<string, Said> = {};
	for (const host of subject.cluster.hosts) {
		const facts = subject.facts.get(host.name);
		const seen = facts && evidenceOf(host, facts);
		if (seen) evidence[host.name] = seen;
	}
	return finding(check, verdict, evidence);
}

/** A finding with what was seen by host; none when nothing was seen. */
export function finding(check: CheckName, verdict: Verdict, evidence: Readonly<Record<string, Said>>): readonly Finding[] {
	const hosts = Object.keys(evidence);
	if (hosts.length === 0) return [];
	const text = words[check];
	return [
		{
			check,
			severity: verdict.severity,
			hosts,
			title: text.title,
			evidence,
			why: text.why,
			remedy: text.remedy,
			waivable: verdict.severity === 'error' && (verdict.waivable ?? true),
			...(verdict.handledBy ? {handledBy: verdict.handledBy} : {}),
			...(verdict.fix ? {fix: {title: 'fix' in text ? text.fix : text.remedy, ...verdict.fix}} : {}),
		},
	];
}

/** True when kubewiz's marks on the host are those of this cluster, so that what is found there is its own work. */
export function isOurs(subject: Subject, facts: Facts): boolean {
	if (!facts.marks) return false;
	return subject.lineage === undefined ? facts.marks.cluster === subject.cluster.name : facts.marks.lineage === subject.lineage;
}

export function isControlPlane(host: Host): boolean {
	return host.roles.includes('control-plane');
}

/** True when the operator had kubeadm ignore this check of its own, by kubeadm's name for it (any case). */
export function ignoresKubeadmCheck(cluster: Cluster, name: string): boolean {
	return cluster.kubeadm.ignorePreflightErrors.some((ignored) => ignored.toLowerCase() === name.toLowerCase());
}
