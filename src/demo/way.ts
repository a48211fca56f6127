import {socketError} from '../remote/dial.ts';
import type {FleetOptions} from '../remote/fleet.ts';
import {askServer, type ServerShown} from '../remote/probe-server.ts';
import type {DemoHome} from './home.ts';

/**
 * How kubewiz's own SSH side reaches a simulated fleet: lines in memory instead
 * of TCP, and nothing of the operator's ssh_config, keys or agent. Host keys
 * are checked against the fleet's known_hosts as ever.
 */
export function wayTo(home: DemoHome): Pick<FleetOptions, 'dial' | 'sshConfig' | 'knownHosts'> {
	const config = new Map([
		['identityfile', [home.identityFile]],
		['identitiesonly', ['yes']],
		['userknownhostsfile', [home.knownHostsFile]],
		['globalknownhostsfile', ['none']],
		['identityagent', ['none']],
	]);
	return {
		knownHosts: {user: [home.knownHostsFile], global: []},
		sshConfig: async () => config,
		async dial(settings) {
			try {
				return await home.fleet.dial(settings.address);
			} catch (error) {
				throw socketError(settings.name, settings.address, settings.port, error as NodeJS.ErrnoException);
			}
		},
	};
}

/** What a scan is shown at an address of the simulated network: a host's banner and key, or nobody. The real network is never asked. */
export async function probeSimulated(home: DemoHome, address: string, port: number, signal: AbortSignal): Promise<ServerShown | undefined> {
	if (port !== 22) return undefined;
	const line = await home.fleet.dial(address).catch(() => undefined);
	return line && askServer(line, signal);
}
