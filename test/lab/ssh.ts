import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {currentLab, type LabHost} from './lab.ts';
import {stateDir} from './settings.ts';

/** Writes known_hosts with the lab's hosts as they are now, and gives its path. */
export function writeKnownHosts(path = join(stateDir, 'known_hosts')): string {
	const lines = Object.values(currentLab()?.hosts ?? {}).flatMap((host) => host.hostKeyLines);
	mkdirSync(join(path, '..'), {recursive: true});
	writeFileSync(path, `${lines.join('\n')}\n`);
	return path;
}

/** Options for OpenSSH to reach a host, taking nothing from the user's own configuration. */
export function sshOptions(host: LabHost, knownHosts: string): string[] {
	const options = ['-F', 'none', '-i', host.identityFile, '-o', 'IdentitiesOnly=yes', '-o', `UserKnownHostsFile=${knownHosts}`];
	if (host.jump === undefined) return options;
	const through = ['ssh', ...sshOptions(host.jump, knownHosts), '-W', '%h:%p', `${host.jump.user}@${host.jump.address}`];
	return [...options, '-o', `ProxyCommand=${through.join(' ')}`];
}

/** What OpenSSH needs to be told to log into a host. */
export function sshArguments(host: LabHost): string[] {
	return [...sshOptions(host, writeKnownHosts()), `${host.user}@${host.address}`];
}
