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

/** What OpenSSH needs to be told to log into a host. */
export function sshArguments(host: LabHost): string[] {
	const known = writeKnownHosts();
	const common = ['-F', 'none', '-i', host.identityFile, '-o', 'IdentitiesOnly=yes', '-o', `UserKnownHostsFile=${known}`];
	if (host.jump === undefined) return [...common, `${host.user}@${host.address}`];
	const through = `ssh -F none -i ${host.identityFile} -o IdentitiesOnly=yes -o UserKnownHostsFile=${known} -W %h:%p ${host.jump.user}@${host.jump.address}`;
	return [...common, '-o', `ProxyCommand=${through}`, `${host.user}@${host.address}`];
}
