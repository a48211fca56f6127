import {type Draft, nameOf} from '../../src/store/draft.ts';
import type {ProblemView} from '../../src/store/engine.ts';
import {labelled} from '../../src/told.ts';
import type {Words} from '../text/words.ts';
import type {Setting} from './setting.ts';

interface Answers {
	readonly hosts: Draft['hosts'];
	readonly settings: readonly Setting[];
	readonly words: Words;
}

/** True when the problem is with the answer at `place`, or with a part of it. */
export function isAt({path}: Pick<ProblemView, 'path'>, place: string): boolean {
	return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}

/** The setting that mends a problem. Of several the most exact, so that a missing manifest is no matter of the pod network's row. */
export function settingOf(problem: ProblemView, settings: readonly Setting[]): Setting | undefined {
	const exact = settings.filter(({path}) => isAt(problem, path)).toSorted((a, b) => a.path.length - b.path.length);
	// That several control planes need an endpoint is a rule about the hosts; the answer is the endpoint.
	return exact.at(-1) ?? (problem.path === 'spec.hosts' ? settings.find(({missing}) => missing) : undefined);
}

/** Position of the host that a problem is with; undefined when it is with no host of its own. */
export function hostOf({path}: ProblemView): number | undefined {
	const [, index] = /^spec\.hosts\[(\d+)\]/.exec(path) ?? [];
	return index === undefined ? undefined : Number(index);
}

/** A problem as the screen says it: with the name of its row before it. The rules speak of `cluster.yaml`, which the operator of a screen has not written. */
export function problemWords(problem: ProblemView, answers: Answers): string {
	const {hosts, settings, words} = answers;
	const setting = settingOf(problem, settings);
	const index = hostOf(problem);
	const host = index === undefined ? undefined : hosts[index];
	const part = setting && isAt(problem, setting.path) ? problem.path.slice(setting.path.length).replace(/^\./, '') : '';
	const row = host ? nameOf(host) : (setting?.label ?? (problem.path === 'spec.hosts' ? words.topology.labels.kind : problem.path));
	return words.say(labelled(part === '' ? row : `${row} ${part}`, messageWords(problem, answers)));
}

/** The message alone, for where the row is in sight. */
export function messageWords({message}: ProblemView, {hosts, settings, words}: Answers): string {
	const labels = new Map(settings.map(({path, label}) => [path.split('.').at(-1) ?? path, label]));
	return words
		.say(message)
		.replaceAll(/spec\.hosts\[(\d+)\]/g, (path, index) => nameOf(hosts[Number(index)] ?? {address: path}))
		.replaceAll('roles: [control-plane]', words.topology.roleOfPlane)
		.replaceAll(/\b(?:controlPlaneEndpoint|podCIDR|serviceCIDR)\b/g, (key) => labels.get(key) ?? key)
		.replaceAll('kubeadm.extraArgs', labels.get('extraArgs') ?? 'kubeadm.extraArgs');
}

/** At most so many lines; what is left out is told by `more` at the end. */
export function cutLines(lines: readonly string[], most: number, more: string): readonly string[] {
	if (lines.length <= most) return lines;
	return lines.slice(0, most).map((line, at) => (at === most - 1 ? `${line} ${more}` : line));
}
