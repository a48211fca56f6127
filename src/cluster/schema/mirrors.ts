import * as z from 'zod';
import {mirrorIds, mirrorsWith} from '../mirror-catalogue.ts';
import * as words from './words.ts';

export const ownPackages = z.strictObject({
	url: words.url
		.describe('Debian repository with kubeadm, kubelet and kubectl of this version.')
		.meta({examples: ['http://mirror.example/kubernetes/core/stable/v1.36/deb/']}),
	suite: words.nodeName
		.optional()
		.describe('Suite of a classic repository (`deb URL SUITE COMPONENTS`). Without it the repository is flat, as pkgs.k8s.io is.'),
	components: z
		.array(words.nodeName)
		.min(1)
		.optional()
		.describe('Components of the suite.')
		.meta({default: ['main']}),
	keyURL: words.url.describe('Where the signing key is fetched.'),
	keyFingerprint: words.fingerprint.describe('Full fingerprint of the signing key; a key with another is refused.'),
});

export const ownImages = z.strictObject({
	repository: words.imageRepository.describe("kubeadm's imageRepository.").meta({examples: ['reg.example:5000/k8s']}),
	dnsRepository: words.imageRepository.optional().describe('Where `coredns` is, when not directly under the repository.'),
	insecure: z.boolean().optional().describe('True when the registry speaks plain HTTP.').meta({default: false}),
});

export const ownDockerCe = z.strictObject({
	url: words.url.describe('Copy of https://download.docker.com/linux.').meta({examples: ['http://mirror.example/docker-ce/linux']}),
	keyURL: words.url.optional().describe('Default: `gpg` beside each distribution.'),
	keyFingerprint: words.fingerprint.optional().describe("Default: Docker's own key."),
});

export const registriesMap = z.record(words.registryHost, words.url);

export const mirrorParts = z.strictObject({
	packages: z
		.union([z.enum(mirrorsWith('packages')), ownPackages])
		.optional()
		.describe('Packages of Kubernetes.')
		.meta({default: 'official'}),
	images: z
		.union([z.enum(mirrorsWith('images')), ownImages])
		.optional()
		.describe('Images of Kubernetes.')
		.meta({default: 'official'}),
	dockerCE: z
		.union([z.enum(mirrorsWith('dockerCe')), ownDockerCe])
		.optional()
		.describe('Package containerd.io.')
		.meta({default: 'official'}),
	registries: z
		.union([z.enum(mirrorsWith('registries')), registriesMap])
		.optional()
		.describe('Where the runtime pulls images of other registries from, those of the CNI first of all.')
		.meta({examples: [{'docker.io': 'https://mirror.example', 'quay.io': 'https://mirror.example/quay'}]}),
});

export const mirrorsSchema = z
	.union([z.enum(mirrorIds).describe('One name for all that this mirror serves; the rest is official.'), mirrorParts])
	.describe('Where packages and images come from.');

export type MirrorsSpec = z.output<typeof mirrorsSchema>;
export type MirrorPartsSpec = z.output<typeof mirrorParts>;
