import {told} from '../../src/told.ts';
import {everyNode, minutes, step} from '../step.ts';
import {familyOf} from './family.ts';

export const addRepositories = step({
	id: 'packages/repositories',
	title: told('Add the package repositories', '添加软件源'),
	why: told(
		'Kubernetes is in no distribution’s own repositories. Each repository is bound to its key, and the key to the fingerprint in the spec.',
		'各发行版自己的仓库中都没有 Kubernetes。每个仓库绑定到其密钥，密钥绑定到规约中的指纹。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/tools'],
	detached: true,
	pool: 'download',
	retry: ['network', 'lock'],
	timeoutMs: minutes(15),
	check: (context) => familyOf(context).repositories(context).check,
	apply: (context) => familyOf(context).repositories(context).apply,
	writes: (context) => familyOf(context).repositories(context).writes ?? [],
	verify: (context) => familyOf(context).repositories(context).verify,
});
