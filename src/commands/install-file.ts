import {type InstallFlags, install} from './install.ts';
import {loadCluster} from './load-cluster.ts';
import {realPlace} from './place.ts';
import type {Session} from './session.ts';

/** What `apply` and `resume` do: install on the real hosts of the cluster file that the flags name. Gives the exit code. */
export async function installFile(session: Session, mode: 'apply' | 'resume', flags: InstallFlags): Promise<number> {
	return install(session, {mode, loaded: await loadCluster(session, flags.file), flags, place: realPlace});
}
