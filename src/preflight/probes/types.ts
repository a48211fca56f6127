/** What one host found out about others, in a second round trip. `unknown` anywhere means: it had no means to tell. */
export interface ProbeResults {
	readonly connections: readonly Connection[];
	readonly sources: readonly SourceProbe[];
	readonly timeServers: readonly {readonly server: string; readonly answer: 'yes' | 'no' | 'unknown'}[];
	/** Addresses the control plane endpoint's name resolves to; absent when it was not asked or is an address. */
	readonly endpointAddresses?: readonly string[];
	/** Version that the package manager would install now, by package. */
	readonly candidates: Readonly<Record<string, string>>;
}

/** A TCP connection tried from this host. */
export interface Connection {
	/** What it is for. */
	readonly purpose: 'api' | 'etcd' | 'kubelet' | 'endpoint';
	/** Host of the spec, or the endpoint as written. */
	readonly to: string;
	readonly address: string;
	readonly port: number;
	/**
	 * `refused` means that packets pass and nothing listens, as is right before
	 * an install. `rejected`: a firewall said no ("no route to host").
	 */
	readonly result: 'open' | 'refused' | 'timeout' | 'rejected' | 'unknown';
}

/** A mirror or registry asked from this host. */
export interface SourceProbe {
	readonly kind: 'packages' | 'runtime-packages' | 'images' | 'registry-mirror';
	readonly url: string;
	/**
	 * `held`: reachable and has the version (or there is no version to ask for);
	 * `lacking`: reachable, version absent; `refused`: wants a login or limits
	 * pulls; `failed`: not reachable or in error; `unknown`: no tool to ask with.
	 */
	readonly result: 'held' | 'lacking' | 'refused' | 'failed' | 'unknown';
	/** HTTP status, curl's error, or the newest version of the minor that is there. */
	readonly detail: string;
	/** Time to the answer, milliseconds. */
	readonly ms?: number;
}
