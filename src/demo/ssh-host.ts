import type {Duplex} from 'node:stream';
import ssh2, {type Connection, type ParsedKey, type ServerChannel, type Session} from 'ssh2';
import {bootLine, markOfBootCommand, ProtocolError} from '../remote/protocol.ts';
import {RequestReader} from '../remote/request-codec.ts';
import {SimulatedAgent} from './agent.ts';
import {newKeyPair} from './key-pair.ts';
import type {Machine} from './machine.ts';
import type {Simulation} from './script-runner.ts';
import {playShell} from './shell.ts';

/** The sshd of one simulated host. */
export interface SshHost {
	/** Line for known_hosts without the host: key type and key. */
	readonly publicKey: string;
	/** Serves one connection over `socket`. */
	accept(socket: Duplex): void;
}

/**
 * Makes the sshd of a simulated host, with a host key of its own. It lets root
 * in with `userKey` only, and runs nothing but the boot command of kubewiz's
 * agent, and a login shell for a person; both are played.
 */
export function createSshHost(simulation: Simulation, machine: Machine, userKey: ParsedKey): SshHost {
	const hostKey = newKeyPair();
	const server = new ssh2.Server({hostKeys: [hostKey.private], ident: 'kubewiz-simulation'}, (connection) => {
		authenticate(connection, userKey);
		// A line that breaks is the simulation's daily bread; the client hears of it on its own end.
		connection.on('error', () => connection.end());
		connection.on('ready', () =>
			connection.on('session', (acceptSession) => serve(acceptSession(), simulation, machine, () => connection.end())),
		);
	});
	return {
		publicKey: hostKey.public.split(' ').slice(0, 2).join(' '),
		accept: (socket) => server.injectSocket(socket as never),
	};
}

function serve(session: Session, simulation: Simulation, machine: Machine, end: () => void): void {
	session.on('exec', (acceptExec, rejectExec, info) => {
		const mark = markOfBootCommand(info.command);
		if (mark === undefined) return rejectExec();
		playAgent(simulation, machine, acceptExec(), mark, end);
	});
	session.on('pty', (acceptPty) => acceptPty?.());
	session.on('window-change', (acceptChange) => acceptChange?.());
	session.on('shell', (acceptShell) => {
		const channel = acceptShell();
		playShell(channel, machine, simulation.cluster, (code) => {
			channel.exit(code);
			channel.end();
			channel.close();
		});
	});
}

/** Public key only, root only, signature checked: the path that real hosts take. */
function authenticate(connection: Connection, userKey: ParsedKey): void {
	connection.on('authentication', (context) => {
		if (context.method !== 'publickey' || context.username !== 'root') return context.reject(['publickey']);
		if (!context.key.data.equals(userKey.getPublicSSH())) return context.reject(['publickey']);
		if (!context.signature || !context.blob) return context.accept();
		if (userKey.verify(context.blob, context.signature, context.hashAlgo) === true) return context.accept();
		context.reject(['publickey']);
	});
}

function playAgent(simulation: Simulation, machine: Machine, channel: ServerChannel, mark: string, end: () => void): void {
	const output = new Burst((bytes) => channel.writable && channel.write(bytes));
	const agent = new SimulatedAgent(simulation, machine, {write: (bytes) => output.add(bytes), end});
	const reader = new RequestReader((frame) => agent.take(frame));
	channel.on('data', (chunk: Buffer) => {
		try {
			reader.push(chunk);
		} catch (error) {
			if (!(error instanceof ProtocolError)) throw error;
			channel.stderr.write(`the simulated host read what is no request: ${error.message}\n`);
			channel.exit(1);
			channel.end();
		}
	});
	channel.on('close', () => agent.close());
	channel.on('end', () => channel.end());
	channel.write(bootLine(mark, 0));
}

/** Gathers what is written in one turn of the loop, so that sixty answers leave as one packet and not sixty. */
class Burst {
	readonly #write: (bytes: Buffer) => void;
	#pieces: Buffer[] = [];

	constructor(write: (bytes: Buffer) => void) {
		this.#write = write;
	}

	add(bytes: Buffer): void {
		this.#pieces.push(bytes);
		if (this.#pieces.length > 1) return;
		setImmediate(() => {
			const pieces = this.#pieces;
			this.#pieces = [];
			this.#write(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces));
		});
	}
}
