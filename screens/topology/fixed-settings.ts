import {endpointAnswer, type Fixed} from '../../src/cluster/fixed.ts';
import type {Words} from '../text/words.ts';
import type {Setting, Spec} from './setting.ts';

interface Standing {
	readonly name: string;
	readonly spec: Spec;
	/** What `kubeadm init` has fixed; undefined before it. */
	readonly fixed: Fixed | undefined;
	/** The same of the answers as they are now; undefined while they are not right. */
	readonly now: Fixed | undefined;
	readonly words: Words['topology'];
}

/** The settings with those marked that can not change any more; `toFixed` takes one that differs back to what it has to be. */
export function withFixed(settings: readonly Setting[], {name, spec, fixed, now, words}: Standing): readonly Setting[] {
	if (!fixed) return settings;
	return settings.map((setting): Setting => {
		const key = keyOf(setting.id, fixed);
		if (!key) return setting;
		if (now?.[key] === fixed[key]) return {...setting, note: words.fixed, fixed: {}};
		const back: Partial<Spec> =
			key === 'endpoint'
				? ({controlPlaneEndpoint: endpointAnswer(fixed, name)} as Partial<Spec>)
				: {network: {...spec.network, [key]: fixed[key]}};
		return {...setting, note: words.fixedAt(fixed[key]), fixed: {back: {kind: 'spec', spec: back}}};
	});
}

function keyOf(id: string, fixed: Fixed): keyof Fixed | undefined {
	return Object.hasOwn(fixed, id) ? (id as keyof Fixed) : undefined;
}
