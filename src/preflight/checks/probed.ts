import type {Host} from '../../cluster/types.ts';
import {joined, type Said, semicolon, told} from '../../told.ts';
import {handledBy} from '../handled-by.ts';
import type {Connection} from '../probes/types.ts';
import {type Check, finding, type Subject} from '../subject.ts';
import type {Finding} from '../types.ts';

/** Connections between the nodes, the endpoint, and time servers, as the hosts tried them. */
export const connectionChecks: Check = (subject) => [
	...betweenNodes(subject),
	...endpoint(subject),
	...collect(subject, 'connections-untested', {severity: 'info'}, (_host, {connections}) =>
		connections.length > 0 && connections.every((connection) => connection.result === 'unknown') ? told('no bash', '没有 bash') : undefined,
	),
	...collect(subject, 'time-server-silent', {severity: 'warning'}, (_host, {timeServers}) => {
		const silent = timeServers.filter((server) => server.answer === 'no').map((server) => server.server);
		return silent.length > 0 ? silent.join(', ') : undefined;
	}),
];

type Probed = Subject['probes'] extends ReadonlyMap<string, infer Results> ? Results : never;

/** One finding over all hosts that were probed; as `overHosts`, for probes. */
export function collect(
	subject: Subject,
	check: Parameters<typeof finding>[0],
	verdict: Parameters<typeof finding>[1],
	evidenceOf: (host: Host, results: Probed) => Said | undefined,
): readonly Finding[] {
	const evidence: Record<string, Said> = {};
	for (const host of subject.cluster.hosts) {
		const results = subject.probes.get(host.name);
		const seen = results && evidenceOf(host, results);
		if (seen) evidence[host.name] = seen;
	}
	return finding(check, verdict, evidence);
}

/** A target whose own firewall kubewiz will open is no reason to stop; the rest is somebody else's firewall. */
function betweenNodes(subject: Subject) {
	const willOpen = (connection: Connection) =>
		subject.cluster.firewall !== 'leave' && (subject.facts.get(connection.to)?.firewall ?? 'none') !== 'none';
	const blocked =
		(wanted: boolean) =>
		(_host: Host, {connections}: Probed) => {
			const found = connections.filter((each) => each.purpose !== 'endpoint' && isBlocked(each) && willOpen(each) === wanted);
			return found.length > 0
				? joined(
						found.map((each) => outcome(`${each.to} ${each.address}:${each.port}`, each)),
						semicolon,
					)
				: undefined;
		};
	return [
		...collect(subject, 'ports-blocked', {severity: 'error'}, blocked(false)),
		...collect(subject, 'ports-behind-firewall', {severity: 'info', handledBy: handledBy.firewall}, blocked(true)),
	];
}

function endpoint(subject: Subject) {
	if (subject.cluster.endpoint.kind !== 'external') return [];
	return [
		...collect(subject, 'endpoint-unresolved', {severity: 'error', waivable: false}, (_host, {endpointAddresses}) =>
			endpointAddresses?.length === 0
				? told(`${subject.cluster.endpoint.host} does not resolve`, `${subject.cluster.endpoint.host} 无法解析`)
				: undefined,
		),
		...collect(subject, 'endpoint-unreachable', {severity: 'error'}, (_host, {connections}) => {
			const tried = connections.filter((each) => each.purpose === 'endpoint');
			return tried.length > 0 && tried.every(isBlocked)
				? joined(
						tried.map((each) => outcome(`${each.address}:${each.port}`, each)),
						semicolon,
					)
				: undefined;
		}),
	];
}

function isBlocked(connection: Connection): boolean {
	return connection.result === 'timeout' || connection.result === 'rejected';
}

function outcome(where: string, connection: Connection): Said {
	return connection.result === 'timeout'
		? told(`${where} gives no answer`, `${where} 没有应答`)
		: told(`${where} is rejected (no route to host)`, `${where} 被拒绝（no route to host）`);
}
