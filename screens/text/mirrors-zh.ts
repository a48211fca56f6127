import type {mirrorsEn} from './mirrors-en.ts';

/** 镜像源屏幕的中文文字。 */
export const mirrorsZh: typeof mirrorsEn = {
	mirrors: {
		uses: {
			packages: 'Kubernetes 软件包',
			images: 'Kubernetes 镜像',
			'docker-ce': 'containerd.io 软件包',
			registries: '其他镜像仓库（CNI 镜像）',
		},
		where: {
			packages: '每个节点的 apt 使用：kubeadm、kubelet、kubectl、cri-tools、kubernetes-cni',
			images: '用于 kubeadm 的镜像和运行时的 pause 镜像',
			'docker-ce': '每个节点的 apt 使用：containerd.io',
			registries: 'containerd 拉取 docker.io、quay.io、ghcr.io 时使用，首先是 Pod 网络',
		},
		notUsed: '此运行时软件包不需要',
		probing: '正在从各节点测试镜像源',
		reaches: (reachable, asked) => `${reachable}/${asked} 节点`,
		hasVersion: '有此版本',
		lacksVersion: '没有此版本',
		cannotTell: '未能检查版本',
		chosen: '已选',
		choose: '使用这个',
		again: '重新测试',
		own: '自定义 URL',
		ownLabel: 'URL',
		ownProblem: '不含用户名和密码的 http 或 https URL，例如 http://mirror.lan/kubernetes/core/stable/v1.36/deb/',
		ownNeedsFile: '软件包的自定义 URL 还需要 keyURL 和 keyFingerprint：请写在 cluster.yaml 中，见 `kubewiz schema`。',
		otherUse: '其他用途',
		trust: '仍然使用',
		trustTitle: (mirror) => `有节点无法使用 ${mirror}，仍要继续吗？`,
		trustLine: (word) => `除非届时它恢复应答，否则安装会在那里失败。输入 ${word} 继续。`,
		trustWord: 'unreachable',
		useBest: '各用途都用最佳',
	},
};
