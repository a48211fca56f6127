import type {Facts} from '../../cluster/facts.ts';
import type {Host} from '../../cluster/types.ts';
import {labelled, type Said, told, within} from '../../told.ts';
import {keepFromCloudInit, newMachineId} from '../fixes/identity.ts';
import {handledBy} from '../handled-by.ts';
import {type Check, finding, overHosts, type Subject} from '../subject.ts';
import type {Finding} from '../types.ts';
import type {CheckName} from '../words/words.ts';

/** Names and identities that must be unique among the nodes. */
export const identityChecks: Check = (subject) => {
	const same = sameMachines(subject);
	return [
		...finding('same-machine-twice', {severity: 'error', waivable: false}, same),
		...overHosts(subject, 'machine-id-missing', {severity: 'error', waivable: false, fix: newMachineId}, (_host, facts) =>
			facts.machineId && /^[0-9a-f]{32}$/.test(facts.machineId)
				? undefined
				: labelled('/etc/machine-id', facts.machineId ?? told('empty or absent', '为空或不存在')),
		),
		...shared(subject, same, 'duplicate-machine-id', {severity: 'error', waivable: false, fix: newMachineId}, (facts) => [facts.machineId]),
		...shared(subject, same, 'duplicate-hostname', {severity: 'info', handledBy: handledBy.hostname}, (facts) => [facts.hostname]),
		...shared(subject, same, 'duplicate-product-uuid', {severity: 'warning'}, (facts) => [realUuid(facts.productUuid)]),
		...shared(subject, same, 'duplicate-mac', {severity: 'warning'}, (facts) => facts.macs),
		...overHosts(subject, 'hostname-differs', {severity: 'info', handledBy: handledBy.hostname}, (host, facts) =>
			facts.hostname && facts.hostname !== host.name
				? told(`${facts.hostname} becomes ${host.name}`, `${facts.hostname} 将改为 ${host.name}`)
				: undefined,
		),
		...overHosts(subject, 'cloud-init-rewrites', {severity: 'warning', fix: keepFromCloudInit}, cloudInit),
	];
};

/** Hosts that are one machine under two addresses. Containers of one machine share its boot, so addresses must agree too. */
function sameMachines(subject: Subject): Readonly<Record<string, Said>> {
	const key = (facts: Facts) =>
		facts.bootId && facts.machineId && facts.macs.length > 0
			? [facts.bootId, facts.machineId, facts.hostname, ...facts.macs].join(' ')
			: undefined;
	return evidenceOfGroups(
		subject,
		(facts) => [key(facts)],
		() => told('same machine-id, boot and hardware addresses', 'machine-id、启动标识和硬件地址都相同'),
	);
}

function shared(
	subject: Subject,
	same: Readonly<Record<string, Said>>,
	check: CheckName,
	verdict: Parameters<typeof finding>[1],
	valuesOf: (facts: Facts) => readonly (string | undefined)[],
): readonly Finding[] {
	const facts = new Map([...subject.facts].filter(([name]) => !(name in same)));
	return finding(
		check,
		verdict,
		evidenceOfGroups({...subject, facts}, valuesOf, (value) => value),
	);
}

/** By host: the value it shares, and with whom. */
function evidenceOfGroups(
	subject: Subject,
	valuesOf: (facts: Facts) => readonly (string | undefined)[],
	describe: (value: string) => Said,
): Readonly<Record<string, Said>> {
	const groups = new Map<string, string[]>();
	for (const host of subject.cluster.hosts)
		for (const value of subject.facts.has(host.name) ? valuesOf(subject.facts.get(host.name) as Facts) : [])
			if (value) groups.set(value, [...(groups.get(value) ?? []), host.name]);
	const evidence: Record<string, Said> = {};
	for (const [value, names] of groups) {
		if (names.length < 2) continue;
		for (const name of names)
			evidence[name] = asOn(
				describe(value),
				names.filter((other) => other !== name),
			);
	}
	return evidence;
}

function asOn(what: Said, others: readonly string[]): Said {
	return within(what, (it) => told(`${it.en}, as on ${others.join(', ')}`, `${it.zh}，与 ${others.join('、')} 相同`));
}

/** Makers' placeholders are not identities. */
function realUuid(uuid: string | undefined): string | undefined {
	if (!uuid || /^(0+|f+)$/.test(uuid.replaceAll('-', '')) || uuid === '03000200-0400-0500-0006-000700080009') return undefined;
	return uuid;
}

function cloudInit(host: Host, facts: Facts): string | undefined {
	const settings = (facts.cloudInit ?? []).filter(
		(setting) => setting.startsWith('manage_etc_hosts') || (setting.startsWith('preserve_hostname') && facts.hostname !== host.name),
	);
	return settings.length > 0 ? settings.join(', ') : undefined;
}
