import {nameToType} from '../cluster/name-to-type.ts';
import type {Finding} from '../preflight/types.ts';
import {type Said, told} from '../told.ts';
import {needInput} from './command-error.ts';
import {agreementOn, type FixWish} from './fix-wish.ts';
import type {Session} from './session.ts';

/**
 * Whether a fix that was just shown may run. One that takes something away takes
 * more than a yes: its finding named on the command line, or the name of its
 * host, or of the cluster, typed. Throws CommandError when nobody can be asked.
 */
export async function agreed(session: Session, cluster: string, finding: Finding, wish: FixWish): Promise<boolean> {
	const by = agreementOn(finding, wish);
	if (by === 'given') return true;
	if (by === 'left-out') {
		session.say([leftOut(finding.check)]);
		return false;
	}
	if (!session.ask)
		throw needInput('confirm', told('nobody to ask whether to run this', '无人可问是否执行'), [
			by === 'name'
				? told(
						`it takes away what the host may still need, so agree beforehand by its name: --fix ${finding.check} --yes`,
						`它会拿走主机可能还需要的内容，须指名预先同意：--fix ${finding.check} --yes`,
					)
				: told('agree beforehand with --fix --yes', '可用 --fix --yes 预先同意'),
		]);
	if (by === 'yes') return session.ask.confirm(told('Run it?', '执行吗？'));
	const name = nameToType(finding.hosts, cluster);
	const question = told(
		`This takes away what the host may still need. Type ${name} to run it: `,
		`此修复会拿走主机可能还需要的内容。输入 ${name} 以执行：`,
	);
	return (await session.ask.typed(question)) === name;
}

function leftOut(check: string): Said {
	return told(
		`Left out: it takes away what the host may still need, and --yes does not speak for that. Name it: --fix ${check}`,
		`未执行：它会拿走主机可能还需要的内容，--yes 不适用于它。请指名：--fix ${check}`,
	);
}
