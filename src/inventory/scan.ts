import {setTimeout as pause} from 'node:timers/promises';
import ipaddr from 'ipaddr.js';
import {cidrOf, readCidr} from '../cluster/cidr.ts';
import {isPort} from './host-word.ts';
import {texts} from './texts.ts';
import {InventoryError} from './types.ts';

/** An SSH server that answered. */
export interface ScanFound {
	readonly address: string;
	readonly port: number;
	/** What it called itself, `SSH-2.0-OpenSSH_9.2p1`. */
	readonly banner: string;
	readonly keyType?: string;
	/** `SHA256:…` as ssh-keygen prints it. */
	readonly fingerprint?: string;
}

/** Asks one address without logging in. Undefined when no SSH server answers there. Given up at once when `signal` aborts. */
export type Probe = (address: string, port: number, signal: AbortSignal) => Promise<Omit<ScanFound, 'address' | 'port'> | undefined>;

interface ScanOptions {
	readonly probe: Probe;
	readonly onFound: (found: ScanFound) => void;
	readonly onProgress: (tried: number, total: number) => void;
	readonly signal: AbortSignal;
	/** New connections a second: few enough not to look like an attack, or to fill a small router's tables. */
	readonly rate?: number;
	/** Connections open at once. */
	readonly concurrency?: number;
	/** Waits so many milliseconds. */
	readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** The widest network that is tried: 4096 addresses take under a minute. */
const widest = 20;

/**
 * Looks for SSH servers in an IPv4 network, by TCP connect. Ends when every
 * address was tried, at port 22 or, with `10.0.0.0/24:2222`, another one; on abort it rejects at once with the signal's reason and
 * tells nothing more. Throws InventoryError when the network is malformed or
 * wider than /20.
 */
export async function scanNetwork(network: string, options: ScanOptions): Promise<void> {
	const {addresses, port} = targetsOf(network);
	const {probe, onFound, onProgress, signal, rate = 200, concurrency = 64, wait = waitFor} = options;
	signal.throwIfAborted();
	let next = 0;
	let tried = 0;
	const started = performance.now();
	onProgress(0, addresses.length);
	const worker = async () => {
		for (let index = next++; index < addresses.length; index = next++) {
			const early = started + (index * 1000) / rate - performance.now();
			if (early > 0) await wait(early, signal);
			signal.throwIfAborted();
			const address = addresses[index] as string;
			const found = await probe(address, port, signal);
			signal.throwIfAborted();
			tried += 1;
			if (found) onFound({address, port, ...found});
			onProgress(tried, addresses.length);
		}
	};
	const workers = Array.from({length: Math.min(concurrency, addresses.length)}, worker);
	await untilAborted(Promise.all(workers), signal);
}

function targetsOf(text: string): {readonly addresses: readonly string[]; readonly port: number} {
	const [, network = text, port] = /^\s*([\d./]+):([^:\s]*)\s*$/.exec(text) ?? [];
	if (port !== undefined && !isPort(port)) throw new InventoryError(texts.port(port));
	return {addresses: addressesOf(network), port: Number(port ?? 22)};
}

/** Addresses of a network that hosts can have, in order. Host bits may be set: `10.0.0.7/24` means the network that address is in. */
export function addressesOf(text: string): readonly string[] {
	const reading = readCidr(text.trim());
	if (reading.kind === 'ipv6') throw new InventoryError(texts.scan.ipv6());
	if (reading.kind === 'malformed') throw new InventoryError(texts.scan.malformed(text));
	const cidr = reading.kind === 'ok' ? reading.cidr : cidrOf(reading.network);
	if (!cidr) throw new InventoryError(texts.scan.malformed(text));
	const count = cidr.last - cidr.first + 1;
	if (cidr.prefix < widest) throw new InventoryError(texts.scan.tooWide(cidr.text, count, 2 ** (32 - widest), widest));
	// Class E too; ranges for documentation and benchmarks are used in labs.
	if (['multicast', 'broadcast', 'unspecified'].includes(ipaddr.parse(toText(cidr.first)).range()) || cidr.first >= 0xf0_00_00_00)
		throw new InventoryError(texts.scan.reserved(cidr.text));
	// From /30 up the first address is the network's own and the last one broadcast.
	const [first, last] = cidr.prefix <= 30 ? [cidr.first + 1, cidr.last - 1] : [cidr.first, cidr.last];
	return Array.from({length: last - first + 1}, (_, index) => toText(first + index));
}

function toText(value: number): string {
	return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
	await pause(ms, undefined, {signal});
}

/** Does not wait for probes that take their time to give up. */
async function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
	const {promise: aborted, reject} = Promise.withResolvers<never>();
	const stop = () => reject(signal.reason);
	signal.addEventListener('abort', stop, {once: true});
	try {
		await Promise.race([work, aborted]);
	} catch (error) {
		work.catch(() => {});
		throw signal.aborted ? signal.reason : error;
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
