import {everyNode, minutes, step} from '../step.ts';
import {familyOf} from './family.ts';

export const addRepositories = step({
	id: 'packages/repositories',
	title: 'Add the package repositories',
	why: 'Kubernetes is in no distribution’s own repositories. Each repository is bound to its key, and the key to the fingerprint in the spec.',
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/tools'],
	detached: true,
	pool: 'download',
	retry: ['network', 'lock'],
	timeoutMs: minutes(15),
	check: (context) => familyOf(context).repositories(context).check,
	apply: (context) => familyOf(context).repositories(context).apply,
	verify: (context) => familyOf(context).repositories(context).verify,
});
