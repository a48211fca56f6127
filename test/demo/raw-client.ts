import ssh2, {type ClientChannel} from 'ssh2';
import type {DemoFleetServer} from '../../src/demo/fleet-server.ts';
import {bootCommand, encodeProgram, type Reply, type Request} from '../../src/remote/protocol.ts';
import {ReplyReader} from '../../src/remote/reply-codec.ts';
import {encodeRequest} from '../../src/remote/request-codec.ts';

const nonce = '0123456789abcdef';

/** A bare client of the agent's protocol over SSH: what arrives is what the host sent, nothing is retried or interpreted. */
export interface RawClient {
	/** Replies up to and with `end`. Rejects when the line is lost first. */
	ask(request: Request, epoch?: number): Promise<readonly Reply[]>;
	/** Resolves when the connection is gone. */
	readonly closed: Promise<void>;
	end(): void;
}

export async function rawClient(fleet: DemoFleetServer, host: string): Promise<RawClient> {
	const client = new ssh2.Client();
	const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
	const ready = new Promise<void>((resolve, reject) => client.once('ready', resolve).on('error', reject));
	client.connect({
		sock: await fleet.dial(host),
		username: 'root',
		privateKey: fleet.userKey,
		hostVerifier: () => true,
	} as ssh2.ConnectConfig);
	await ready;
	const channel = await new Promise<ClientChannel>((resolve, reject) =>
		client.exec(bootCommand('ab12'), (error, opened) => (error ? reject(error) : resolve(opened))),
	);
	await new Promise<void>((resolve) => channel.once('data', () => resolve()));
	let heard: (id: number, reply: Reply) => void = () => {};
	const reader = new ReplyReader(nonce, (id, reply) => heard(id, reply));
	channel.on('data', (chunk: Buffer) => reader.push(chunk));
	channel.write(encodeProgram('the agent'));
	let lastId = 0;
	const ask = (request: Request, epoch = 1) =>
		new Promise<readonly Reply[]>((resolve, reject) => {
			const id = ++lastId;
			const replies: Reply[] = [];
			closed.then(() => reject(new Error('the line was lost')));
			heard = (from, reply) => {
				if (from !== id) return reject(new Error(`a reply to request ${from}, not ${id}`));
				replies.push(reply);
				if (reply.kind === 'end') resolve(replies);
			};
			channel.write(encodeRequest({id, epoch, request}));
		});
	await ask({verb: 'hello', nonce, library: ''});
	return {ask, closed, end: () => client.end()};
}
