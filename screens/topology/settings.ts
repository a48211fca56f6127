import {parse, stringify, YAMLParseError} from 'yaml';
import {defaults} from '../../src/cluster/defaults.ts';
import {lastVersion, minors, tableDate} from '../../src/cluster/versions.ts';
import type {Draft} from '../../src/store/draft.ts';
import type {Words} from '../text/words.ts';

type Spec = Draft['spec'];

/** One answer of the topology screen. `path` is where a problem with it is reported. */
export interface Setting {
	readonly id: string;
	readonly label: string;
	readonly path: string;
	readonly advanced: boolean;
	readonly value: string;
	/** True when nothing was answered and the default is shown. */
	readonly byDefault: boolean;
	readonly edit:
		| TextEdit
		| {
				readonly kind: 'choice';
				readonly options: readonly {readonly label: string; readonly value: string}[];
				readonly apply: (value: string) => Change;
				/** One more option: an answer that is typed. */
				readonly typed?: {readonly label: string; readonly edit: TextEdit};
		  };
}

export interface TextEdit {
	readonly kind: 'text';
	readonly example: string;
	/** What the field begins with instead of the value as it is shown. */
	readonly begin?: string;
	/** What is wrong with a text that could not even be an answer. */
	readonly problem?: (text: string) => string | undefined;
	readonly apply: (text: string) => Change;
}

export type Change = {readonly kind: 'spec'; readonly spec: Partial<Spec>} | {readonly kind: 'name'; readonly name: string};

/** The settings in the order of the screen; those that few need are `advanced`. */
export function settingsOf(draft: Draft, words: Words['topology']): readonly Setting[] {
	const {spec} = draft;
	const list = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');
	const text = (
		id: keyof Words['topology']['labels'],
		path: string,
		given: string | undefined,
		fallback: string,
		example: string,
		apply: (text: string) => Partial<Spec>,
		advanced = false,
	): Setting => ({
		id,
		label: words.labels[id],
		path,
		advanced,
		value: given ?? fallback,
		byDefault: given === undefined,
		edit: {kind: 'text', example, apply: (answer) => ({kind: 'spec', spec: apply(answer.trim())})},
	});
	// An empty answer is the default again.
	const network = (change: NonNullable<Spec['network']>) => ({
		network: Object.fromEntries(Object.entries({...spec.network, ...change}).filter(([, answer]) => answer !== '')),
	});
	return [
		{
			id: 'name',
			label: words.labels.name,
			path: 'metadata.name',
			advanced: false,
			value: draft.name,
			byDefault: false,
			edit: {kind: 'text', example: 'prod-1', apply: (name) => ({kind: 'name', name: name.trim()})},
		},
		version(spec, words),
		text(
			'endpoint',
			'spec.controlPlaneEndpoint',
			spec.controlPlaneEndpoint,
			words.endpointDefault,
			'k8s-api.example.com:6443',
			(answer) => ({controlPlaneEndpoint: answer || undefined}) as Partial<Spec>,
		),
		cni(spec, words),
		...manifest(spec, words),
		text('podCidr', 'spec.network.podCIDR', spec.network?.podCIDR, defaults.podCidr, '10.244.0.0/16', (podCIDR) => network({podCIDR})),
		text('serviceCidr', 'spec.network.serviceCIDR', spec.network?.serviceCIDR, defaults.serviceCidr, '10.96.0.0/12', (serviceCIDR) =>
			network({serviceCIDR}),
		),
		{
			id: 'runtime',
			label: words.labels.runtime,
			path: 'spec.runtime.package',
			advanced: false,
			value: spec.runtime?.package ?? defaults.runtimePackage,
			byDefault: spec.runtime?.package === undefined,
			edit: {
				kind: 'choice',
				options: [
					{value: 'containerd.io', label: words.containerdIo},
					{value: 'containerd', label: words.containerdDistribution},
				],
				apply: (value) => ({kind: 'spec', spec: {runtime: {name: 'containerd', package: value as 'containerd' | 'containerd.io'}}}),
			},
		},
		text(
			'dnsDomain',
			'spec.network.dnsDomain',
			spec.network?.dnsDomain,
			defaults.dnsDomain,
			'cluster.local',
			(dnsDomain) => network({dnsDomain}),
			true,
		),
		text(
			'timeServers',
			'spec.timeServers',
			spec.timeServers?.join(' '),
			words.asFound,
			'ntp.aliyun.com',
			(answer) => ({timeServers: list(answer)}),
			true,
		),
		text(
			'certSans',
			'spec.kubeadm.certSANs',
			spec.kubeadm?.certSANs?.join(' '),
			words.none,
			'api.example.com 203.0.113.7',
			(answer) => ({kubeadm: {...spec.kubeadm, certSANs: list(answer)}}),
			true,
		),
		text(
			'httpProxy',
			'spec.proxy.http',
			spec.proxy?.http,
			words.none,
			'http://proxy.example:3128',
			(http) => ({proxy: http === '' ? undefined : {...spec.proxy, http, https: http}}) as Partial<Spec>,
			true,
		),
		text(
			'ignore',
			'spec.kubeadm.ignorePreflightErrors',
			spec.kubeadm?.ignorePreflightErrors?.join(' '),
			words.none,
			'NumCPU',
			(answer) => ({kubeadm: {...spec.kubeadm, ignorePreflightErrors: list(answer)}}),
			true,
		),
		component('kubelet', 'maxPods: 200', spec, words),
		component('kubeProxy', 'conntrack: {maxPerCore: 0}', spec, words),
		{
			id: 'firewall',
			label: words.labels.firewall,
			path: 'spec.firewall',
			advanced: true,
			value: words.firewall[spec.firewall ?? 'open-ports'],
			byDefault: spec.firewall === undefined,
			edit: {
				kind: 'choice',
				options: (['open-ports', 'leave', 'disable'] as const).map((value) => ({value, label: words.firewall[value]})),
				apply: (value) => ({kind: 'spec', spec: {firewall: value as 'open-ports'}}),
			},
		},
	];
}

