import {told} from '../../told.ts';
import {defaults} from '../defaults.ts';
import type {Draft} from '../draft.ts';
import type {Complaint, Path} from '../problem.ts';
import {versionTexts as texts} from '../texts/rules.ts';
import {
	atLeast,
	compareVersions,
	isFinal,
	lastVersion,
	type MinorVersion,
	minorOf,
	minors,
	minorVersion,
	newestMinor,
	oldestMinor,
	patchOf,
} from '../versions.ts';
import {removedFlags, removedGates} from './removed.ts';

const versionPath: Path = ['spec', 'kubernetesVersion'];

/** The version must exist and be known, and all that depends on it must agree. */
export function versionRules(draft: Draft): Complaint[] {
	const version = (draft.spec.kubernetesVersion ?? defaults.kubernetesVersion).replace(/^v/, '');
	if (draft.versionGiven && draft.spec.kubernetesVersion === undefined) return [];
	const row = minorVersion(version);
	if (!row) return [unknown(version)];
	return [...patchRules(version, row), ...configApiRules(draft, row), ...removedRules(draft, version), ...proxyModeRules(draft, version)];
}

function unknown(version: string): Complaint {
	const old = compareVersions(minorOf(version), oldestMinor.minor) < 0;
	return {path: versionPath, text: old ? texts.tooOld(version, lastVersion(oldestMinor)) : texts.tooNew(version, lastVersion(newestMinor))};
}

function patchRules(version: string, row: MinorVersion): Complaint[] {
	if (!isFinal(row)) return [];
	if (patchOf(version) > row.lastPatch) return [{path: versionPath, text: texts.noSuchPatch(version, lastVersion(row))}];
	const supported = minors.filter((minor) => !isFinal(minor)).map(lastVersion);
	return [{path: versionPath, severity: 'warning', text: texts.ended(row.minor, row.endOfLife, supported.join(', '))}];
}

function configApiRules(draft: Draft, row: MinorVersion): Complaint[] {
	const wanted = draft.kubeadm.apiVersion;
	const reads = row.configApis.map((api) => `kubeadm.k8s.io/${api}`);
	if (wanted === undefined || reads.includes(wanted)) return [];
	return [{path: ['spec', 'kubeadm', 'apiVersion'], text: texts.configApi(row.minor, wanted, reads)}];
}

function removedRules(draft: Draft, version: string): Complaint[] {
	const base: Path = ['spec', 'kubeadm'];
	const flags = Object.entries(draft.kubeadm.extraArgs ?? {}).flatMap(([component, given]) =>
		Object.keys(given ?? {}).flatMap((flag): Complaint[] => {
			const since = removedFlags[component]?.[flag];
			if (since === undefined || !atLeast(version, since)) return [];
			return [{path: [...base, 'extraArgs', component, flag], at: 'key', text: texts.flagGone(component, flag, since)}];
		}),
	);
	const gates = Object.keys(draft.kubeadm.featureGates ?? {}).flatMap((gate): Complaint[] => {
		const since = removedGates[gate];
		if (since === undefined || !atLeast(version, since)) return [];
		return [{path: [...base, 'featureGates', gate], at: 'key', text: texts.gateGone(gate, since)}];
	});
	return [...flags, ...gates];
}

/** nftables: KEP-3866 (beta, and on, in 1.31); userspace ended with 1.26; ipvs: KEP-5495 (deprecated 1.35). */
function proxyModeRules(draft: Draft, version: string): Complaint[] {
	const mode = draft.kubeadm.kubeProxy?.mode;
	const path: Path = ['spec', 'kubeadm', 'kubeProxy', 'mode'];
	if (mode === 'nftables' && !atLeast(version, '1.31'))
		return [
			{
				path,
				text: texts.proxyMode(
					mode,
					version,
					told('it came with 1.31', '它自 1.31 起才有'),
					told('take iptables or ipvs', '请使用 iptables 或 ipvs'),
				),
			},
		];
	if (mode === 'userspace' && atLeast(version, '1.26'))
		return [
			{path, text: texts.proxyMode(mode, version, told('it ended with 1.26', '它到 1.26 为止'), told('take iptables', '请使用 iptables'))},
		];
	if (mode === 'ipvs' && atLeast(version, '1.35'))
		return [
			{
				path,
				severity: 'warning',
				text: texts.proxyMode(
					mode,
					version,
					told('it is deprecated and will be removed', '它已弃用并将被移除'),
					told('take nftables or iptables', '请使用 nftables 或 iptables'),
				),
			},
		];
	return [];
}
