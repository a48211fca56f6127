import type {Fleet, Session} from '../remote/contract.ts';

/** A fleet that counts what is asked of each host. */
interface CountedFleet {
	readonly fleet: Fleet;
	/** Requests by host, logins not counted. */
	counts(): Readonly<Record<string, number>>;
}

/** Counts the requests of a run per host: the number a second `apply` of a finished cluster is judged by. */
export function countRoundTrips(inner: Fleet): CountedFleet {
	const counts = new Map<string, number>();
	const asked = (host: string) => counts.set(host, (counts.get(host) ?? 0) + 1);
	const counted = (session: Session): Session => ({
		host: session.host,
		get latencyMs() {
			return session.latencyMs;
		},
		run: (...given) => {
			asked(session.host);
			return session.run(...given);
		},
		startJob: (...given) => {
			asked(session.host);
			return session.startJob(...given);
		},
		jobState: (...given) => {
			asked(session.host);
			return session.jobState(...given);
		},
		attachJob: (...given) => {
			asked(session.host);
			return session.attachJob(...given);
		},
		cancelJob: (...given) => {
			asked(session.host);
			return session.cancelJob(...given);
		},
		upload: (...given) => {
			asked(session.host);
			return session.upload(...given);
		},
		download: (...given) => {
			asked(session.host);
			return session.download(...given);
		},
		close: () => session.close(),
	});
	return {
		fleet: {
			open: async (...given) => counted(await inner.open(...given)),
			onState: (listener) => inner.onState(listener),
			unknownHostKeys: (hosts) => inner.unknownHostKeys(hosts),
			acceptHostKeys: (keys) => inner.acceptHostKeys(keys),
			shell: (host, terminal) => inner.shell(host, terminal),
			close: () => inner.close(),
		},
		counts: () => Object.fromEntries(counts),
	};
}
