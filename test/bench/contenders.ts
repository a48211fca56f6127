import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {command} from './command.ts';

/** Where and how to log in, for every tool the same. */
export interface Target {
	readonly name: string;
	readonly address: string;
	readonly port: number;
}

export interface Bench {
	readonly targets: readonly Target[];
	readonly tasks: number;
	readonly keyFile: string;
	readonly knownHostsFile: string;
	readonly directory: string;
}

/** A tool that runs all tasks on all hosts and proves it: `run` throws unless every host did every task. */
export interface Contender {
	readonly name: string;
	run(bench: Bench): Promise<void>;
	/** What is not part of a run, before the first one. */
	prepare?(bench: Bench): Promise<void>;
	/** Closes connections that the tool keeps between runs, so that every run starts cold. */
	cool?(bench: Bench): Promise<void>;
}

const sshOptions = (bench: Bench) => [
	`IdentityFile=${bench.keyFile}`,
	'IdentitiesOnly=yes',
	`UserKnownHostsFile=${bench.knownHostsFile}`,
	'BatchMode=yes',
	'PreferredAuthentications=publickey',
];
const sshArguments = (bench: Bench) => sshOptions(bench).flatMap((option) => ['-o', option]);

/** The floor: what OpenSSH itself takes to log in once per host and run one script. */
export const openssh: Contender = {
	name: 'OpenSSH, one script per host (the floor)',
	async run(bench) {
		const script = Array.from({length: bench.tasks}, (_, task) => `echo task-${task}\n`).join('');
		const outputs = await Promise.all(
			bench.targets.map((target) =>
				command('ssh', ['-F', 'none', ...sshArguments(bench), '-p', String(target.port), `root@${target.address}`, 'sh -s'], {
					input: script,
				}),
			),
		);
		for (const output of outputs) proveTasks('ssh', output, bench.tasks);
	},
};

/** ClusterShell, one command per task, over connections that OpenSSH's ControlMaster keeps open. */
export const clush: Contender = {
	name: 'clush over ControlMaster',
	async run(bench) {
		const config = writeSshConfig(bench, 'clush', ['ControlMaster auto', `ControlPath ${bench.directory}/cm-%C`, 'ControlPersist 60']);
		const nodes = bench.targets.map((target) => target.name).join(',');
		let count = 0;
		for (let task = 0; task < bench.tasks; task++) {
			const output = await command('clush', [
				'-q',
				'-f',
				'64',
				'-t',
				'120',
				'-u',
				'120',
				'-l',
				'root',
				'-o',
				`-F ${config}`,
				'-w',
				nodes,
				`echo task-${task}`,
			]);
			count += output.match(new RegExp(`: task-${task}$`, 'gm'))?.length ?? 0;
		}
		proveCount('clush', count, bench.targets.length * bench.tasks);
	},
	async cool(bench) {
		for (const target of bench.targets)
			await command('ssh', ['-F', join(bench.directory, 'clush.ssh_config'), '-O', 'exit', '-l', 'root', target.name], {mayFail: true});
	},
};

/** Ansible as its own documentation tunes it: pipelining, ControlPersist, one fork per host, no fact gathering. */
export const ansible: Contender = {
	name: 'ansible, pipelining',
	run: (bench) => playbook(bench, 'ansible', []),
	cool: (bench) => closeMasters(bench, 'ansible'),
};

export const mitogen: Contender = {
	name: 'ansible with mitogen',
	run: (bench) =>
		playbook(bench, 'mitogen', [
			'strategy_plugins = /usr/lib/python3/dist-packages/ansible_mitogen/plugins/strategy',
			'strategy = mitogen_linear',
		]),
};

async function playbook(bench: Bench, name: string, defaults: readonly string[]): Promise<void> {
	const directory = join(bench.directory, name);
	mkdirSync(directory, {recursive: true});
	const inventory = bench.targets.map((t) => `${t.name} ansible_host=${t.address} ansible_port=${t.port} ansible_user=root`);
	writeFileSync(
		join(directory, 'hosts'),
		['[all]', ...inventory, '[all:vars]', 'ansible_python_interpreter=/usr/bin/python3', ''].join('\n'),
	);
	writeFileSync(
		join(directory, 'ansible.cfg'),
		[
			'[defaults]',
			'inventory = hosts',
			`forks = ${bench.targets.length}`,
			'gathering = explicit',
			// On a busy machine a login may take long; a host given up would end the measurement.
			'timeout = 120',
			`private_key_file = ${bench.keyFile}`,
			`local_tmp = ${directory}/tmp`,
			...defaults,
			'[ssh_connection]',
			'pipelining = True',
			`ssh_args = -F none ${sshArguments(bench).join(' ')} -o ControlMaster=auto -o ControlPersist=60s`,
			`control_path_dir = ${directory}/cp`,
			'',
		].join('\n'),
	);
	const tasks = Array.from({length: bench.tasks}, (_, task) => `    - command: echo task-${task}`);
	writeFileSync(join(directory, 'play.yml'), ['- hosts: all', '  gather_facts: false', '  tasks:', ...tasks, ''].join('\n'));
	const output = await command('ansible-playbook', ['play.yml'], {
		cwd: directory,
		env: {...process.env, ANSIBLE_CONFIG: join(directory, 'ansible.cfg')},
	});
	const recaps = output.match(new RegExp(`: ok=${bench.tasks} +changed=${bench.tasks} +unreachable=0 +failed=0`, 'g'));
	proveCount(name, recaps?.length ?? 0, bench.targets.length);
}

async function closeMasters(bench: Bench, name: string): Promise<void> {
	const directory = join(bench.directory, name, 'cp');
	for (const socket of readdirSync(directory))
		await command('ssh', ['-F', 'none', '-o', `ControlPath=${join(directory, socket)}`, '-O', 'exit', 'host'], {mayFail: true});
}

function writeSshConfig(bench: Bench, name: string, extra: readonly string[]): string {
	const file = join(bench.directory, `${name}.ssh_config`);
	const common = [...sshOptions(bench).map((option) => option.replace('=', ' ')), ...extra];
	const hosts = bench.targets.flatMap((t) => [`Host ${t.name}`, `  HostName ${t.address}`, `  Port ${t.port}`]);
	writeFileSync(file, [...hosts, 'Host *', ...common.map((line) => `  ${line}`), ''].join('\n'));
	return file;
}

function proveTasks(tool: string, output: string, tasks: number): void {
	proveCount(tool, output.match(/^task-\d+$/gm)?.length ?? 0, tasks);
}

function proveCount(tool: string, seen: number, wanted: number): void {
	if (seen !== wanted) throw new Error(`${tool} reported ${seen} of ${wanted}: the measurement would mean nothing`);
}
