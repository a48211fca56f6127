import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {nameOf} from '../../src/store/draft.ts';
import type {Words} from '../text/words.ts';
import {fieldsLine, fieldsOf} from './fields-line.ts';
import type {Setting} from './setting.ts';

type Taint = NonNullable<HostSpec['taints']>[number];

/** Labels of a node, as a line of YAML. */
export function labelsSetting(host: HostSpec, index: number, words: Words['topology']): Setting {
	const example = 'topology.kubernetes.io/zone: a';
	return {
		id: 'labels',
		label: words.hostLabels(nameOf(host)),
		path: `spec.hosts[${index}].labels`,
		advanced: false,
		value: host.labels ? fieldsLine(host.labels) : '',
		byDefault: host.labels === undefined,
		edit: {
			kind: 'text',
			example,
			problem: (text) => (text.trim() === '' || fieldsOf(text) ? undefined : words.fieldsWrong(example)),
			apply: (text) => {
				const fields = text.trim() === '' ? undefined : fieldsOf(text);
				// `zone: 1` is meant as text: labels are nothing else.
				const labels = fields && Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value ?? '')]));
				return {kind: 'host', index, host: {labels} as Partial<HostSpec>};
			},
		},
	};
}

/** Taints of a node, as kubectl writes them: `dedicated=gpu:NoSchedule`. */
export function taintsSetting(host: HostSpec, index: number, words: Words['topology']): Setting {
	return {
		id: 'taints',
		label: words.hostTaints(nameOf(host)),
		path: `spec.hosts[${index}].taints`,
		advanced: false,
		value: (host.taints ?? []).map(taintText).join(' '),
		byDefault: host.taints === undefined,
		edit: {
			kind: 'text',
			example: 'dedicated=gpu:NoSchedule',
			problem: (text) => (taintsIn(text) ? undefined : words.taintsWrong),
			apply: (text) => {
				const taints = taintsIn(text) ?? [];
				return {kind: 'host', index, host: {taints: taints.length > 0 ? taints : undefined} as Partial<HostSpec>};
			},
		},
	};
}

function taintText({key, value, effect}: Taint): string {
	return `${key}${value === undefined ? '' : `=${value}`}:${effect}`;
}

/** Undefined when a word is no taint. */
function taintsIn(text: string): Taint[] | undefined {
	const taints: Taint[] = [];
	for (const word of text.split(/[\s,]+/).filter((one) => one !== '')) {
		const [, key, value, effect] = /^([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/.exec(word) ?? [];
		if (key === undefined || effect === undefined) return undefined;
		taints.push({key, ...(value === undefined ? {} : {value}), effect: effect as Taint['effect']});
	}
	return taints;
}
