import {createServer, connect as dial, type Server, type Socket} from 'node:net';

/**
 * A line with `oneWayMs` of delay in each direction, as a process of its own so
 * that it takes no time from the tool that is measured.
 *
 * Usage: node delay-proxy.ts ONE_WAY_MS LISTEN_PORT:HOST:PORT...
 * Prints `ready` when every port listens.
 */
const [delay, ...lines] = process.argv.slice(2);
const oneWayMs = Number(delay);
if (!Number.isFinite(oneWayMs) || lines.length === 0) throw new Error('usage: delay-proxy.ts ONE_WAY_MS LISTEN_PORT:HOST:PORT...');

await Promise.all(lines.map(listen));
process.stdout.write('ready\n');

function listen(line: string): Promise<Server> {
	const [from, host, port] = line.split(':');
	const server = createServer({noDelay: true, allowHalfOpen: true}, (near) => {
		const far = dial({host: host as string, port: Number(port), noDelay: true, allowHalfOpen: true});
		carry(near, far);
		carry(far, near);
	});
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(Number(from), '127.0.0.1', 1024, () => resolve(server));
	});
}

/** Passes on bytes, then the end, each after the delay; timers of one length fire in the order they were set. */
function carry(from: Socket, to: Socket): void {
	from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), oneWayMs));
	from.on('end', () => setTimeout(() => to.end(), oneWayMs));
	from.on('error', () => to.destroy());
	from.on('close', () => setTimeout(() => to.destroy(), oneWayMs));
}
