import {spawn} from 'node:child_process';
import type {Cluster} from '../../cluster/types.ts';

/**
 * A login shell on a host by the operator's own ssh, in this terminal; resolves
 * when it was left. The screen must have been suspended. Throws an Error when
 * there is no ssh here.
 */
export async function openShell(hosts: Cluster['hosts'], name: string): Promise<void> {
	const host = hosts.find((entry) => entry.name === name);
	if (!host) throw new Error(`there is no host ${name}`);
	const {user, port, identityFiles = [], jump} = host.ssh;
	const flags = [
		...(user ? ['-l', user] : []),
		...(port ? ['-p', String(port)] : []),
		...identityFiles.flatMap((file) => ['-i', file]),
		...(jump ? ['-J', jump] : []),
	];
	await new Promise<void>((resolve, reject) => {
		const child =
			host.address === 'localhost'
				? spawn('/bin/sh', ['-l'], {stdio: 'inherit'})
				: spawn('ssh', [...flags, '--', host.address], {stdio: 'inherit'});
		child.once('error', (error) => reject(new Error(`ssh cannot be started: ${error.message}`)));
		child.once('close', () => resolve());
	});
}
