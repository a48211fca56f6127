/**
 * Public mirrors a spec can name. Evidence is of use in public documents, not a
 * promise that a mirror answers: nodes probe before anything is installed.
 */
export interface Mirror {
	readonly id: MirrorId;
	readonly title: string;
	/** Kubernetes packages in the layout of pkgs.k8s.io, one repository per minor from 1.24 on. */
	readonly packages?: {
		/** Holds `v1.36/deb/`; ends in a slash. */
		readonly base: string;
		/** Minors seen in use on this mirror. Others may be there too. */
		readonly seen: readonly string[];
	};
	/** Kubernetes packages in the layout of the former apt.kubernetes.io: one repository for all minors up to 1.28. */
	readonly legacyPackages?: {readonly base: string};
	readonly images?: {
		/** kubeadm's imageRepository. */
		readonly repository: string;
		/** `nested`: CoreDNS is at `coredns/coredns` as upstream; `flat`: at `coredns`. */
		readonly coredns: 'flat' | 'nested';
	};
	/** Tree of download.docker.com, down to and including `linux`. */
	readonly dockerCe?: string;
	/** Pull-through mirrors by upstream registry. */
	readonly registries?: Readonly<Record<string, string>>;
	readonly note?: string;
}

export const mirrorIds = ['official', 'aliyun', 'tuna', 'ustc', 'tencent', 'nju', 'huawei', 'daocloud'] as const;

export type MirrorId = (typeof mirrorIds)[number];

/** One key signs the packages of every minor. Its copies expire (next on 2026-12-29), so it is taken from the newest minor a mirror has. */
export const kubernetesKey = 'DE15B14486CD377B9E876E1A234654DA9A296436';

/** Google's key of 2022, which signs the frozen legacy repository (its file also holds others). */
export const legacyKubernetesKey = 'A362B822F6DEDC652817EA46B53DC80D13EDEF05';

/** Docker's key for its deb repositories, the same for Debian and Ubuntu. */
export const dockerKey = '9DC858229FC7DD38854AE2D88D81803C0EBFCD88';

/** First minor published in the layout of pkgs.k8s.io. */
export const firstPackagedMinor = '1.24';

/** Newest patches in the legacy repository, which was frozen in September 2023. Minors before these are there up to their last patch. */
export const legacyLastPatch: Readonly<Record<string, number>> = {'1.24': 17, '1.25': 14, '1.26': 9, '1.27': 6, '1.28': 2};

export const mirrors: Readonly<Record<MirrorId, Mirror>> = {
	official: {
		id: 'official',
		title: 'Upstream (pkgs.k8s.io, registry.k8s.io, download.docker.com)',
		packages: {base: 'https://pkgs.k8s.io/core:/stable:/', seen: range(24, 37)},
		images: {repository: 'registry.k8s.io', coredns: 'nested'},
		dockerCe: 'https://download.docker.com/linux',
		note: 'pkgs.k8s.io redirects to prod-cdn.packages.k8s.io, registry.k8s.io to *.pkg.dev and S3: proxies must allow them',
	},
	aliyun: {
		id: 'aliyun',
		title: 'Alibaba Cloud',
		packages: {base: 'https://mirrors.aliyun.com/kubernetes-new/core/stable/', seen: range(27, 36)},
		legacyPackages: {base: 'https://mirrors.aliyun.com/kubernetes/apt/'},
		images: {repository: 'registry.aliyuncs.com/google_containers', coredns: 'flat'},
		dockerCe: 'https://mirrors.aliyun.com/docker-ce/linux',
		note: 'images follow a release by days; no Calico or Flannel images',
	},
	tuna: {
		id: 'tuna',
		title: 'Tsinghua University (TUNA)',
		packages: {base: 'https://mirrors.tuna.tsinghua.edu.cn/kubernetes/core:/stable:/', seen: range(27, 35)},
		dockerCe: 'https://mirrors.tuna.tsinghua.edu.cn/docker-ce/linux',
	},
	ustc: {
		id: 'ustc',
		title: 'University of Science and Technology of China',
		packages: {base: 'https://mirrors.ustc.edu.cn/kubernetes/core:/stable:/', seen: ['1.28', '1.30', '1.31', '1.35', '1.37']},
		dockerCe: 'https://mirrors.ustc.edu.cn/docker-ce/linux',
	},
	tencent: {
		id: 'tencent',
		title: 'Tencent Cloud',
		packages: {base: 'https://mirrors.cloud.tencent.com/kubernetes_new/core:/stable:/', seen: ['1.30']},
		legacyPackages: {base: 'https://mirrors.cloud.tencent.com/kubernetes/apt/'},
		dockerCe: 'https://mirrors.cloud.tencent.com/docker-ce/linux',
	},
	nju: {
		id: 'nju',
		title: 'Nanjing University',
		packages: {base: 'https://mirrors.nju.edu.cn/kubernetes/core:/stable:/', seen: ['1.30', '1.32']},
		dockerCe: 'https://mirrors.nju.edu.cn/docker-ce/linux',
	},
	huawei: {
		id: 'huawei',
		title: 'Huawei Cloud',
		legacyPackages: {base: 'https://mirrors.huaweicloud.com/kubernetes/apt/'},
		dockerCe: 'https://mirrors.huaweicloud.com/docker-ce/linux',
		note: 'Kubernetes packages in the legacy layout only, so nothing from 1.29 on',
	},
	daocloud: {
		id: 'daocloud',
		title: 'DaoCloud',
		images: {repository: 'k8s.m.daocloud.io', coredns: 'nested'},
		registries: {
			'docker.io': 'https://docker.m.daocloud.io',
			'gcr.io': 'https://gcr.m.daocloud.io',
			'ghcr.io': 'https://ghcr.m.daocloud.io',
			'quay.io': 'https://quay.m.daocloud.io',
			'registry.k8s.io': 'https://k8s.m.daocloud.io',
		},
		note: 'pull-through, white-listed and rate-limited',
	},
};

/** What a mirror can serve: used as names in the spec. */
export type MirrorPart = 'packages' | 'images' | 'dockerCe' | 'registries';

/** Names of the mirrors that serve a part, in the catalogue's order. */
export function mirrorsWith(part: MirrorPart): [MirrorId, ...MirrorId[]] {
	const found = mirrorIds.filter((id) => mirrors[id][part] !== undefined || (part === 'packages' && mirrors[id].legacyPackages));
	return found as [MirrorId, ...MirrorId[]];
}

function range(first: number, last: number): string[] {
	return Array.from({length: last - first + 1}, (_, index) => `1.${first + index}`);
}
