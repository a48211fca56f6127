import {defaults} from '../../src/cluster/defaults.ts';
import type {Draft} from '../../src/store/draft.ts';
import type {Words} from '../text/words.ts';
import {kubeadmSettings} from './kubeadm-settings.ts';
import {networkSettings} from './pod-network.ts';
import {isPlane} from './row-line.tsx';
import {choiceSetting, filled, type Setting, textSetting} from './setting.ts';
import {surroundings} from './surroundings.ts';
import {versionSetting} from './version-setting.ts';

/** The settings in the order of the screen; those that few need are `advanced`. */
export function settingsOf(draft: Draft, words: Words['topology']): readonly Setting[] {
	const {spec} = draft;
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
		versionSetting(spec, words),
		endpointSetting(draft, words),
		...networkSettings(spec, words),
		choiceSetting({
			id: 'runtime',
			label: words.labels.runtime,
			path: 'spec.runtime',
			given: spec.runtime?.package,
			fallback: defaults.runtimePackage,
			options: [
				{value: 'containerd.io', label: words.containerdIo},
				{value: 'containerd', label: words.containerdDistribution},
			],
			change: (value) => ({runtime: {name: 'containerd', package: value}}),
		}),
		textSetting({
			id: 'dnsDomain',
			label: words.labels.dnsDomain,
			path: 'spec.network.dnsDomain',
			advanced: true,
			given: spec.network?.dnsDomain,
			fallback: defaults.dnsDomain,
			example: defaults.dnsDomain,
			change: (dnsDomain) => ({network: filled({...spec.network, dnsDomain})}) as Partial<Draft['spec']>,
		}),
		...surroundings(spec, words),
		...kubeadmSettings(spec, words),
	];
}

/** Where the API is reached. One control plane gets a name in /etc/hosts by default; several need a load balancer, which has none. */
export function endpointSetting({spec, hosts}: Draft, words: Words['topology']): Setting {
	const needed = hosts.filter(isPlane).length > 1;
	const setting = textSetting({
		id: 'endpoint',
		label: words.labels.endpoint,
		path: 'spec.controlPlaneEndpoint',
		given: spec.controlPlaneEndpoint,
		fallback: needed ? words.endpointNeeded : words.endpointDefault,
		example: 'k8s-api.example.com:6443',
		change: (answer) => ({controlPlaneEndpoint: answer || undefined}) as Partial<Draft['spec']>,
	});
	return {...setting, missing: needed && setting.byDefault};
}
