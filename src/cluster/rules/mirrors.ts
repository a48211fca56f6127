import {defaults} from '../defaults.ts';
import type {Draft} from '../draft.ts';
import {type MirrorId, mirrorIds} from '../mirror-catalogue.ts';
import {mirrorPackages} from '../mirror-packages.ts';
import type {Complaint, Path} from '../problem.ts';
import {type MirrorParts, partsOf} from '../resolve-mirrors.ts';
import {mirrorTexts as texts, versionTexts} from '../texts/rules.ts';
import type {Text} from '../texts/text.ts';
import {minorOf, minorVersion} from '../versions.ts';

const base: Path = ['spec', 'mirrors'];

/** The mirrors must be able to have this version. */
export function mirrorRules(draft: Draft): Complaint[] {
	if (draft.mirrorsGiven && draft.spec.mirrors === undefined) return [];
	const {mirrors = {}} = draft.spec;
	const parts = partsOf(mirrors);
	const whole = typeof mirrors === 'string';
	const complaints: Complaint[] = [];
	const version = (draft.spec.kubernetesVersion ?? defaults.kubernetesVersion).replace(/^v/, '');
	if (minorVersion(version) && !(draft.versionGiven && draft.spec.kubernetesVersion === undefined))
		complaints.push(
			...packageRules(parts.packages, version, whole ? base : [...base, 'packages']),
			...corednsRules(parts.images, version, whole),
		);
	if (draft.spec.runtime?.package === 'containerd' && !whole && mirrors.dockerCE !== undefined)
		complaints.push({path: [...base, 'dockerCE'], at: 'key', severity: 'warning', text: texts.unusedDockerCe()});
	return complaints;
}

function packageRules(packages: MirrorParts['packages'], version: string, path: Path): Complaint[] {
	if (typeof packages === 'string') {
		const text = absence(packages, version);
		return text ? [{path, text}] : [];
	}
	const complaints: Complaint[] = [];
	if (packages.components && packages.suite === undefined)
		complaints.push({path: [...path, 'components'], at: 'key', text: texts.sourceTwice()});
	const minor = /\/v(1\.\d+)(?:\/|$)/.exec(packages.url)?.[1];
	if (minor !== undefined && minor !== minorOf(version)) complaints.push({path: [...path, 'url'], text: texts.urlMinor(minor, version)});
	return complaints;
}

function absence(id: MirrorId, version: string): Text | undefined {
	const found = mirrorPackages(id, version);
	if (found.kind === 'source') return undefined;
	const others = mirrorIds.filter((other) => mirrorPackages(other, version).kind === 'source');
	switch (found.because) {
		case 'no-packages':
			return texts.noPackages(id, version, others);
		case 'too-old':
			return texts.tooOld(id, version, others);
		case 'legacy-only':
			return texts.legacyOnly(id, version, others);
		case 'legacy-frozen':
			return texts.legacyFrozen(id, version, found.newest ?? version, others);
	}
}

/** kubeadm 1.21.0 alone used `coredns/coredns` below any repository; fixed in 1.21.1. */
function corednsRules(images: MirrorParts['images'], version: string, whole: boolean): Complaint[] {
	if (version !== '1.21.0' || images === 'official') return [];
	return [{path: whole ? base : [...base, 'images'], text: versionTexts.corednsPath()}];
}
