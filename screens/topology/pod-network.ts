import {readCidr} from '../../src/cluster/cidr.ts';
import {defaults} from '../../src/cluster/defaults.ts';
import type {Words} from '../text/words.ts';
import {choiceSetting, filled, type Setting, type Spec, textSetting} from './setting.ts';

type Cni = NonNullable<Spec['cni']>;

/** The pod network: which, how it carries packets, where its manifest comes from, and the networks of pods and services. */
export function networkSettings(spec: Spec, words: Words['topology']): readonly Setting[] {
	const cni: Cni = spec.cni ?? {name: defaults.cni};
	return [
		cniSetting(spec, words),
		...(cni.name === 'none' ? [] : [manifestSetting(cni, words)]),
		cidrSetting('podCIDR', defaults.podCidr, spec, words),
		cidrSetting('serviceCIDR', defaults.serviceCidr, spec, words),
		...carrying(cni, words),
	];
}

function cniSetting(spec: Spec, words: Words['topology']): Setting {
	return choiceSetting({
		id: 'cni',
		label: words.labels.cni,
		path: 'spec.cni',
		given: spec.cni?.name,
		fallback: defaults.cni,
		options: (['flannel', 'calico', 'none'] as const).map((value) => ({value, label: words.cni[value]})),
		typed: {
			label: words.cni.manifest,
			edit: {kind: 'text', example: manifestExample, begin: '', apply: (text) => ({kind: 'spec', spec: {cni: from('manifest', text)}})},
		},
		change: (name) => ({cni: {name} as Cni}),
	});
}

const manifestExample = 'http://mirror.example/flannel.yaml';

/** A pod network whose manifest comes from a URL, or else from a file of this machine. */
function from(name: Exclude<Cni['name'], 'none'>, text: string): Cni {
	const source = text.trim();
	if (source === '') return {name} as Cni;
	return (/^https?:\/\//.test(source) ? {name, url: source} : {name, file: source}) as Cni;
}

/** Where the manifest comes from: needed where hosts and operator do not reach the published one. */
function manifestSetting(cni: Exclude<Cni, {readonly name: 'none'}>, words: Words['topology']): Setting {
	const given = cni.file ?? cni.url;
	return textSetting({
		id: 'manifest',
		label: words.labels.manifest(cni.name === 'manifest' ? undefined : cni.name),
		path: 'spec.cni',
		advanced: given === undefined && cni.name !== 'manifest',
		given,
		fallback: words.published,
		example: manifestExample,
		change: (text) => {
			const {file: _, url: __, ...rest} = cni;
			return {cni: {...rest, ...from(cni.name, text)} as Cni};
		},
	});
}

function cidrSetting(key: 'podCIDR' | 'serviceCIDR', fallback: string, spec: Spec, words: Words['topology']): Setting {
	return textSetting({
		id: key,
		label: words.labels[key],
		path: `spec.network.${key}`,
		given: spec.network?.[key],
		fallback,
		example: fallback,
		// A whole network is judged as it stands: an overlap shows before it is given.
		judgeAtOnce: (text) => readCidr(text.trim()).kind === 'ok',
		change: (cidr) => ({network: filled({...spec.network, [key]: cidr})}) as Partial<Spec>,
	});
}

/** What a named network lets choose. */
function carrying(cni: Cni, words: Words['topology']): readonly Setting[] {
	if (cni.name !== 'flannel' && cni.name !== 'calico') return [];
	const release = textSetting({
		id: 'cniVersion',
		label: words.labels.cniVersion(cni.name),
		path: 'spec.cni.version',
		advanced: true,
		given: cni.version,
		fallback: cni.name === 'flannel' ? defaults.flannelVersion : words.tested,
		example: cni.name === 'flannel' ? defaults.flannelVersion : 'v3.31.3',
		change: (version) => ({cni: filled({...cni, version}) as Cni}),
	});
	const modes = cni.name === 'flannel' ? (['vxlan', 'host-gw'] as const) : (['vxlan', 'ipip', 'none'] as const);
	const key = cni.name === 'flannel' ? 'backend' : 'encapsulation';
	const mode = choiceSetting<(typeof modes)[number]>({
		id: 'carrying',
		label: words.labels.carrying(cni.name),
		path: `spec.cni.${key}`,
		advanced: true,
		given: cni.name === 'flannel' ? cni.backend : cni.encapsulation,
		fallback: modes[0],
		options: modes.map((value) => ({value, label: words.carrying[value]})),
		change: (value) => ({cni: {...cni, [key]: value} as Cni}),
	});
	return [release, mode];
}
