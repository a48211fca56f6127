import {resolve} from 'node:path';
import {stateDir, stateHome} from '../journal/state-dir.ts';
import {quote} from '../shell/sh.ts';
import {loadCluster} from './load-cluster.ts';
import type {Session} from './session.ts';

/** State directory of a cluster: journal, plans and logs. */
export function stateOf(session: Session, cluster: string): string {
	const {flags, environment} = session;
	return stateDir(cluster, flags.stateDir ? resolve(environment.cwd, flags.stateDir) : stateHome(environment.env));
}

export interface NamedCluster {
	readonly cluster?: string;
	readonly file: string;
}

/** Name of the cluster a verb that only reads is about: `--cluster`, else the one in the file. */
export async function clusterName(session: Session, options: NamedCluster): Promise<string> {
	return options.cluster ?? (await loadCluster(session, options.file, true)).cluster.name;
}

/** Commands shown to the operator, with the flags he needs to type again. */
export function typedCommands(
	session: Session,
	file: string,
): Readonly<Record<'preflight' | 'apply' | 'resume' | 'status' | 'logs', string>> {
	const flags = [`-f ${quote(file)}`, ...(session.flags.stateDir ? [`--state-dir ${quote(session.flags.stateDir)}`] : [])].join(' ');
	const typed = (verb: string) => `kubewiz ${verb} ${flags}`;
	return {preflight: typed('preflight'), apply: typed('apply'), resume: typed('resume'), status: typed('status'), logs: typed('logs')};
}
