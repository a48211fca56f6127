import {createHash} from 'node:crypto';
import {type Said, told} from '../told.ts';
import {type KnownHost, knownName, namesMatch, typeInKey} from './known-hosts.ts';

/** What known_hosts says of a key that an sshd showed. */
export type KeyVerdict =
	| {readonly kind: 'known'}
	| {readonly kind: 'unknown'; readonly note?: Said}
	| {readonly kind: 'changed'; readonly by: KnownHost}
	| {readonly kind: 'other-type'; readonly by: KnownHost}
	| {readonly kind: 'revoked'; readonly by: KnownHost};

interface KeyOwner {
	readonly address: string;
	readonly port: number;
	readonly keyAlias?: string;
}

/** Lines of known_hosts that speak of this sshd. */
export function linesFor(owner: KeyOwner, known: readonly KnownHost[]): KnownHost[] {
	const name = owner.keyAlias ?? knownName(owner.address, owner.port);
	const {byName, others} = indexOf(known);
	const found = [...(byName.get(name) ?? []), ...others.filter((at) => namesMatch((known[at] as KnownHost).names, name))];
	return found.sort((a, b) => a - b).map((at) => known[at] as KnownHost);
}

/** Places of lines: of those with plain names by name, and of those that have to be matched (patterns, hashes). */
interface NameIndex {
	readonly byName: ReadonlyMap<string, readonly number[]>;
	readonly others: readonly number[];
}

/** Hundreds of hosts look into a file with hundreds of lines, so plain names are looked up. */
const indexes = new WeakMap<readonly KnownHost[], NameIndex>();

function indexOf(known: readonly KnownHost[]): NameIndex {
	const made = indexes.get(known);
	if (made) return made;
	const byName = new Map<string, number[]>();
	const others: number[] = [];
	for (const [at, {names}] of known.entries()) {
		if (/[|*?!]/.test(names)) others.push(at);
		else for (const name of new Set(names.toLowerCase().split(','))) byName.set(name, [...(byName.get(name) ?? []), at]);
	}
	const index = {byName, others};
	indexes.set(known, index);
	return index;
}

/**
 * Judges a key as OpenSSH does (sshconnect.c check_host_key), with one
 * difference: when only keys of another type are on file, OpenSSH asks; here it
 * is refused, since our negotiation asks for the known types first and an sshd
 * that still owns its old key would have shown it.
 */
export function judgeKey(owner: KeyOwner, key: Buffer, known: readonly KnownHost[]): KeyVerdict {
	const base64 = key.toString('base64');
	const own = linesFor(owner, known);
	const revoked = own.find((line) => line.marker === 'revoked' && line.key === base64);
	if (revoked) return {kind: 'revoked', by: revoked};
	const plain = own.filter((line) => line.marker === undefined);
	if (plain.some((line) => line.key === base64)) return {kind: 'known'};
	const sameType = plain.find((line) => line.type === typeInKey(base64));
	if (sameType) return {kind: 'changed', by: sameType};
	if (plain[0]) return {kind: 'other-type', by: plain[0]};
	if (knownWithoutPort(owner, base64, known)) return {kind: 'known'};
	const authority = own.find((line) => line.marker === 'cert-authority');
	if (!authority) return {kind: 'unknown'};
	return {
		kind: 'unknown',
		note: told(
			`${authority.file}:${authority.line} names a certificate authority for it; host certificates can't be checked here, the bare key can`,
			`${authority.file}:${authority.line} 为它指定了证书颁发机构；这里无法核对主机证书，但可以核对密钥本身`,
		),
	};
}

/** OpenSSH takes a key on file for the plain name also for another port of that name, but only when it is equal. */
function knownWithoutPort(owner: KeyOwner, base64: string, known: readonly KnownHost[]): boolean {
	if (owner.keyAlias !== undefined || owner.port === 22) return false;
	return linesFor({address: owner.address, port: 22}, known).some((line) => line.marker === undefined && line.key === base64);
}

/** Host key algorithms in the order to ask for: those first whose key is on file. */
export function keyAlgorithms(owner: KeyOwner, known: readonly KnownHost[]): string[] {
	const types = linesFor(owner, known)
		.filter((line) => line.marker === undefined)
		.flatMap((line) => (line.type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [line.type]))
		.filter((type) => allAlgorithms.includes(type));
	return [...new Set([...types, ...allAlgorithms])];
}

/** What ssh2 can verify, without SHA-1. */
const allAlgorithms = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'rsa-sha2-512', 'rsa-sha2-256'];

/** `SHA256:…`, as ssh-keygen -l prints it. */
export function fingerprint(key: Buffer): string {
	return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
