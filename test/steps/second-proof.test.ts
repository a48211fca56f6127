import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import {raw} from '../../src/shell/sh.ts';
import {makeJoinToken} from '../../steps/control-plane/join-token.ts';
import {serviceAddress} from '../../steps/proof/addresses.ts';
import {answerInPods} from '../../steps/proof/listen.ts';
import {proveNetwork} from '../../steps/proof/reach.ts';
import {recordHead} from '../../steps/proof/record.ts';
import {contextFor} from './contexts.ts';
import {cluster, hostPerTest, leader, play, put, root, run} from './used-host.ts';

hostPerTest();

describe('the proof, when a node of the same name has come anew', () => {
	const names = cluster.hosts.map((host) => host.name);
	const record = [recordHead(cluster), ...names, ''].join('\n');
	const context = contextFor(cluster, leader);

	beforeEach(() => put('etc/kubernetes/kubelet.conf', ''));

	it('is no longer on record where tokens are made', () => {
		put('var/lib/kubewiz/proof', record);
		play('openssl', ':');
		play('kubeadm', 'echo token');
		expect(run(makeJoinToken.apply(context))).toEqual({code: 0, output: ''});
		expect(existsSync(join(root, 'var/lib/kubewiz/proof'))).toBe(false);
	});

	it.each([answerInPods, proveNetwork])('is taken part in by hosts that had proven theirs: $id', (step) => {
		put('var/lib/kubewiz/proof', record);
		play('kubectl', `cat ${root}/phase`);
		expect(run(step.check(context))).toEqual({code: 0, output: ''});
		put('var/log/pods/kubewiz-proof_proof-x_uid/pause/0.log', '');
		put('phase', 'Running');
		expect(run(step.check(context))).toEqual({code: 10, output: 'a proof is under way'});
		put('phase', '');
		expect(run(step.check(context))).toEqual({code: 0, output: ''});
	});

	describe('of which some cannot take part', () => {
		const far = 'it stopped answering the cluster meanwhile';
		const nobody = 'nobody listens there: the host was set aside, or failed before';
		const answer = [75, 87, 129, 128, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4];
		const octal = [...answer, ...serviceAddress(cluster, 1).split('.').map(Number)].map(
			(byte) => `\\\\${byte.toString(8).padStart(3, '0')}`,
		);
		const addresses = new Map([...names, 'stranger'].map((name, index) => [name, `10.1.1.${index}`]));
		const proven = () => readFileSync(join(root, 'var/lib/kubewiz/proof'), 'utf8').trim().split('\n').slice(1);

		/** Pods as the API lists them, nodes that said they listen, and those whose pods answer. */
		function world(pods: readonly string[], listening: readonly string[], answering = listening): void {
			const far = Math.round(Date.now() / 1000) + 1000;
			put(
				'pods',
				pods
					.map((pod) => `${pod.split(' ')[0]} ${addresses.get(pod.split(' ')[0] as string)} ${pod.split(' ').slice(1).join(' ')}\n`)
					.join(''),
			);
			put('listening', listening.map((name) => `${name} ${far}\n`).join(''));
			play(
				'kubectl',
				`case "$*" in *field-selector*) echo 'uid 10.1.1.0 Running' ;; *configmap*) cat ${root}/listening ;; *'get pods'*) cat ${root}/pods ;; esac`,
			);
			play(
				'nsenter',
				`case "$*" in
*curl*) echo gitVersion ;;
*dev/udp*) printf "${octal.join('')}" ;;
*' 80') echo ${names[0]} ;;
${answering.map((name) => `*' ${addresses.get(name)} 8080') echo ${name} ;;`).join('\n')}
*) echo refused; exit 1 ;;
esac`,
			);
		}

		/** No process of this machine is in a pod of the proof, and nothing is waited for. */
		function prove() {
			const apply = proveNetwork
				.apply(context)
				.text.replace(/^pid=.*$/m, 'pid=1')
				.replaceAll(/kw_wait \d+/g, 'kw_wait 0');
			return run(raw(apply, 'with a process'));
		}
		const up = (name: string) => `${name} Running True`;

		it('asks all that listen, and no pod on a node the spec does not name', () => {
			world([...names, 'stranger'].map(up), [...names, 'stranger']);
			expect(prove()).toMatchObject({code: 0, output: expect.not.stringContaining('stranger')});
			expect(proven()).toEqual(names);
		});

		it('goes on without a host that was set aside while its pod runs, and says so', () => {
			const [aside, ...others] = [...names].reverse() as [string, ...string[]];
			world(names.map(up), others);
			expect(prove()).toMatchObject({code: 0, output: expect.stringContaining(`pod on ${aside}: not proven, ${nobody}`)});
			expect(proven()).toEqual([`# not proven: ${aside} ${nobody}`, ...names.filter((name) => name !== aside)]);
		});

		it('goes on without a node that has gone since it listened', () => {
			const [gone, ...others] = [...names].reverse() as [string, ...string[]];
			world([...others.map(up), `${gone} Running False`], names, others);
			expect(prove()).toMatchObject({code: 0});
			expect(proven()).toContain(`# not proven: ${gone} ${far}`);
		});

		it('fails when a pod does not answer that should, having asked the others', () => {
			const [deaf, ...others] = [...names].reverse() as [string, ...string[]];
			world(names.map(up), names, others);
			const {code, output} = prove();
			expect(code).toBe(1);
			expect(output).toContain(`does not reach pod ${addresses.get(deaf)} on ${deaf}`);
			for (const name of others) expect(output).toContain(`pod on ${name} at ${addresses.get(name)}: reached`);
		});
	});
});
