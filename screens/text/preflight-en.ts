import type {NotReady} from '../../src/store/navigation.ts';

/** English words of the preflight screen, and why a screen can't be left yet. */
export const preflightEn = {
	preflight: {
		asking: (done: number, total: number) => (total > 0 ? `Asking the hosts: ${done} of ${total}` : 'Asking the hosts'),
		none: 'Nothing to report: every check passed.',
		sums: (errors: number, warnings: number, infos: number, passed: readonly string[]) =>
			`${errors} ${errors === 1 ? 'blocks' : 'block'} the install, ${warnings} warning${warnings === 1 ? '' : 's'}, ${infos} note${infos === 1 ? '' : 's'}${passed.length > 0 ? `; let pass: ${passed.join(', ')}` : ''}`,
		mayPass: (check: string) => `May be let pass by its name, ${check}: w`,
		passes: (check: string) => `Let pass by its name, ${check}: w takes that back`,
		mayNotPass: 'Can not be let pass: an install would surely fail.',
		severity: {error: 'blocks', warning: 'warning', info: 'note'},
		waivedMark: 'let pass',
		onHosts: (count: number) => `on ${count} hosts`,
		cluster: 'cluster',
		seen: 'Seen',
		why: 'Why it matters',
		remedy: 'What helps',
		handled: (step: string) => `The install takes care of it: ${step}`,
		hint: {
			ready: 'Nothing blocks the install. n goes on to topology.',
			fix: (count: number) =>
				count === 1
					? 'X shows the one fix that kubewiz can run, and runs it on your word.'
					: `x shows the fix of the chosen finding and runs it on your word, X those of all ${count}.`,
			waive: 'Repair it by hand and press r, or let it pass by name: w.',
			answers: 'Another answer on the next screens may settle it (n); all is checked again before the start.',
			byHand: 'Repair it by hand as described, then press r; or remove the host (Esc).',
		},
		moreDetail: 'Enter shows all of it',
		fixAllTitle: (count: number) => `Run these ${count} fixes?`,
		fix: 'fix',
		fixOne: 'fix on one host',
		fixWhich: 'On which host?',
		oneHost: 'it concerns one host only: x',
		fixAll: 'fix all',
		recheck: 'check again',
		waive: 'let it pass',
		unwaive: 'no longer let pass',
		detail: 'details',
		fixTitle: 'Run this fix?',
		fixHosts: (hosts: string) => `on ${hosts}`,
		destroys: (count: number, total: number) =>
			total === 1
				? 'This takes away what a host may still need.'
				: `${count === total ? 'These take' : `${count} of them ${count === 1 ? 'takes' : 'take'}`} away what hosts may still need:`,
		withoutThose: 'leave those out',
		runIt: 'Run it',
		doNot: 'Do not',
		fixing: 'Running the fix',
		fixed: 'The fix ran, and the hosts were checked again.',
		fixedChecking: 'The fix ran; the hosts are being checked again.',
		stop: 'stop',
		stopping: 'The fix at work comes to its end; no other is begun.',
		cut: 'cut it off',
		cutting: 'The fix is being cut off.',
		stopped: 'Stopped.',
		noFix: 'there is no fix that kubewiz could run',
		notWaivable: 'an install would surely fail, so this can not be let pass',
		onlyErrors: 'it does not block the install',
		nothingToFix: 'nothing here can be fixed by kubewiz',
		hostLine: (host: string, text: string) => `${host}: ${text}`,
	},
	notReady: {
		'no-hosts': 'add at least one host first',
		'hosts-not-tested': 'test the hosts first: press t',
		'hosts-failing': 'a host can not be used yet; change or remove it',
		'keys-unknown': 'host keys wait to be accepted: press f',
		'preflight-not-run': 'the checks have not come to their end',
		'preflight-blocks': 'x mends what blocks; w lets it pass, if it may',
		'spec-problems': 'an answer is not right yet; it is marked',
		'mirrors-probing': 'the mirrors are still being tried',
		'mirror-not-trusted': 'a chosen mirror did not answer: choose another, or confirm it',
		'plan-not-made': 'the plan is not made yet',
		'run-not-ended': 'the install is still running',
	} satisfies Record<NotReady, string>,
};
