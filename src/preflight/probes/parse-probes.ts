import {readFactLines} from '../facts/lines.ts';
import type {Connection, ProbeResults, SourceProbe} from './types.ts';

/** Reads the output of `probeScript`. Throws FactsError when it is cut off. */
export function parseProbes(lines: readonly string[]): ProbeResults {
	const read = readFactLines(lines);
	const asked = read.all('endpoint-asked').length > 0;
	return {
		connections: read.all('connection').map(([purpose, to = '', address = '', port = '0', result]) => ({
			purpose: oneOf(purpose, purposes, 'api'),
			to,
			address,
			port: Number(port),
			result: oneOf(result, connectionResults, 'unknown'),
		})),
		sources: read.all('source').map(([kind, url = '', result, detail = '', ms = '']) => ({
			kind: oneOf(kind, sourceKinds, 'packages'),
			url,
			result: oneOf(result, sourceResults, 'unknown'),
			detail,
			...(/^\d+$/.test(ms) ? {ms: Number(ms)} : {}),
		})),
		timeServers: read
			.all('time-server')
			.map(([server = '', answer]) => ({server, answer: oneOf(answer, ['yes', 'no', 'unknown'] as const, 'unknown')})),
		...(asked ? {endpointAddresses: read.list('endpoint-address')} : {}),
		candidates: read.map('candidate'),
	};
}

const purposes: readonly Connection['purpose'][] = ['api', 'etcd', 'kubelet', 'endpoint'];
const connectionResults: readonly Connection['result'][] = ['open', 'refused', 'timeout', 'rejected', 'unknown'];
const sourceKinds: readonly SourceProbe['kind'][] = ['packages', 'runtime-packages', 'images', 'registry-mirror'];
const sourceResults: readonly SourceProbe['result'][] = ['held', 'lacking', 'refused', 'failed', 'unknown'];

function oneOf<T extends string>(value: string | undefined, allowed: readonly T[], otherwise: T): T {
	return allowed.find((each) => each === value) ?? otherwise;
}
