import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {exitCodes} from '../events/event.ts';
import {counted} from '../output/look.ts';
import {table} from '../output/table.ts';
import type {Fleet, UnknownHostKey} from '../remote/contract.ts';
import {CommandError, needInput, usageError} from './command-error.ts';
import type {Session} from './session.ts';

/**
 * Settles host keys before any login: unknown ones are shown together with
 * their fingerprints, then accepted by `--accept-host-keys` or by one answer of
 * the operator, and written to known_hosts. Throws CommandError (exit 3) when
 * some stay unknown; a changed key is the fleet's RemoteError.
 */
export async function settleHostKeys(session: Session, fleet: Fleet, hosts: readonly string[], accept: string | undefined): Promise<void> {
	// A host behind a jump host can be asked only once that one's key is accepted, so there is a round for each hop.
	const settled = new Set<string>();
	for (let unknown = await fleet.unknownHostKeys(hosts); unknown.length > 0; unknown = await fleet.unknownHostKeys(hosts)) {
		if (unknown.every((key) => settled.has(key.line)))
			throw refusal(unknown, 'host keys stay unknown though they were written to known_hosts');
		await settleRound(session, unknown, accept);
		await fleet.acceptHostKeys(unknown);
		for (const key of unknown) settled.add(key.line);
	}
}

async function settleRound(session: Session, unknown: readonly UnknownHostKey[], accept: string | undefined): Promise<void> {
	if (accept === undefined) return askOperator(session, unknown);
	const refused = await notAccepted(session, unknown, accept);
	if (refused.length > 0) throw refusal(refused, `${counted(refused.length, 'host key')} not among those accepted`);
	session.say(['Host keys accepted:', ...keyLines(unknown)]);
}

async function askOperator(session: Session, unknown: readonly UnknownHostKey[]): Promise<void> {
	const question = `${counted(unknown.length, 'host key')} not known yet`;
	if (!session.ask) {
		throw needInput(
			'host-key-unknown',
			`${question}, and nobody to ask`,
			[
				...keyLines(unknown),
				'',
				'Compare the fingerprints with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on the hosts, then use',
				'--accept-host-keys FILE with the fingerprints in it, or --accept-host-keys all on a network you trust',
			],
			exitCodes.login,
		);
	}
	session.say([`${question}:`, ...keyLines(unknown)]);
	const yes = await session.ask.confirm('Are these the fingerprints of your hosts? They are then written to known_hosts.');
	if (!yes) throw refusal(unknown, 'host keys not accepted');
}

function refusal(keys: readonly UnknownHostKey[], message: string): CommandError {
	return new CommandError('host-key-unknown', `${message}; no host was logged into`, {exitCode: exitCodes.login, details: keyLines(keys)});
}

/** Every key with host and fingerprint; one key on several hosts is a cloned image, and told as such. */
function keyLines(keys: readonly UnknownHostKey[]): readonly string[] {
	const rows = keys.map((key) => [
		key.host,
		`${key.address}:${key.port}`,
		key.type,
		key.fingerprint,
		key.sharedWith.length > 0 ? `same key as ${key.sharedWith.join(', ')}: a cloned image?` : '',
	]);
	return table(['HOST', 'ADDRESS', 'TYPE', 'FINGERPRINT', ''], rows);
}

async function notAccepted(session: Session, keys: readonly UnknownHostKey[], accept: string): Promise<readonly UnknownHostKey[]> {
	if (accept === 'all') return [];
	const path = resolve(session.environment.cwd, accept);
	const text = await readFile(path, 'utf8').catch((error: Error) => {
		throw usageError('accept-host-keys', `--accept-host-keys ${accept}: ${error.message}`, [
			'it is the word all, or a file with fingerprints',
		]);
	});
	const listed = new Set(text.match(/SHA256:[A-Za-z0-9+/]{43}/g) ?? []);
	if (listed.size === 0) throw usageError('accept-host-keys', `${path} holds no fingerprint like SHA256:… of 43 characters`);
	return keys.filter((key) => !listed.has(key.fingerprint));
}
