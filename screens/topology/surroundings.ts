import type {Words} from '../text/words.ts';
import {choiceSetting, filled, type Setting, type Spec, textSetting, wordsIn} from './setting.ts';

/** What the cluster finds around it: proxy, time servers, firewalls, SELinux. All of it is advanced. */
export function surroundings(spec: Spec, words: Words['topology']): readonly Setting[] {
	const proxy = (id: 'http' | 'https' | 'noProxy', example: string) =>
		textSetting({
			id: `proxy-${id}`,
			label: words.labels.proxy[id],
			path: `spec.proxy.${id}`,
			advanced: true,
			given: id === 'noProxy' ? spec.proxy?.noProxy?.join(' ') : spec.proxy?.[id],
			fallback: id === 'noProxy' ? words.noProxyDefault : words.none,
			example,
			change: (answer) => ({proxy: filled({...spec.proxy, [id]: id === 'noProxy' ? wordsIn(answer) : answer})}) as Partial<Spec>,
		});
	return [
		textSetting({
			id: 'timeServers',
			label: words.labels.timeServers,
			path: 'spec.timeServers',
			advanced: true,
			given: spec.timeServers?.join(' '),
			fallback: words.asFound,
			example: 'ntp.aliyun.com',
			change: (answer) => ({timeServers: answer === '' ? undefined : wordsIn(answer)}) as Partial<Spec>,
		}),
		proxy('http', 'http://proxy.example:3128'),
		proxy('https', 'http://proxy.example:3128'),
		proxy('noProxy', '.corp.example 192.168.0.0/16'),
		choiceSetting({
			id: 'firewall',
			label: words.labels.firewall,
			path: 'spec.firewall',
			advanced: true,
			given: spec.firewall,
			fallback: 'open-ports',
			shown: words.firewall[spec.firewall ?? 'open-ports'],
			options: (['open-ports', 'leave', 'disable'] as const).map((value) => ({value, label: words.firewall[value]})),
			change: (firewall) => ({firewall}),
		}),
		choiceSetting<'ask' | 'permissive' | 'leave'>({
			id: 'selinux',
			label: words.labels.selinux,
			path: 'spec.selinux',
			advanced: true,
			given: spec.selinux,
			fallback: 'ask',
			shown: words.selinux[spec.selinux ?? 'ask'],
			options: (['ask', 'permissive', 'leave'] as const).map((value) => ({value, label: words.selinux[value]})),
			change: (selinux) => ({selinux: selinux === 'ask' ? undefined : selinux}) as Partial<Spec>,
		}),
	];
}
