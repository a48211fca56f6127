import type {Facts} from '../cluster/facts.ts';
import type {Cluster} from '../cluster/types.ts';
import {addressChecks} from './checks/addresses.ts';
import {diskChecks} from './checks/disks.ts';
import {hostSettingChecks} from './checks/host-settings.ts';
import {identityChecks} from './checks/identity.ts';
import {kernelChecks} from './checks/kernel.ts';
import {nameChecks} from './checks/names.ts';
import {packageChecks} from './checks/packages.ts';
import {portChecks} from './checks/ports.ts';
import {connectionChecks} from './checks/probed.ts';
import {remainsChecks} from './checks/remains.ts';
import {runtimeChecks} from './checks/runtime.ts';
import {sizeChecks} from './checks/size.ts';
import {sourceChecks} from './checks/sources.ts';
import {storageChecks} from './checks/storage.ts';
import {systemChecks} from './checks/system.ts';
import {timeChecks} from './checks/time.ts';
import type {ProbeResults} from './probes/types.ts';
import type {Check, Subject} from './subject.ts';
import type {Finding} from './types.ts';

/** Every family of checks, in the order an operator would go through them. */
const families: readonly Check[] = [
	remainsChecks,
	identityChecks,
	systemChecks,
	kernelChecks,
	sizeChecks,
	diskChecks,
	storageChecks,
	timeChecks,
	addressChecks,
	nameChecks,
	portChecks,
	connectionChecks,
	hostSettingChecks,
	packageChecks,
	runtimeChecks,
	sourceChecks,
];

/**
 * Judges all hosts at once. Equal findings of several hosts are one finding
 * with evidence by host; errors come first, then warnings, then the rest. A
 * host without facts, and a question the facts cannot answer, give nothing.
 */
export function findProblems(
	cluster: Cluster,
	facts: ReadonlyMap<string, Facts>,
	probes: ReadonlyMap<string, ProbeResults> = new Map(),
	options: Pick<Subject, 'lineage' | 'holding'> = {},
): readonly Finding[] {
	const subject = {cluster, facts, probes, ...options};
	return bySeverity(families.flatMap((family) => family(subject)));
}

const order = {error: 0, warning: 1, info: 2} as const;

/** Stable: within a severity the order stays. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
	return [...findings].sort((a, b) => order[a.severity] - order[b.severity]);
}
