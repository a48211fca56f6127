import type {ClusterModel} from './model/cluster.ts';
import type {HostModel} from './model/host.ts';
import {versionOf} from './model/kubeadm.ts';

type Answer = (host: HostModel, cluster: ClusterModel, words: readonly string[]) => string;

/** What the shell of a simulated host knows: to look at what the install does to it. */
const commands: Readonly<Record<string, Answer>> = {
	help: () => `${Object.keys(commands).join(', ')}, exit`,
	hostname: ({hostname}) => hostname,
	whoami: () => 'root',
	date: ({clockSkewMs}) => new Date(Date.now() + clockSkewMs).toUTCString(),
	swapon: ({swap}) => (swap.on ? 'NAME      TYPE SIZE USED PRIO\n/swapfile file   2G   0B   -2' : ''),
	lsmod: ({modules}) => [...modules.loaded].sort().join('\n'),
	dpkg: ({packages}) => [...packages].map(([name, version]) => `ii  ${name.padEnd(20)} ${version}`).join('\n'),
	systemctl: ({services}) => [...services].map(([name, state]) => `${`${name}.service`.padEnd(32)} ${state}`).join('\n'),
	crictl: ({images}) => ['IMAGE', ...[...images].sort()].join('\n'),
	ls: ({files}) => [...files.keys()].sort().join('\n'),
	cat: ({files}, _cluster, [path = '']) => {
		const file = files.get(path);
		return file ? Buffer.from(file.content).toString().trimEnd() : `cat: ${path}: No such file or directory`;
	},
	kubeadm: (host) => (host.packages.has('kubeadm') ? `v${versionOf(host)}; ${kubeadmState[host.kubeadm]}` : 'kubeadm: command not found'),
	kubectl: (host, cluster) =>
		host.kubeadm === 'control-plane'
			? [
					'NAME  ROLES',
					...[...cluster.nodes.values()].map(({name, controlPlane}) => `${name}  ${controlPlane ? 'control-plane' : '<none>'}`),
				].join('\n')
			: 'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
};

const kubeadmState = {
	none: 'it has not run here',
	partial: 'it began here and did not come to its end',
	'control-plane': 'this is a control plane',
	worker: 'this is a worker',
} as const;

/** Output of a command line; empty for an empty one. */
export function answerOf(line: string, host: HostModel, cluster: ClusterModel): string {
	const [command = '', ...words] = line.split(/\s+/);
	if (command === '') return '';
	return Object.hasOwn(commands, command)
		? (commands[command] as Answer)(host, cluster, words)
		: `${command}: the simulation does not know this command; help lists those it does`;
}
