import {setFlagsFromString} from 'node:v8';

/**
 * Fits Node to hundreds of connections in one process; call it before any is
 * made. Measured with 500 hosts: 440 MB without, 290 MB with it, in the same time.
 *
 * - ssh2 keeps small slices of Node's buffer pools (authentication tags, names)
 *   for as long as a connection lives, and each slice keeps its whole pool:
 *   64 KiB by Node 24's default.
 * - Events and frames are short-lived; V8 would let its young generation grow
 *   to 128 MB for them.
 */
export function fitToManyConnections(): void {
	Buffer.poolSize = 8 << 10;
	setFlagsFromString('--semi-space-growth-factor=1');
}
