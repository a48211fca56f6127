import type {CheckName} from './words/words.ts';

/** The part of the answers that settles a finding. */
export type Answers = 'topology' | 'mirrors';

/**
 * Findings that another answer takes away as well as another host: a version
 * that accepts these hosts, a network that fits, a mirror that is reached. Who
 * is asked screen by screen meets them before he was asked, so they stand
 * before the start of an install and not before the question.
 */
const answeredOn: Readonly<Partial<Record<CheckName, Answers>>> = {
	'cgroup-v1': 'topology',
	'kernel-too-old': 'topology',
	'kubelet-flags-removed': 'topology',
	'runtime-conflict': 'topology',
	'podman-conflict': 'topology',
	'module-missing': 'topology',
	'no-default-route': 'topology',
	'cidr-overlaps-route': 'topology',
	'cidr-holds-nameserver': 'topology',
	'port-in-use': 'topology',
	'endpoint-unresolved': 'topology',
	'endpoint-unreachable': 'topology',
	'packages-unreachable': 'mirrors',
	'packages-lack-version': 'mirrors',
	'runtime-packages-unreachable': 'mirrors',
	'images-unreachable': 'mirrors',
	'images-refused': 'mirrors',
	'images-lack-version': 'mirrors',
};

/** Where the operator can answer otherwise; undefined where only the host can be changed, or left out. */
export function answersOf(check: string): Answers | undefined {
	return answeredOn[check as CheckName];
}
