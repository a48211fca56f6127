import {quoteWord} from '../words.ts';
import {agentCore} from './core.ts';
import {agentFiles} from './files.ts';
import {jobRunner} from './job-runner.ts';
import {agentJobs} from './jobs.ts';
import {agentLock} from './lock.ts';
import {agentMain} from './main.ts';
import {agentRun} from './run.ts';
import {agentWatch} from './watch.ts';

/** Where the agent keeps its things on a host. Tests use other places, since they share one machine. */
export interface HostPaths {
	/** Marks and jobs; survives a reboot. */
	readonly state: string;
	/** The agent's own files; gone after a reboot. */
	readonly run: string;
	readonly lock: string;
}

export const hostPaths: HostPaths = {state: '/var/lib/kubewiz', run: '/run/kubewiz', lock: '/run/kubewiz.lock'};

/** Seconds without a request or a ping after which the agent takes the controller for lost. */
export const idleSeconds = 60;

/** The root agent's whole program, POSIX sh. */
export function agentProgram(paths: HostPaths = hostPaths, patience = idleSeconds): string {
	const head = `# kubewiz: agent for one session; see src/remote/protocol.ts
set -u +f
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL
[ "$(id -u)" != 0 ] || { HOME=/root; export HOME; }
unset ENV BASH_ENV CDPATH
K=${quoteWord(paths.state)} R=${quoteWord(paths.run)} L=${quoteWord(paths.lock)}
patience=${patience}
runner=${quoteWord(jobRunner)}
shared=${quoteWord(agentCore + agentRun)}
eval "$shared"
`;
	return [head, agentWatch, agentLock, agentFiles, agentJobs, agentMain].join('\n');
}
