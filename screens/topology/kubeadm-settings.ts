import type {KubeadmSpec} from '../../src/cluster/schema/kubeadm.ts';
import type {Words} from '../text/words.ts';
import {fieldsLine, fieldsOf} from './fields-line.ts';
import {choiceSetting, filled, type Setting, type Spec, textSetting, wordsIn} from './setting.ts';

const apis = ['kubeadm.k8s.io/v1beta4', 'kubeadm.k8s.io/v1beta3', 'kubeadm.k8s.io/v1beta2'] as const;

/** Everything of `spec.kubeadm`; all of it is advanced. */
export function kubeadmSettings(spec: Spec, words: Words['topology']): readonly Setting[] {
	const change = (part: Partial<KubeadmSpec>) => ({kubeadm: filled({...spec.kubeadm, ...part})}) as Partial<Spec>;
	const list = (id: 'certSANs' | 'ignorePreflightErrors', example: string) =>
		textSetting({
			id,
			label: words.labels[id],
			path: `spec.kubeadm.${id}`,
			advanced: true,
			given: spec.kubeadm?.[id]?.join(' '),
			fallback: words.none,
			example,
			change: (answer) => change({[id]: wordsIn(answer)}),
		});
	const fields = (id: 'kubelet' | 'kubeProxy' | 'extraArgs' | 'featureGates', example: string) => {
		const given = spec.kubeadm?.[id];
		return textSetting({
			id,
			label: words.labels[id],
			path: `spec.kubeadm.${id}`,
			advanced: true,
			given: given && fieldsLine(given),
			fallback: words.none,
			example,
			problem: (text) => (text.trim() === '' || fieldsOf(text) ? undefined : words.fieldsWrong(example)),
			change: (answer) => change({[id]: answer === '' ? undefined : fieldsOf(answer)} as Partial<KubeadmSpec>),
		});
	};
	return [
		list('certSANs', 'api.example.com 203.0.113.7'),
		list('ignorePreflightErrors', 'NumCPU'),
		fields('kubelet', 'maxPods: 200'),
		fields('kubeProxy', 'mode: nftables, conntrack: {maxPerCore: 0}'),
		fields('extraArgs', "apiServer: {audit-log-maxage: '30'}"),
		fields('featureGates', 'ControlPlaneKubeletLocalMode: true'),
		choiceSetting<string>({
			id: 'configApi',
			label: words.labels.configApi,
			path: 'spec.kubeadm.apiVersion',
			advanced: true,
			given: spec.kubeadm?.apiVersion,
			fallback: words.newestApi,
			options: [{value: '', label: words.newestApi}, ...apis.map((value) => ({value, label: value}))],
			change: (value) => change({apiVersion: value === '' ? undefined : value} as Partial<KubeadmSpec>),
		}),
	];
}
