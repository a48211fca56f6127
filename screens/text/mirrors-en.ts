import type {OwnField, OwnMirror} from '../../src/cluster/own-mirrors.ts';

type Examples = Readonly<Record<OwnMirror['use'], Readonly<Partial<Record<OwnField, string>>>>>;

/** English words of the mirrors screen. */
export const mirrorsEn = {
	mirrors: {
		uses: {
			packages: 'Kubernetes packages',
			images: 'Kubernetes images',
			'docker-ce': 'containerd.io packages',
			registries: 'Other registries (CNI images)',
		},
		where: {
			packages: 'used by apt on every node: kubeadm, kubelet, kubectl, cri-tools, kubernetes-cni',
			images: "used for kubeadm's images and for the pause image of the runtime",
			'docker-ce': 'used by apt on every node: containerd.io',
			registries: 'used by containerd for docker.io, quay.io, ghcr.io: the pod network first of all',
		},
		notUsed: 'not used with this runtime package',
		used: {
			packages: 'apt: kubelet, kubeadm',
			images: "kubeadm's images",
			pause: "containerd's pause image",
			runtime: 'apt: containerd',
			cni: 'images of the pod network',
		},
		distribution: "the distribution's own repositories",
		direct: 'from their own registries (docker.io, ghcr.io, quay.io)',
		probing: (answers: number, done: number, total: number) =>
			`Trying the mirrors: ${answers} answer${answers === 1 ? '' : 's'} from ${done} of ${total} node${total === 1 ? '' : 's'}`,
		nobody: 'No node has answered: nothing is known of any mirror. r tries again.',
		columns: {nodes: 'nodes', has: (version: string) => `has ${version}`, there: 'there', ms: 'ms', rate: 'MB/s'},
		cannotTell: 'unknown',
		noMirror: 'none: straight from each registry',
		untried: 'untried',
		lacksVersion: (mirror: string, version: string) => `${mirror} has no packages of Kubernetes ${version}`,
		chosen: 'chosen',
		proposed: 'proposed',
		choose: 'use this one',
		again: 'try again',
		own: 'own URL',
		ownMirror: {
			title: (use: string) => `Own mirror: ${use}`,
			byDefault: 'default',
			labels: {
				url: 'URL',
				keyURL: 'Key URL',
				keyFingerprint: 'Key fingerprint',
				repository: 'Repository',
				registries: 'Registries',
			},
			examples: {
				packages: {
					url: 'http://mirror.example/kubernetes/core/stable/v1.36/deb/',
					keyURL: 'http://mirror.example/kubernetes/core/stable/v1.36/deb/Release.key',
					keyFingerprint: 'DE15B14486CD377B9E876E1A234654DA9A296436',
				},
				images: {repository: 'registry.lan:5000/google_containers'},
				'docker-ce': {
					url: 'http://mirror.example/docker-ce/linux',
					keyURL: 'http://mirror.example/docker-ce/linux/debian/gpg',
					keyFingerprint: '9DC858229FC7DD38854AE2D88D81803C0EBFCD88',
				},
				registries: {registries: 'docker.io=https://mirror.example quay.io=https://mirror.example/quay'},
			} as Examples,
			notes: {
				packages: {
					url: 'as apt takes it: a URL, or URL SUITE COMPONENT for a classic repository',
					keyURL: 'where each node fetches the key that signs the repository',
					keyFingerprint: 'gpg --show-keys --with-fingerprint; a key with another fingerprint is refused',
				},
				images: {repository: "kubeadm's imageRepository; with http:// in front it speaks plain HTTP"},
				'docker-ce': {
					url: 'a copy of download.docker.com/linux',
					keyURL: 'empty: gpg beside each distribution',
					keyFingerprint: "empty: Docker's own key",
				},
				registries: {registries: 'registry=URL, several separated by blanks; an http:// URL speaks plain HTTP'},
			} as Examples,
			wrong: {
				url: 'give an http or https URL, without user and password',
				keyURL: 'give an http or https URL, without user and password',
				keyFingerprint: 'give the full fingerprint: 40 characters of 0-9 and A-F',
				repository: 'host[:port]/path in lower case, without tag: registry.lan:5000/google_containers',
				registries: 'pairs of registry and URL: docker.io=https://mirror.example',
			},
		},
		otherUse: 'other use',
		trust: 'use it all the same',
		trustTitle: (mirror: string) => `Go on with ${mirror} though nodes could not use it?`,
		notTried: 'No node has tried it yet.',
		trustLine: (word: string) => `The install will fail there unless it answers by then. Type ${word} to go on.`,
		trustWrong: (word: string) => `the word is ${word}; Esc chooses another mirror`,
		trustWord: 'unreachable',
		useBest: 'use the best of each',
	},
};
