import {createHash} from 'node:crypto';
import {expect} from 'vitest';
import type {Lab, LabHost} from '../lab.ts';
import type {Keys} from './wizard-keys.ts';

const esc = '\u001B';

/** Names hosts and login as an operator types them, accepts the host keys he has compared, and tests all hosts. */
export async function nameHosts(keys: Keys, hosts: readonly LabHost[], jumpPassword: string): Promise<void> {
	const [{user, jump, loginPassword = '', sudoPassword = ''} = {} as LabHost] = hosts;
	await keys.see('Which machines');
	await keys.press('a', 'Add hosts');
	for (const [index, {address, name}] of hosts.entries())
		await keys.answer('Hosts', `${address} ${name}`, new RegExp(`\\b${index + 1} hosts?\\b`));
	await keys.press(esc, `${hosts.length} not tested`);
	await keys.press('l', 'Login of all hosts');
	await set(keys, 'User', user);
	await set(keys, 'Password', loginPassword);
	if (jump) {
		await set(keys, 'Jump host', `${jump.user}@${jump.address}`);
		await set(keys, 'Jump password', jumpPassword);
	}
	await set(keys, 'sudo password', sudoPassword);
	await keys.press(esc, `${hosts.length} not tested`);
	await keys.press('t', /host keys? (?:is|are) not known yet/);
	if (jump) {
		await acceptKeys(keys, [jump]);
		await keys.see(`${hosts.length} host keys are not known yet`);
	}
	await acceptKeys(keys, hosts);
	await keys.see(`${hosts.length} hosts, ${hosts.length} ready`);
}

/** Changes one line of the login settings. */
async function set(keys: Keys, field: string, text: string): Promise<void> {
	await keys.choose(new RegExp(`^❯ ${field} `), `❯ ${field}:`);
	await keys.answer(field, text, (screen) => !screen.includes(`❯ ${field}:`));
}

/** Compares every fingerprint with that of the host's own key before he accepts. */
async function acceptKeys(keys: Keys, hosts: readonly LabHost[]): Promise<void> {
	for (const {hostKeyLine} of hosts) expect(keys.pty.screen()).toContain(fingerprint(hostKeyLine));
	await keys.press('a', (screen) => !screen.includes('○') && !screen.includes('◦'));
	await keys.press('\r', (screen) => !screen.includes(`${hosts.length} host key`));
}

function fingerprint(knownHostsLine: string): string {
	const key = Buffer.from(knownHostsLine.split(' ')[2] ?? '', 'base64');
	return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** Two hosts are clones of one image: what blocks is read, mended by its fix, and gone. */
export async function mendClones(keys: Keys): Promise<void> {
	await keys.press('n', /\d+ blocks? the install/);
	await keys.moveTo('machine-id');
	await keys.press('x', 'machine-id.kubewiz');
	await keys.press('\t\r', 'machine-id is now');
	await keys.see((screen) => /\d+ blocks? the install/.test(screen) || screen.includes('being checked again'));
	if (!/\d+ blocks? the install/.test(keys.pty.screen())) await keys.press('\r', /\d+ blocks? the install/);
	expect(keys.pty.screen()).not.toContain('machine-id');
}

/** Answers what the lab is: an old version, its own pod network, and what a node in a container needs. */
export async function answerTopology(keys: Keys, {mirror}: Lab): Promise<void> {
	const back = /^. Cluster name/m;
	await keys.press('n', back);
	await keys.choose(/^❯ Kubernetes /, 'another patch release');
	await keys.choose('another patch release', '❯ Kubernetes:');
	await keys.answer('Kubernetes', mirror.kubernetesVersion, new RegExp(`Kubernetes +${mirror.kubernetesVersion}`));
	await keys.choose(/^❯ Pod network /, 'a manifest of your own');
	await keys.choose('a manifest of your own', '❯ Pod network:');
	await keys.answer('Pod network', mirror.cniManifestUrl, back);
	await keys.choose(/^❯ Runtime /, 'containerd of the distribution');
	await keys.choose('containerd of the distribution', /Runtime +containerd\b(?!\.io)/);
	await keys.choose('more settings', 'fewer settings');
	await keys.choose(/^❯ kube-proxy settings /, '❯ kube-proxy settings:');
	await keys.answer('kube-proxy settings', 'conntrack: {maxPerCore: 0}', /kube-proxy settings +\{ ?conntrack/);
}

/** Types the lab's own mirror: packages with the key that signs them, images over plain HTTP, the registry of the pod network. */
export async function answerMirrors(keys: Keys, {mirror}: Lab, nodes: number): Promise<void> {
	await keys.press('n', 'Kubernetes packages');
	const own = async (use: string, answers: readonly (readonly [string, string])[]) => {
		await tried(keys);
		await keys.moveTo(use);
		await keys.press('o', `Own mirror: ${use}`);
		for (const [field, text] of answers) await keys.answer(field, text, (screen) => !screen.includes(`❯ ${field}:`));
		await tried(keys);
		// The new mirror is the row he is on, and all nodes have answered.
		expect(keys.row()).toContain(`${nodes}/${nodes}`);
	};
	await own('Kubernetes packages', [
		['URL', mirror.kubernetesDebBase],
		['Key URL', `${mirror.kubernetesDebBase}Release.key`],
		['Key fingerprint', mirror.keyFingerprint],
	]);
	await own('Kubernetes images', [['Repository', `http://${mirror.imageRepository}`]]);
	await own('Other registries', [['Registries', `${mirror.registry}=http://${mirror.registry}`]]);
}

/** Until every node has tried every mirror. */
async function tried(keys: Keys): Promise<void> {
	await keys.see((screen) => !screen.includes('Own mirror:') && !screen.includes('Trying the mirrors'), 90_000);
}

/** Reads the review and starts. */
export async function startInstall(keys: Keys): Promise<void> {
	await keys.press('n', /\d+ tasks to do/);
	await keys.press('s', 'Not yet');
	await keys.press('\t\r', /✔ Install › |❯ Install/);
}

/** Finds the install that broke off, gives the passwords, which nothing has kept, and goes on with it. */
export async function goOn(keys: Keys, hosts: readonly LabHost[], jumpPassword: string): Promise<void> {
	const [{loginPassword = '', sudoPassword = ''} = {} as LabHost] = hosts;
	await keys.see('Unfinished installs');
	await keys.see('l gives passwords');
	await keys.press('\r', '❯ Password ');
	await set(keys, 'Password', loginPassword);
	await set(keys, 'Jump password', jumpPassword);
	await set(keys, 'sudo password', sudoPassword);
	await keys.press(esc, (screen) => hosts.every(({name}) => new RegExp(`${name}: (?:not )?in (?:a|the) cluster`).test(screen)));
	await keys.press('\r', '❯ Install');
}

/** Waits for the end of the install and leaves by way of the last screen. */
export async function finish(keys: Keys): Promise<void> {
	await keys.see('Everything is done and verified', 900_000);
	await keys.press('\r', 'The cluster is ready.');
	keys.pty.send('q');
}
