import type {Cluster} from '../../src/cluster/types.ts';
import {heredoc, type LateName, lateValues, quote} from '../../src/shell/sh.ts';
import {steps} from '../../steps/index.ts';
import {stepLibrary} from '../../steps/lib.ts';
import type {Step} from '../../steps/step.ts';
import {exec} from '../lab/lab.ts';
import {contextFor} from './contexts.ts';

export type Phase = 'check' | 'apply' | 'verify';

export interface Ran {
	readonly host: string;
	readonly step: string;
	readonly phase: Phase;
	readonly code: number;
	readonly output: string;
	readonly ms: number;
}

/** Runs steps on the lab's hosts one after another, with nothing of kubewiz's between: no agent, no plan, no runner. */
export class Drive {
	readonly ran: Ran[] = [];
	readonly cluster: Cluster;
	readonly #files: Readonly<Record<string, string>>;
	readonly #say: (line: string) => void;
	readonly #values = new Map<LateName, string>();

	constructor(cluster: Cluster, files: Readonly<Record<string, string>>, say: (line: string) => void = () => {}) {
		this.cluster = cluster;
		this.#files = files;
		this.#say = say;
	}

	/** Every step on every host where it belongs. Throws at the first phase that ends otherwise than it should. */
	async all(chosen: readonly Step[] = steps): Promise<void> {
		for (const step of chosen) {
			const hosts = step.on(this.cluster).map((host) => host.name);
			if (step.pool === 'control-plane-join') for (const host of hosts) await this.step(step, host);
			else await Promise.all(hosts.map((host) => this.step(step, host)));
		}
	}

	/** Check, and what follows from it. */
	async step(step: Step, host: string): Promise<void> {
		if (step.gives.length > 0) return;
		const check = await this.phase(step, host, 'check');
		if (check.code === 0) return;
		if (check.code !== 10) throw new Error(`${step.id} on ${host}: check ended with ${check.code}: ${check.output}`);
		for (const giver of steps.filter((other) => other.gives.some((name) => step.needs.includes(name))))
			await this.must(giver, giver.on(this.cluster)[0]?.name as string, 'apply');
		await this.must(step, host, 'apply');
		await this.must(step, host, 'verify');
	}

	async must(step: Step, host: string, phase: Phase): Promise<Ran> {
		const ran = await this.phase(step, host, phase);
		if (ran.code !== 0) throw new Error(`${step.id} on ${host}: ${phase} ended with ${ran.code}:\n${ran.output}`);
		return ran;
	}

	async phase(step: Step, name: string, phase: Phase): Promise<Ran> {
		const host = this.cluster.hosts.find((candidate) => candidate.name === name);
		if (!host) throw new Error(`no host ${name}`);
		const script = (step[phase] ?? step.check)(contextFor(this.cluster, host, this.#files));
		const values = script.late.map((late) => `${lateValues[late].variable}=${quote(this.#values.get(late) ?? '')}`);
		const text = ['set -eu', 'umask 022', '. /run/kw-lib', ...values, script.text].join('\n');
		const wrapper = [
			`cat >/run/kw-lib ${heredoc(stepLibrary).text}`,
			`script=$(mktemp) given=$(mktemp)`,
			`cat >"$script" ${heredoc(text).text}`,
			'code=0',
			`env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root KW_GIVEN="$given" dash "$script" </dev/null 2>&1 || code=$?`,
			'printf "\\n==given==\\n"; cat "$given"; rm -f "$script" "$given"; exit "$code"',
		].join('\n');
		const start = performance.now();
		const {code, stdout, stderr} = await exec(name, wrapper);
		const [output = '', given = ''] = `${stdout}`.split('\n==given==\n');
		for (const line of given.split('\n').filter(Boolean))
			this.#values.set(line.split(' ')[0] as LateName, line.slice(line.indexOf(' ') + 1));
		const ran: Ran = {host: name, step: step.id, phase, code, output: `${output}${stderr}`, ms: Math.round(performance.now() - start)};
		this.ran.push(ran);
		this.#say(`${name} ${step.id} ${phase}: ${code} in ${ran.ms} ms${code === 0 && phase === 'check' ? '' : `\n${indent(ran.output)}`}`);
		return ran;
	}
}

function indent(text: string): string {
	return text
		.trim()
		.split('\n')
		.map((line) => `    ${line}`)
		.join('\n');
}
