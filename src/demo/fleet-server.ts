import {createServer, type Server, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import ssh2, {type ParsedKey} from 'ssh2';
import type {Host} from '../cluster/types.ts';
import {FaultPlan} from './faults.ts';
import {newKeyPair} from './key-pair.ts';
import {createLink, type Link} from './link.ts';
import {Machine} from './machine.ts';
import {behaviourOf} from './model/behaviours.ts';
import {type Counters, emptyCluster} from './model/cluster.ts';
import {bareHost} from './model/host.ts';
import {type DemoOptions, demoHostNames, sizeOf} from './options.ts';
import {seeded} from './random.ts';
import type {Simulation} from './script-runner.ts';
import {createSshHost, type SshHost} from './ssh-host.ts';

/** A fleet of simulated hosts that speak SSH inside this process. */
export interface DemoFleetServer {
	/** As a cluster's spec lists them: names, addresses, roles, and where to log in. */
	readonly hosts: readonly Host[];
	/** Private key (OpenSSH PEM) that every host lets in as root. */
	readonly userKey: string;
	/** Lines for a known_hosts file. */
	readonly knownHosts: readonly string[];
	/** What happened on the hosts, counted there. */
	readonly counters: Counters;
	/** Tokens the cluster lets nodes join with. */
	readonly joinTokens: ReadonlySet<string>;
	readonly machines: ReadonlyMap<string, Machine>;
	/** Bytes that went over all lines, both directions. */
	readonly bytes: number;
	/** A line to a host of this fleet, by name or address: what TCP's connect is to a real one. Fails as TCP does when the host is down or there is none. */
	dial(host: string): Promise<Duplex>;
	/** Switches hosts on again that lost power. */
	powerOn(): void;
	close(): Promise<void>;
}

/** Puts a fleet up. With `tcp` it listens on 127.18.0.0/16, else no port is opened. */
export async function createDemoFleetServer(options: DemoOptions = {}): Promise<DemoFleetServer> {
	const machines = makeMachines(options);
	const simulation: Simulation = {
		hosts: new Map([...machines].map(([name, machine]) => [name, machine.model])),
		cluster: emptyCluster(seeded(`${options.seed ?? 'demo'}/cluster`)),
		faults: new FaultPlan(options.faults ?? []),
		speed: options.speed ?? 1,
		behaviourOf,
	};
	const userKey = newKeyPair();
	const parsed = ssh2.utils.parseKey(userKey.public) as ParsedKey;
	const servers = new Map([...machines].map(([name, machine]) => [name, createSshHost(simulation, machine, parsed)]));
	let bytes = 0;
	const line = (name: string): Link => openLine(machines.get(name) as Machine, servers.get(name) as SshHost, options, (n) => (bytes += n));
	const ports = options.tcp ? await listen([...machines.values()], line) : undefined;
	const hosts = [...machines.values()].map((machine) => hostEntry(machine, ports));
	return {
		hosts,
		userKey: userKey.private,
		knownHosts: hosts.map((host) => `${knownHostsName(host)} ${servers.get(host.name)?.publicKey}`),
		counters: simulation.cluster.counters,
		joinTokens: simulation.cluster.tokens,
		machines,
		get bytes() {
			return bytes;
		},
		async dial(name) {
			const machine = machines.get(name) ?? [...machines.values()].find(({model}) => model.address === name);
			if (!machine || machine.model.down)
				throw Object.assign(new Error(`connect EHOSTUNREACH ${machine?.model.address ?? name}:22`), {code: 'EHOSTUNREACH'});
			return line(machine.model.name).client;
		},
		powerOn() {
			for (const machine of machines.values()) if (machine.model.down) machine.powerOn();
		},
		async close() {
			for (const machine of machines.values()) machine.close();
			for (const listener of ports?.values() ?? []) listener.server.close();
		},
	};
}

function makeMachines(options: DemoOptions): ReadonlyMap<string, Machine> {
	const seed = options.seed ?? 'demo';
	return new Map(
		demoHostNames(options).map((name, index) => {
			// 198.18.0.0/15 is set aside for benchmarks (RFC 2544): these addresses are nobody's.
			const address = `198.18.${Math.floor(index / 200)}.${11 + (index % 200)}`;
			const role = index < sizeOf(options).controlPlanes ? 'control-plane' : 'worker';
			const identity = {name, address, role, random: seeded(`${seed}/${name}`)} as const;
			return [name, new Machine(bareHost(identity, options.hostFaults?.[name]))];
		}),
	);
}

function openLine(machine: Machine, server: SshHost, options: DemoOptions, onBytes: (count: number) => void): Link {
	const link = createLink({oneWayMs: (options.latencyMs ?? 0) / 2, onBytes});
	machine.links.add(link);
	link.server.once('close', () => machine.links.delete(link));
	// Errors of a line that was cut are dealt with by the SSH server that reads from it.
	server.accept(link.server);
	return link;
}

interface Listener {
	readonly server: Server;
	readonly address: string;
	readonly port: number;
}

/** One listener for each host, on loopback addresses of their own; every address of 127.0.0.0/8 is this machine's on Linux. */
async function listen(machines: readonly Machine[], line: (name: string) => Link): Promise<ReadonlyMap<string, Listener>> {
	const entries = machines.map(async (machine) => {
		const address = machine.model.address.replace(/^198\.18\./, '127.18.');
		const server = createServer({noDelay: true}, (socket) =>
			machine.model.down ? socket.resetAndDestroy() : join(socket, line(machine.model.name)),
		);
		const port = await new Promise<number>((resolve, reject) => {
			server.once('error', reject);
			server.listen(0, address, () => resolve((server.address() as {port: number}).port));
		});
		return [machine.model.name, {server, address, port}] as const;
	});
	return new Map(await Promise.all(entries));
}

/** Joins a TCP connection to a line, so that delay and cuts are the same in memory and on TCP. */
function join(socket: Socket, link: Link): void {
	socket.pipe(link.client).pipe(socket);
	link.client.on('error', () => socket.resetAndDestroy());
	socket.on('error', () => link.client.destroy());
	socket.on('close', () => link.client.destroy());
}

function hostEntry(machine: Machine, ports: ReadonlyMap<string, Listener> | undefined): Host {
	const {name, address} = machine.model;
	const listener = ports?.get(name);
	return {
		name,
		address: listener?.address ?? address,
		roles: [machine.model.role],
		nodeIp: address,
		ssh: {user: 'root', ...(listener ? {port: listener.port} : {})},
		labels: {},
		taints: [],
	};
}

function knownHostsName(host: Host): string {
	return host.ssh.port === undefined ? host.address : `[${host.address}]:${host.ssh.port}`;
}
