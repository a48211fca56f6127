import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {lives, noPty, onPty, type Pty} from '../../screens/pty.ts';
import {ensureLab, exec, type Lab, type LabHost, resetHosts} from '../lab.ts';
import {until} from '../run.ts';
import {nodesOf} from './cluster-state.ts';
import {countKubeadm, kubeadmCalls} from './count-kubeadm.ts';
import {bundle, type Operator, operator} from './kubewiz.ts';
import {Keys} from './wizard-keys.ts';
import {answerMirrors, answerTopology, finish, goOn, mendClones, nameHosts, startInstall} from './wizard-walk.ts';

const names = ['cp1', 'w1', 'w2'] as const;
const jumpPassword = 'jump: #1';
const inner = ['sudo-password', 'login-password', 'jump'] as const;

/** The wizard of the built bundle in a terminal, on hosts behind a jump host whose user logs in with a password; nothing but keys is given to it. */
describe.skipIf(noPty !== undefined)(`the wizard from the first screen to Done${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let lab: Lab;
	let hosts: readonly LabHost[];
	let who: Operator;
	const open: Pty[] = [];

	beforeAll(async () => {
		lab = await ensureLab({
			hosts: [
				{name: 'jump', kinds: ['sudo-password', 'login-password']},
				{name: 'cp1', kinds: inner},
				{name: 'w1', kinds: [...inner, 'same-machine-id']},
				{name: 'w2', kinds: [...inner, 'same-machine-id']},
			],
		});
		// The jump host is somebody else's: its user has a password of its own there.
		const {code, stderr} = await exec('jump', 'chpasswd', {input: `ops:${jumpPassword}\n`});
		if (code !== 0) throw new Error(stderr);
		hosts = names.map((name) => lab.hosts[name] as LabHost);
	});
	beforeEach(async () => {
		await resetHosts(names);
		await countKubeadm(names);
		who = operator({});
	});
	afterAll(() => {
		for (const pty of open) pty.end();
	});

	async function start(): Promise<Keys> {
		const pty = await onPty([process.execPath, bundle, 'install', '-F', who.sshConfig, '--state-dir', who.stateDir], {HOME: who.dir});
		open.push(pty);
		return new Keys(pty);
	}

	/** From the first screen to a running install. */
	async function begin(keys: Keys): Promise<void> {
		await nameHosts(keys, hosts, jumpPassword);
		await mendClones(keys);
		await answerTopology(keys, lab);
		await answerMirrors(keys, lab, hosts.length);
		await startInstall(keys);
	}

	/** The end is what the hosts say, and what is left in the terminal and on disk. */
	async function isDone(keys: Keys): Promise<void> {
		expect(await keys.pty.ended).toBe(0);
		const nodes = await nodesOf('cp1');
		expect(Object.keys(nodes).sort()).toEqual([...names]);
		for (const node of Object.values(nodes)) expect(node).toMatchObject({ready: true, version: `v${lab.mirror.kubernetesVersion}`});
		expect(nodes.cp1?.controlPlane).toBe(true);
		expect(await Promise.all(names.map(kubeadmCalls))).toEqual([
			{init: 1, join: 0},
			{init: 0, join: 1},
			{init: 0, join: 1},
		]);
		const kubeconfig = readFileSync(join(who.dir, '.kube/config'), 'utf8');
		// Only the nodes know the endpoint by its name.
		const asked = await exec('cp1', 'cat >/tmp/kubeconfig && kubectl --kubeconfig /tmp/kubeconfig get nodes -o name', {input: kubeconfig});
		expect(asked.stdout.trim().split('\n').sort(), asked.stderr).toEqual(names.map((name) => `node/${name}`));
		const left = scrollback(keys.pty);
		for (const name of names) expect(left).toMatch(new RegExp(`${name} +Ready`));
		for (const secret of [hosts[0]?.sudoPassword ?? '', jumpPassword]) {
			expect(filesWith(secret, who.dir)).toBe('');
			expect(keys.pty.bytes()).not.toContain(secret);
		}
	}

	/** All that is left in the terminal once the wizard has gone. */
	function scrollback({term}: Pty): string {
		const {normal} = term.buffer;
		return Array.from({length: normal.length}, (_, row) => normal.getLine(row)?.translateToString(true) ?? '').join('\n');
	}

	/** Files that hold a text, one a line. */
	function filesWith(text: string, directory: string): string {
		const {status, stdout} = spawnSync('grep', ['-rlF', '--', text, directory], {encoding: 'utf8'});
		// 1 is grep's word for nothing found; an error must not pass for that.
		return status === 1 ? '' : `${stdout}status ${status}`;
	}

	test('keys alone make a cluster of bare hosts', async () => {
		const keys = await start();
		await begin(keys);
		await finish(keys);
		await isDone(keys);
	});

	test('killed while kubeadm init runs, and its terminal closed while kubeadm join does, it is resumed from its first screen and does nothing twice', async () => {
		const killed = await start();
		await begin(killed);
		await untilRuns('cp1', 'init');
		process.kill(killed.pty.pid, 'SIGKILL');
		await killed.pty.ended;

		const closed = await start();
		await goOn(closed, hosts, jumpPassword);
		await Promise.any([untilRuns('w1', 'join'), untilRuns('w2', 'join')]);
		closed.pty.hangUp();
		await until('the wizard to end', 20_000, async () => !lives(closed.pty.pid));

		const last = await start();
		await goOn(last, hosts, jumpPassword);
		await finish(last);
		await isDone(last);
	});

	/** Until kubeadm is at work on a host. */
	async function untilRuns(host: string, verb: 'init' | 'join'): Promise<void> {
		await until(`kubeadm ${verb} on ${host}`, 240_000, async () => {
			const {stdout} = await exec(host, 'pgrep -a -x kubeadm || :');
			return stdout.includes(`kubeadm ${verb} `) && !stdout.includes(' phase ');
		});
	}
});
