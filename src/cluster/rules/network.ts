import {type Said, told} from '../../told.ts';
import {type Cidr, cidrOf, contains, isIpv4, overlaps} from '../cidr.ts';
import {cniMisfit} from '../cni-versions.ts';
import {defaults} from '../defaults.ts';
import type {Draft} from '../draft.ts';
import {nodeIpOf, nodeNameOf, splitEndpoint} from '../hosts.ts';
import type {Complaint, Path} from '../problem.ts';
import {type NetworkName, networkTexts as texts} from '../texts/rules.ts';
import {minorVersion} from '../versions.ts';

const podPath: Path = ['spec', 'network', 'podCIDR'];
const servicePath: Path = ['spec', 'network', 'serviceCIDR'];

interface Ranges {
	readonly pods: Cidr | undefined;
	readonly services: Cidr | undefined;
}

/** Networks of pods, services and nodes must be apart and large enough; the CNI must go with the version. */
export function networkRules(draft: Draft): Complaint[] {
	const ranges = {
		pods: rangeOf(draft, 'podCIDR', defaults.podCidr),
		services: rangeOf(draft, 'serviceCIDR', defaults.serviceCidr),
	};
	return [
		...overlapRules(draft, ranges),
		...addressRules(draft, ranges),
		...podRules(draft, ranges.pods),
		...serviceRules(ranges.services),
		...cniRules(draft),
	];
}

/** The network given or the default; undefined when one is given that cannot be read. */
function rangeOf(draft: Draft, key: 'podCIDR' | 'serviceCIDR', fallback: string): Cidr | undefined {
	return draft.network[key] === undefined && draft.networkGiven.includes(key) ? undefined : cidrOf(draft.network[key] ?? fallback);
}

function overlapRules(draft: Draft, {pods, services}: Ranges): Complaint[] {
	if (!pods || !services || !overlaps(pods, services)) return [];
	const path = draft.networkGiven.includes('podCIDR') ? podPath : servicePath;
	return [{path, text: texts.overlap(pods.text, 'pods', services.text, 'services')}];
}

interface Address {
	readonly address: string;
	readonly who: Said;
	readonly path: Path;
}

/** The complaint stands at the network when it is written, else at the address that the default does not suit. */
function addressRules(draft: Draft, {pods, services}: Ranges): Complaint[] {
	const addresses = addressesOf(draft);
	const inside = (range: Cidr | undefined, name: NetworkName, key: string, path: Path): Complaint[] => {
		const first = range && addresses.find(({address}) => contains(range, address));
		if (!range || !first) return [];
		const text = texts.nodeInside(first.address, first.who, range.text, name, path.at(-1) as string);
		return [{path: draft.networkGiven.includes(key) ? path : first.path, text}];
	};
	return [...inside(pods, 'pods', 'podCIDR', podPath), ...inside(services, 'services', 'serviceCIDR', servicePath)];
}

function addressesOf({hosts, spec}: Draft): Address[] {
	const endpoint = spec.controlPlaneEndpoint && splitEndpoint(spec.controlPlaneEndpoint, defaults.apiPort).host;
	const nodes = hosts.flatMap((host): Address[] => {
		const address = nodeIpOf(host);
		return address ? [{address, who: nodeNameOf(host), path: ['spec', 'hosts', host.index, host.nodeIP ? 'nodeIP' : 'address']}] : [];
	});
	if (!endpoint || !isIpv4(endpoint)) return nodes;
	return [...nodes, {address: endpoint, who: told('the control plane endpoint', '控制平面入口'), path: ['spec', 'controlPlaneEndpoint']}];
}

/** The controller manager gives each node a /24 of the pods' network unless told otherwise. */
function podRules(draft: Draft, pods: Cidr | undefined): Complaint[] {
	if (!pods) return [];
	const flags = draft.kubeadm.extraArgs?.controllerManager ?? {};
	const mask = Number(flags['node-cidr-mask-size-ipv4'] ?? flags['node-cidr-mask-size'] ?? 24);
	if (!Number.isInteger(mask) || mask < 1 || mask > 32) return [];
	if (mask - pods.prefix > 16) return [{path: podPath, text: texts.podsTooLarge(pods.text, mask)}];
	const has = pods.prefix > mask ? 0 : 2 ** (mask - pods.prefix);
	if (has >= draft.hosts.length) return [];
	const right = mask - Math.ceil(Math.log2(draft.hosts.length));
	return [{path: podPath, text: texts.podsTooSmall(pods.text, has, draft.hosts.length, mask, right > 0 ? `/${right}` : undefined)}];
}

/** Limits of the API server (20 bits) and of kubeadm (10 addresses). */
function serviceRules(services: Cidr | undefined): Complaint[] {
	if (!services) return [];
	if (services.prefix < 12) return [{path: servicePath, text: texts.servicesTooLarge(services.text)}];
	if (services.prefix > 28) return [{path: servicePath, text: texts.servicesTooSmall(services.text)}];
	return [];
}

function cniRules({spec}: Draft): Complaint[] {
	const {cni} = spec;
	if (!cni || cni.name === 'none') return [];
	const path: Path = ['spec', 'cni'];
	if (cni.file !== undefined && cni.url !== undefined) return [{path: [...path, 'url'], at: 'key', text: texts.manifestSource()}];
	if (cni.name === 'manifest') return cni.file === undefined && cni.url === undefined ? [{path, text: texts.noSource()}] : [];
	const kubernetes = (spec.kubernetesVersion ?? defaults.kubernetesVersion).replace(/^v/, '');
	if (cni.version === undefined || !minorVersion(kubernetes)) return [];
	const misfit = cniMisfit(cni.name, cni.version, kubernetes);
	const at: Path = [...path, 'version'];
	const name = `${cni.name} ${cni.version}`;
	if (misfit?.kind === 'breaks')
		return [{path: at, text: texts.cniBreaks(name, misfit.removed, misfit.since, kubernetes, misfit.firstGood)}];
	if (misfit?.kind === 'untested')
		return [{path: at, severity: 'warning', text: texts.cniUntested(name, misfit.tested, kubernetes, misfit.better)}];
	return [];
}
