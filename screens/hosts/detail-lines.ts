import type {Facts} from '../../src/cluster/facts.ts';
import {nodeIpOf} from '../../src/cluster/hosts.ts';
import type {HostSpec, SshSpec} from '../../src/cluster/schema/host.ts';
import type {HostTest} from '../../src/store/engine.ts';
import {fitCells} from '../parts/cells.ts';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';
import {freeText, loginText, sizeText} from './columns.ts';

interface DetailLine {
	readonly text: string;
	readonly tone?: 'red' | 'bold';
}

/** A host with all that was found out about it. */
interface KnownHost {
	readonly host: HostSpec;
	readonly common: SshSpec | undefined;
	readonly test: HostTest | undefined;
	/** Hosts that say they are the same machine. */
	readonly twins: readonly string[] | undefined;
}

const labelWidth = 14;

/** Everything known of a host, in lines of at most `width` cells; what failed comes first. */
export function detailLines({host, common, test, twins}: KnownHost, width: number, words: Words): readonly DetailLine[] {
	const {detail, codes, helps} = words.hosts;
	const row = (label: string, value: string): readonly DetailLine[] =>
		value === ''
			? []
			: wrapCells(value, width - labelWidth).map((text, at) => ({text: `${fitCells(at === 0 ? label : '', labelWidth)}${text}`}));
	const given = [
		...row(detail.login, loginText({...common, ...host.ssh})),
		...row(detail.nodeIp, nodeIpOf(host) ?? ''),
		...row(detail.roles, (host.roles ?? []).map((role) => words.hosts.roles[role]).join(', ')),
	];
	if (test?.kind === 'failed') {
		const title = codes[test.code];
		return [
			...(title ? [{text: title, tone: 'red' as const}] : []),
			...lines(words.say(test.message), width, title ? undefined : 'red'),
			...test.details.flatMap((line) => lines(words.say(line), width)),
			...(helps[test.code] ? lines(helps[test.code] ?? '', width, 'bold') : []),
			...given,
		];
	}
	if (test?.kind !== 'ok') return [...(test ? [] : [{text: detail.notTested}]), ...given];
	const {facts} = test;
	return [
		...(twins ? lines(detail.clone(twins.join(', ')), width, 'bold') : []),
		...row(detail.system, `${facts.os.pretty}, ${facts.kernel}, ${facts.arch}${facts.virtualization ? `, ${facts.virtualization}` : ''}`),
		...row(detail.size, detail.sizeText(facts.cpus, sizeText(facts.memoryMib), freeText(facts))),
		...row(
			detail.addresses,
			reachable(facts)
				.map(({interface: link, cidr}) => `${link} ${cidr}`)
				.join(', '),
		),
		...given,
	];
}

/** Without those that every host has and nobody else can reach. */
function reachable({addresses}: Facts): Facts['addresses'] {
	return addresses.filter(({interface: link, cidr}) => link !== 'lo' && !/^(?:127\.|fe80:|::1\/)/.test(cidr));
}

function lines(text: string, width: number, tone?: 'red' | 'bold'): readonly DetailLine[] {
	return wrapCells(text, width).map((line) => ({text: line, ...(tone ? {tone} : {})}));
}
