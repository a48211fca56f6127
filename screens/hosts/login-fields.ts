import {nodeIpOf, nodeNameOf} from '../../src/cluster/hosts.ts';
import {type HostSpec, hostObject, type SshSpec, sshSchema} from '../../src/cluster/schema/host.ts';
import type {SecretKind} from '../../src/store/engine.ts';

/** Parts of a host that can be changed besides its login. */
type HostField = 'name' | 'address' | 'nodeIP';
type SshField = 'user' | 'port' | 'identityFiles' | 'jump';

export type Field =
	| {readonly kind: 'host'; readonly id: HostField}
	| {readonly kind: 'ssh'; readonly id: SshField}
	| {readonly kind: 'secret'; readonly id: SecretKind}
	| {readonly kind: 'jump-secret'; readonly id: 'jump-password'};

const ssh: readonly Field[] = [
	{kind: 'ssh', id: 'user'},
	{kind: 'secret', id: 'login-password'},
	{kind: 'ssh', id: 'identityFiles'},
	{kind: 'secret', id: 'passphrase'},
	{kind: 'ssh', id: 'port'},
	{kind: 'ssh', id: 'jump'},
	{kind: 'jump-secret', id: 'jump-password'},
	{kind: 'secret', id: 'sudo-password'},
];

/** What can be set for one. Passphrases belong to keys, not to hosts. */
const hostFields: readonly Field[] = [
	{kind: 'host', id: 'address'},
	{kind: 'host', id: 'name'},
	{kind: 'host', id: 'nodeIP'},
	...ssh.filter((field) => field.id !== 'passphrase'),
];

/** What can be set for all hosts or for one; with `only`, the secrets of it. A jump host's password where there is a jump host. */
export function fieldsOf(host: HostSpec | undefined, common: SshSpec | undefined, only?: 'secrets'): readonly Field[] {
	const hops = jumpHosts(host, common);
	return (host ? hostFields : ssh)
		.filter((field) => only === undefined || isSecret(field))
		.filter(({kind}) => kind !== 'jump-secret' || hops.length > 0);
}

/** True for a field that is typed unseen and kept in memory only. */
export function isSecret(field: Field): field is Extract<Field, {readonly kind: 'secret' | 'jump-secret'}> {
	return field.kind === 'secret' || field.kind === 'jump-secret';
}

/** The hosts gone through, as they are written: so the engine calls them when it asks for their password. */
export function jumpHosts(host: HostSpec | undefined, common: SshSpec | undefined): readonly string[] {
	const chain = host?.ssh?.jump ?? common?.jump ?? 'none';
	return chain === 'none' ? [] : chain.split(',');
}

/** A login setting as text; empty when it is not given. */
export function sshText(id: SshField, settings: SshSpec | undefined): string {
	if (id === 'identityFiles') return (settings?.identityFiles ?? []).join(', ');
	return String(settings?.[id] ?? '');
}

/** The settings with one of them read from text; empty takes it out. Undefined when the text is not of its form. */
export function withSsh(settings: SshSpec | undefined, id: SshField, text: string): SshSpec | undefined {
	const {[id]: _, ...others} = settings ?? {};
	const value = text.trim();
	if (value === '') return others;
	const given = id === 'port' ? Number(value) : id === 'identityFiles' ? value.split(/\s*,\s*/) : value;
	const read = sshSchema.safeParse({...others, [id]: given});
	return read.success ? read.data : undefined;
}

/** A change of one host read from text, undefined where it is not of its form. An empty name or node address means the default. */
export function hostChange(host: HostSpec, id: HostField, text: string): Partial<HostSpec> | undefined {
	const value = text.trim();
	if (value === '') return id === 'address' ? undefined : ({[id]: undefined} as Partial<HostSpec>);
	const read = hostObject.safeParse({...host, [id]: value});
	return read.success ? {[id]: value} : undefined;
}

/** What holds where a part of a host was not given; undefined when only the host itself can tell. */
export function hostDefault(host: HostSpec, id: HostField): string | undefined {
	return id === 'name' ? nodeNameOf({address: host.address, nodeIP: host.nodeIP}) : nodeIpOf(host);
}
