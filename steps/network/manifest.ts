import type {Cluster, ManifestSource} from '../../src/cluster/types.ts';
import {compareVersions} from '../../src/cluster/versions.ts';
import {editCalico} from './calico.ts';
import {finishManifest, readManifest, tracked} from './documents.ts';
import {editFlannel} from './flannel.ts';

/**
 * Where the network's manifest comes from: what the spec names, else the
 * project's own release of the version. Its text must be read, from the
 * operator's machine, before a plan is made, and put into `StepContext.files`
 * under `sourceKey`. None for `cni: none`.
 */
export function manifestRefs({cni}: Cluster): readonly ManifestSource[] {
	if (cni.kind === 'none') return [];
	if (cni.source) return [cni.source];
	if (cni.kind === 'flannel') return [{url: `https://github.com/flannel-io/flannel/releases/download/${cni.version}/kube-flannel.yml`}];
	// The schema lets no other kind be without a source.
	return cni.kind === 'calico' ? [{url: calicoUrl(cni.version)}] : [];
}

/** Before 3.23 the repository held a template; the rendered manifest is in the archived documentation, by minor. */
function calicoUrl(version: string): string {
	const minor = version.split('.').slice(0, 2).join('.');
	if (compareVersions(version, 'v3.23.0') < 0) return `https://projectcalico.docs.tigera.io/archive/${minor}/manifests/calico.yaml`;
	return `https://raw.githubusercontent.com/projectcalico/calico/${version}/manifests/calico.yaml`;
}

/** Key of a manifest's text in `StepContext.files`: its path or URL as written. */
export function sourceKey(source: ManifestSource): string {
	return 'file' in source ? source.file : source.url;
}

/** The network's manifest, set up for the cluster. */
interface NetworkManifest {
	readonly text: string;
	/** Value of the annotation on what is tracked. */
	readonly hash: string;
	readonly tracked: readonly {readonly kind: string; readonly name: string; readonly namespace: string | undefined}[];
}

/**
 * The manifest with the cluster's pod CIDR and the spec's settings in it. Images
 * keep their names: containerd fetches them from the mirrors by its certs.d.
 * Throws ToldError when its text is no manifest, or has not the objects that its
 * CNI's manifest should have; Error when it is not in `files`.
 */
export function networkManifest(cluster: Cluster, files: Readonly<Record<string, string>>): NetworkManifest {
	const [source] = manifestRefs(cluster);
	if (!source) throw new Error('the spec says cni: none, so there is no manifest');
	const key = sourceKey(source);
	const text = files[key];
	if (text === undefined) throw new Error(`the network's manifest ${key} has not been read`);
	const cached = cache.get(files);
	if (cached?.cluster === cluster) return cached.manifest;
	const manifest = make(cluster, text, key);
	cache.set(files, {cluster, manifest});
	return manifest;
}

/** Calico's manifest has 350 kB, and three scripts and two steps ask for it. */
const cache = new WeakMap<object, {readonly cluster: Cluster; readonly manifest: NetworkManifest}>();

function make(cluster: Cluster, text: string, origin: string): NetworkManifest {
	const documents = readManifest(text, origin);
	const {cni} = cluster;
	if (cni.kind === 'flannel') editFlannel(documents, cluster.network.podCidr, cni.backend, origin);
	if (cni.kind === 'calico') editCalico(documents, cluster.network.podCidr, cni.encapsulation, origin);
	return {...finishManifest(documents), tracked: tracked(documents).map(({kind, name, namespace}) => ({kind, name, namespace}))};
}
