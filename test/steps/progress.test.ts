import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {raw, type Script} from '../../src/shell/sh.ts';
import {pullImages} from '../../steps/images/pull.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {installTools} from '../../steps/prepare/tools.ts';
import {contextFor} from './contexts.ts';
import {cluster, hostPerTest, leader, play, put, root} from './used-host.ts';

hostPerTest();

/** What a test that failed half-way has left running goes with it. */
const groups: number[] = [];
afterEach(() => {
	for (const group of groups.splice(0)) if (lives(group)) process.kill(group, 'SIGKILL');
});

const content = 'var/lib/containerd/io.containerd.content.v1.content';

/** Time passes at once, so that a meter looks often. */
const quickSleep = () => play('sleep', '/bin/sleep 0.02');

/** A host that lacks two images. `pull` is what crictl does with the image $2. */
function hostThatPulls(pull: string): Script {
	put('var/lib/kubewiz/images.list', '# head\nregistry.example/kube-proxy:v1\nregistry.example/etcd:3\n');
	put(`${content}/blobs/sha256/old`, 'x'.repeat(5_000_000));
	mkdirSync(join(root, content, 'ingest'), {recursive: true});
	play('ctr', ':');
	play('crictl', pull);
	quickSleep();
	return pullImages.apply(contextFor(cluster, leader));
}

/** So many more bytes lie below the ingest, all at once. */
const grow = (megabytes: number) =>
	`head -c ${megabytes}000000 /dev/zero >${root}/more; pieces=$((\${pieces:-0} + 1)); mv ${root}/more "$store/ingest/1/$$.$pieces"`;
const begin = () => `[ "$1" = pull ]; store=${root}/${content}; mkdir -p "$store/ingest/1"`;
/** Goes on when a line of the script's own output has this. */
const until = (text: string) => `until grep -q '${text}' ${root}/out; do /bin/sleep 0.01; done`;

/** The script as the agent's job runner starts it: leader of a process group, its output in a file. */
function job(script: Script, shell: string) {
	const text = script.text.replaceAll(/\/(?=var\/lib\/(?:kubewiz|containerd)|var\/(?:lib|cache)\/apt\/)/g, `${root}/`);
	put('script', `set -eu\n${stepLibrary}\n${text}`);
	put('out', '');
	const PATH = `${root}/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
	const child = spawn('/bin/sh', ['-c', `exec ${shell} ${root}/script >${root}/out 2>&1`], {
		detached: true,
		stdio: 'ignore',
		env: {PATH, LC_ALL: 'C'},
	});
	const group = -(child.pid as number);
	groups.push(group);
	const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
	const output = () => readFileSync(join(root, 'out'), 'utf8');
	const has = async (text: string) => void (await expect.poll(output, {timeout: 20_000, interval: 20}).toContain(text));
	/** Resolves when no process of the group is left. */
	const gone = async () => void (await expect.poll(() => lives(group), {timeout: 20_000, interval: 20}).toBe(false));
	return {child, group, ended, output, has, gone};
}

function lives(group: number): boolean {
	try {
		process.kill(group, 0);
		return true;
	} catch {
		return false;
	}
}

describe.each(['dash', 'bash'])('images as they come, in %s', (shell) => {
	it('tells which of how many, the bytes since this one began, and that no more come', async () => {
		const script = hostThatPulls(`${begin()}
			${grow(3)}
			case $2 in *proxy*) ${until('^3.0 MB .*kube-proxy')} ;; *) ${until('^3.0 MB .*etcd')} ;; esac
			case $2 in *proxy*) ${until('^3.0 MB, no more .*kube-proxy')} ;; esac
			${grow(1)}
			case $2 in *proxy*) ${until('^4.0 MB .*kube-proxy')} ;; esac
			for piece in "$store/ingest/1"/*; do mv "$piece" "$store/blobs/sha256/\${piece##*/}"; done
			echo 'Image is up to date'`);
		const {ended, output, gone} = job(script, shell);
		expect((await ended)[0]).toBe(0);
		await gone();
		const lines = output().trimEnd().split('\n');
		const proxy = 'image 1/2 registry.example/kube-proxy:v1';
		const etcd = 'image 2/2 registry.example/etcd:3';
		expect(lines[0]).toBe(`pulling ${proxy}`);
		expect(lines).toContain(`3.0 MB, no more just now: ${proxy}`);
		const amounts = (of: string) =>
			lines.flatMap((line) => (line.endsWith(of) ? (/^([\d.]+ [kM]B) [\d.]+ [kM]B\/s image/.exec(line)?.slice(1) ?? []) : []));
		expect(amounts(proxy)).toEqual(['3.0 MB', '4.0 MB']);
		// What the first one left behind is not counted again.
		expect(amounts(etcd)[0]).toBe('3.0 MB');
		expect(lines.filter((line) => / in \d+ s image/.test(line)).map((line) => line.replace(/ in \d+ s/, ''))).toEqual([
			`4.0 MB ${proxy}`,
			`4.0 MB ${etcd}`,
		]);
	});

	it('nothing is left when the job’s group is ended, and the meter goes with a script that was killed alone', async () => {
		const cancelled = job(hostThatPulls(`${begin()}; ${grow(2)}; exec /bin/sleep 600`), shell);
		await cancelled.has('2.0 MB ');
		process.kill(cancelled.group, 'SIGTERM');
		await cancelled.ended;
		await cancelled.gone();

		const killed = job(hostThatPulls(`${begin()}; ${grow(2)}; until [ -e ${root}/enough ]; do /bin/sleep 0.01; done`), shell);
		await killed.has('2.0 MB ');
		killed.child.kill('SIGKILL');
		await killed.ended;
		put('enough', '');
		await killed.gone();
	});

	it('nothing is left when it has ended, neither the meter nor what that sleeps with', async () => {
		const script = hostThatPulls(`until [ -e ${root}/napping ]; do /bin/sleep 0.01; done; rm ${root}/napping`);
		play('sleep', `touch ${root}/napping; exec /bin/sleep 600`);
		const {ended, gone} = job(script, shell);
		expect((await ended)[0]).toBe(0);
		await gone();
	});

	it('an image that can’t be pulled ends the step with crictl’s own code', async () => {
		const {ended, output, gone} = job(hostThatPulls(`echo 'no such image' >&2; exit 3`), shell);
		expect((await ended)[0]).toBe(3);
		await gone();
		expect(output()).toBe('pulling image 1/2 registry.example/kube-proxy:v1\nno such image\n');
	});
});

describe('packages as they come', () => {
	it('are told by the bytes that apt’s directories have grown by', async () => {
		quickSleep();
		mkdirSync(join(root, 'var/cache/apt/archives/partial'), {recursive: true});
		put('var/lib/apt/lists/old', 'x'.repeat(1000));
		play('dpkg', ':');
		play(
			'apt-get',
			`case "$*" in *install*) head -c 2500000 /dev/zero >${root}/a.deb; mv ${root}/a.deb ${root}/var/cache/apt/archives/partial/; ${until('apt-get install')} ;; esac`,
		);
		const script = installTools.apply(contextFor(cluster, leader)).text.replaceAll('kw_has ', 'false ');
		const {ended, output, gone} = job(raw(script, 'with a played apt'), 'dash');
		expect((await ended)[0]).toBe(0);
		await gone();
		expect(output()).toMatch(/^2\.5 MB [\d.]+ MB\/s fetched by apt-get install$/m);
		expect(output()).not.toContain('apt-get update');
	});
});
