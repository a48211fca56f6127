import type {Draft} from '../draft.ts';
import {nearest} from '../nearest.ts';
import type {Complaint, Path} from '../problem.ts';
import {kubeadmTexts as texts} from '../texts/rules.ts';
import {ownedFlags, preflightChecks, preflightPrefixes} from './removed.ts';

const base: Path = ['spec', 'kubeadm'];

/** What may be said to kubeadm, and what must be said elsewhere. */
export function kubeadmRules(draft: Draft): Complaint[] {
	return [...checkRules(draft), ...componentRules(draft), ...flagRules(draft)];
}

function checkRules({kubeadm}: Draft): Complaint[] {
	return (kubeadm.ignorePreflightErrors ?? []).flatMap((name, index): Complaint[] => {
		const path: Path = [...base, 'ignorePreflightErrors', index];
		if (name.toLowerCase() === 'all') return [{path, text: texts.ignoreAll()}];
		const lower = name.toLowerCase();
		const known =
			preflightChecks.some((check) => check.toLowerCase() === lower) ||
			preflightPrefixes.some((prefix) => lower.startsWith(prefix.toLowerCase()));
		return known ? [] : [{path, severity: 'warning', text: texts.unknownCheck(name, nearest(name, preflightChecks))}];
	});
}

function componentRules({kubeadm}: Draft): Complaint[] {
	const headers = (['kubelet', 'kubeProxy'] as const).flatMap((component) =>
		['apiVersion', 'kind']
			.filter((key) => kubeadm[component]?.[key] !== undefined)
			.map((key): Complaint => ({path: [...base, component, key], at: 'key', text: texts.ownHeader(key)})),
	);
	const driver = kubeadm.kubelet?.cgroupDriver;
	const drivers: Complaint[] =
		driver === undefined || driver === 'systemd' ? [] : [{path: [...base, 'kubelet', 'cgroupDriver'], text: texts.cgroupDriver()}];
	return [...headers, ...drivers];
}

function flagRules({kubeadm}: Draft): Complaint[] {
	return Object.entries(kubeadm.extraArgs ?? {}).flatMap(([component, flags]) =>
		Object.keys(flags ?? {}).flatMap((flag): Complaint[] => {
			const place = ownedFlags[component]?.[flag];
			return place === undefined ? [] : [{path: [...base, 'extraArgs', component, flag], at: 'key', text: texts.ownedFlag(flag, place)}];
		}),
	);
}