function version(spec: Spec, words: Words['topology']): Setting {
	const current = spec.kubernetesVersion ?? defaults.kubernetesVersion;
	return {
		id: 'version',
		label: words.labels.version,
		path: 'spec.kubernetesVersion',
		advanced: false,
		value: current,
		byDefault: spec.kubernetesVersion === undefined,
		edit: {
			kind: 'choice',
			options: minors
				.toReversed()
				.map((row) => ({value: lastVersion(row), label: words.versionLine(lastVersion(row), row.endOfLife, row.endOfLife < tableDate)})),
			apply: (kubernetesVersion) => ({kind: 'spec', spec: {kubernetesVersion}}),
			typed: {
				label: words.otherVersion,
				edit: {
					kind: 'text',
					example: '1.36.2',
					begin: '',
					apply: (answer) => ({kind: 'spec', spec: {kubernetesVersion: answer.trim()}}),
				},
			},
		},
	};
}

function cni(spec: Spec, words: Words['topology']): Setting {
	return {
		id: 'cni',
		label: words.labels.cni,
		path: 'spec.cni',
		advanced: false,
		value: spec.cni?.name ?? defaults.cni,
		byDefault: spec.cni === undefined,
		edit: {
			kind: 'choice',
			options: (['flannel', 'calico', 'none'] as const).map((value) => ({value, label: words.cni[value]})),
			apply: (name) => ({kind: 'spec', spec: {cni: {name: name as 'flannel'}}}),
			typed: {
				label: words.cni.manifest,
				edit: {kind: 'text', example: manifestExample, begin: '', apply: (text) => ({kind: 'spec', spec: {cni: from('manifest', text)}})},
			},
		},
	};
}

const manifestExample = 'http://mirror.example/flannel.yaml';

type Cni = NonNullable<Spec['cni']>;

/** A pod network whose manifest comes from a URL, or else from a file of this machine. */
function from(name: Exclude<Cni['name'], 'none'>, text: string): Cni {
	const source = text.trim();
	if (source === '') return {name} as Cni;
	return (/^https?:\/\//.test(source) ? {name, url: source} : {name, file: source}) as Cni;
}

/** Where the pod network's manifest comes from: needed where hosts and operator do not reach the published one. */
function manifest(spec: Spec, words: Words['topology']): readonly Setting[] {
	const cni = spec.cni ?? {name: defaults.cni};
	if (cni.name === 'none') return [];
	const given = cni.file ?? cni.url;
	return [
		{
			id: 'manifest',
			label: words.labels.manifest,
			path: 'spec.cni',
			advanced: given === undefined && cni.name !== 'manifest',
			value: given ?? words.published,
			byDefault: given === undefined,
			edit: {
				kind: 'text',
				example: manifestExample,
				apply: (text) => {
					const {file: _, url: __, ...rest} = cni;
					return {kind: 'spec', spec: {cni: {...rest, ...from(cni.name, text)} as Cni}};
				},
			},
		},
	];
}

/** Fields of a component's own configuration, as a line of YAML: `maxPods: 200`, several in braces. */
function component(id: 'kubelet' | 'kubeProxy', example: string, spec: Spec, words: Words['topology']): Setting {
	const given = spec.kubeadm?.[id];
	const line = given && fieldsLine(given);
	return {
		id,
		label: words.labels[id],
		path: `spec.kubeadm.${id}`,
		advanced: true,
		value: line ?? words.none,
		byDefault: given === undefined,
		edit: {
			kind: 'text',
			example,
			problem: (text) => (text.trim() === '' || fieldsOf(text) ? undefined : words.fieldsWrong(example)),
			apply: (text) => {
				const {[id]: _, ...rest} = spec.kubeadm ?? {};
				const fields = fieldsOf(text);
				return {kind: 'spec', spec: {kubeadm: {...rest, ...(fields && {[id]: fields})}}};
			},
		},
	};
}

function fieldsLine(fields: Record<string, unknown>): string {
	return stringify(fields, {collectionStyle: 'flow', lineWidth: 0}).trim();
}

/** The mapping a line of YAML is; undefined for anything else. */
function fieldsOf(text: string): Record<string, unknown> | undefined {
	try {
		const read: unknown = parse(text);
		return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : undefined;
	} catch (error) {
		if (error instanceof YAMLParseError) return undefined;
		throw error;
	}
}
