import {type Told, told} from '../../told.ts';

/** What a key is for that is missing, by its description in the published schema, which is in English. */
export function described(description: string): Told {
	return told(description, chinese[description] ?? '其含义见 kubewiz schema');
}

/** Of every key that must be there. */
const chinese: Readonly<Record<string, string>> = {
	'Name of the cluster: also of its kubeconfig context.': '集群的名称，也是其 kubeconfig 上下文的名称。',
	'The machines. Nothing else is required.': '机器列表。除此之外都不是必需的。',
	'Where SSH connects: an IP address, a DNS name, an ssh_config alias, or localhost for this machine.':
		'SSH 连接的地址：IP 地址、DNS 名称、ssh_config 别名，或表示本机的 localhost。',
	'Debian repository with kubeadm, kubelet and kubectl of this version.': '含有该版本 kubeadm、kubelet 和 kubectl 的 Debian 仓库。',
	'Where the signing key is fetched.': '获取签名密钥的地址。',
	'Full fingerprint of the signing key; a key with another is refused.': '签名密钥的完整指纹；指纹不符的密钥会被拒绝。',
	"kubeadm's imageRepository.": 'kubeadm 的 imageRepository。',
	'Copy of https://download.docker.com/linux.': 'https://download.docker.com/linux 的副本。',
};
