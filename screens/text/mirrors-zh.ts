import {mirrorsEn} from './mirrors-en.ts';

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
		ownMirror: {
			title: (use) => `自定义镜像源：${use}`,
			byDefault: '默认',
			labels: {url: 'URL', keyURL: '密钥 URL', keyFingerprint: '密钥指纹', repository: '镜像仓库', registries: '镜像仓库映射'},
			examples: mirrorsEn.mirrors.ownMirror.examples,
			notes: {
				packages: {
					url: '与 apt 的写法相同：URL；传统布局的软件源写 URL SUITE COMPONENT',
					keyURL: '各节点从此处获取软件源的签名密钥',
					keyFingerprint: 'gpg --show-keys --with-fingerprint；指纹不同的密钥会被拒绝',
				},
				images: {repository: '即 kubeadm 的 imageRepository；前面写 http:// 表示使用明文 HTTP'},
				'docker-ce': {
					url: 'download.docker.com/linux 的副本',
					keyURL: '留空：各发行版目录下的 gpg',
					keyFingerprint: '留空：Docker 自己的密钥',
				},
				registries: {registries: '镜像仓库=URL，多个用空格分隔；http:// 的 URL 使用明文 HTTP'},
			},
			wrong: {
				url: '不含用户名和密码的 http 或 https URL',
				keyURL: '不含用户名和密码的 http 或 https URL',
				keyFingerprint: '完整指纹：40 个字符，0-9 和 A-F',
				repository: '小写的 主机[:端口]/路径，不带标签：registry.lan:5000/google_containers',
				registries: '镜像仓库与 URL 的对应：docker.io=https://mirror.example',
			},
		},
		otherUse: '其他用途',
		trust: '仍然使用',
		trustTitle: (mirror) => `有节点无法使用 ${mirror}，仍要继续吗？`,
		trustLine: (word) => `除非届时它恢复应答，否则安装会在那里失败。输入 ${word} 继续。`,
		trustWord: 'unreachable',
		useBest: '各用途都用最佳',
	},
};
