import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {labHostsYaml} from './cluster-fragment.ts';
import {hostDir} from './host.ts';
import {kinds, parseKinds} from './kinds.ts';
import {currentLab, down, ensureLab, exec, type HostWish, isUp, removeHosts, resetHosts, setHostConnected, setLoadBalancer} from './lab.ts';
import {proxyCommand} from './proxy-command.ts';
import {serviceDir} from './services.ts';
import {sshArguments} from './ssh.ts';

const usage = `npm run lab -- COMMAND

  up [NUMBER | NAME[:KIND[+KIND...]] ...]   make hosts (default 4: cp1 w1 w2 w3); those that run as wanted stay as they are
  status [--json]                           what runs, and how to reach it
  ssh NAME [COMMAND...]                     log into a host
  exec NAME SCRIPT                          run a script as root in a host, without ssh
  reset [--new-host-key] NAME...            lay hosts anew, bare
  rm NAME...                                end single hosts
  balance NAME...                           put these hosts behind the load balancer
  cut NAME | join NAME                      lose all packets of a host, or no longer
  proxy NAME                                a proxy to the host's sshd that can be told to delay, drop, cut ...
  hosts-yaml NAME...                        a piece of cluster.yaml with these hosts
  logs [NAME]                               console of a host, or the logs of the mirror and its like
  down                                      end and remove everything

Kinds of host:
${Object.entries(kinds)
	.map(([name, what]) => `  ${name.padEnd(17)} ${what}`)
	.join('\n')}
`;

const started = performance.now();
const say = (line: string): void => console.error(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

function readWishes(words: readonly string[]): HostWish[] {
	const [first = '4'] = words;
	if (words.length <= 1 && /^\d+$/.test(first)) {
		return Array.from({length: Number(first)}, (_, index) => ({name: index === 0 ? 'cp1' : `w${index}`}));
	}
	return words.map((word) => {
		const [name = '', list = ''] = word.split(':');
		return {name, kinds: parseKinds(list)};
	});
}

function status(json: boolean): void {
	const lab = currentLab();
	if (json) {
		console.log(JSON.stringify(lab ?? null, null, 2));
		return;
	}
	if (lab === undefined) {
		console.log('no lab runs');
		return;
	}
	for (const host of Object.values(lab.hosts)) {
		const how = `${host.user}@${host.address}${host.jump === undefined ? '' : ` through ${host.jump.address}`}`;
		console.log(`${host.name.padEnd(12)} ${isUp(host.name) ? 'up  ' : 'down'} ${how.padEnd(44)} ${host.kinds.join('+') || 'root'}`);
	}
	for (const [key, value] of Object.entries(lab.mirror)) console.log(`${key.padEnd(18)} ${value}`);
	console.log(`load balancer      ${lab.loadBalancer.address}:6443 -> ${lab.loadBalancer.backends.join(', ') || 'nothing yet'}`);
}

function logs(name: string | undefined): void {
	const files =
		name === undefined
			? (['mirror', 'registry', 'load-balancer', 'time'] as const).map((one) => join(serviceDir(one), 'log'))
			: [join(hostDir(name), 'console.log')];
	if (name === undefined) files.push(join(serviceDir('mirror'), 'upper/var/log/nginx/access.log'));
	for (const file of files) {
		console.log(`==> ${file}`);
		try {
			process.stdout.write(readFileSync(file, 'utf8'));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		}
	}
}

function ssh(name: string, command: readonly string[]): Promise<number> {
	const host = currentLab()?.hosts[name];
	if (host === undefined) throw new Error(`the lab has no host "${name}"`);
	const child = spawn('ssh', [...sshArguments(host), ...command], {stdio: 'inherit'});
	return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 255)));
}

async function main(words: readonly string[]): Promise<number> {
	const [command, ...rest] = words;
	const [name = ''] = rest;
	switch (command) {
		case 'up':
			await ensureLab({hosts: readWishes(rest), say});
			say('the lab is up');
			status(false);
			return 0;
		case 'status':
			status(parseArgs({args: rest, options: {json: {type: 'boolean'}}}).values.json === true);
			return 0;
		case 'ssh':
			return ssh(name, rest.slice(1));
		case 'exec': {
			const ended = await exec(name, rest.slice(1).join(' '));
			process.stdout.write(ended.stdout);
			process.stderr.write(ended.stderr);
			return ended.code;
		}
		case 'reset': {
			const {values, positionals} = parseArgs({args: rest, options: {'new-host-key': {type: 'boolean'}}, allowPositionals: true});
			await resetHosts(positionals, {newHostKey: values['new-host-key'] === true, say});
			return 0;
		}
		case 'rm':
			await removeHosts(rest);
			return 0;
		case 'balance':
			await setLoadBalancer(rest);
			return 0;
		case 'cut':
		case 'join':
			await setHostConnected(name, command === 'join');
			return 0;
		case 'proxy':
			return proxyCommand(name);
		case 'hosts-yaml':
			process.stdout.write(labHostsYaml(rest));
			return 0;
		case 'logs':
			logs(rest[0]);
			return 0;
		case 'down':
			await down(say);
			return 0;
		default:
			process.stderr.write(usage);
			return command === undefined || command === 'help' || command === '--help' ? 0 : 2;
	}
}

try {
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
