import type {KnownFailure} from './types.ts';

/**
 * Ranks, lower first: a full disk explains a failed pull, a failed pull
 * explains a kubelet that does not come up, and that explains kubeadm's
 * timeout.
 */
export const rank = {
	root: 10,
	stop: 20,
	specific: 30,
	pull: 40,
	cluster: 50,
	connection: 60,
	symptom: 70,
	consequence: 80,
	generic: 90,
} as const;

/** English, then Chinese. */
type Both = readonly [string, string];

interface Row {
	readonly area: KnownFailure['area'];
	readonly rank: number;
	readonly patterns: readonly RegExp[];
	readonly samples: readonly string[];
	readonly cause: Both;
	readonly fix: Both;
	readonly commands?: readonly string[];
	readonly level?: KnownFailure['level'];
}

/** One entry of the catalogue; a failure unless `level` says otherwise. */
export function row(id: `E${number}`, {cause, fix, commands = [], level = 'failure', ...rest}: Row): KnownFailure {
	return {id, level, commands, ...rest, cause: {en: cause[0], zh: cause[1]}, fix: {en: fix[0], zh: fix[1]}};
}
