import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** kubeadm init and join after their preflight. */
export const join: readonly KnownFailure[] = [
	row('E29', {
		area: 'join',
		rank: rank.consequence,
		patterns: [
			/HTTP call equal to 'curl -sSL http:\/\/(localhost|127\.0\.0\.1):10248\/healthz' failed/i,
			/The kubelet is not healthy after/i,
			/kubelet isn't running or healthy/i,
		],
		samples: [
			'[kubelet-check] The HTTP call equal to \'curl -sSL http://localhost:10248/healthz\' failed with error: Get "http://localhost:10248/healthz": dial tcp 127.0.0.1:10248: connect: connection refused.',
			"[kubelet-check] It seems like the kubelet isn't running or healthy.",
			'[kubelet-check] The kubelet is not healthy after 4m0.000950547s',
		],
		cause: ['The kubelet died or does not start; its own log says why.', 'kubelet 没有启动成功，原因在它自己的日志里。'],
		fix: [
			'Read the kubelet’s log: swap, cgroup driver, unknown flags and the runtime are the usual causes.',
			'查看 kubelet 日志：常见原因有 swap、cgroup 驱动、已删除的参数和容器运行时。',
		],
		commands: ['systemctl status kubelet --no-pager', 'journalctl -u kubelet -n 50 --no-pager'],
	}),
	row('E30', {
		area: 'join',
		rank: rank.generic,
		patterns: [/timed out waiting for the condition/i, /control plane component may have crashed or exited/i],
		samples: [
			'error execution phase wait-control-plane: couldn’t initialize a Kubernetes cluster: timed out waiting for the condition',
			'A control plane component may have crashed or exited when started by the container runtime.',
		],
		cause: [
			'A component did not come up: often the pause image, the cgroup driver, a wrong advertise address, an endpoint that does not lead here, or SELinux.',
			'有控制平面组件没有起来：常见原因有 pause 镜像、cgroup 驱动、通告地址错误、入口地址不通或 SELinux。',
		],
		fix: [
			'Look at the containers that ended, and at the logs of etcd and the API server.',
			'查看已退出的容器，以及 etcd 和 API server 的日志。',
		],
		commands: [
			'crictl ps -a',
			'crictl logs "$(crictl ps -a --name kube-apiserver -q | head -n 1)"',
			'journalctl -u kubelet -n 50 --no-pager',
		],
	}),
	row('E31', {
		area: 'join',
		rank: rank.specific,
		patterns: [/could not find a JWS signature in the cluster-info ConfigMap/i],
		samples: [
			'couldn\'t validate the identity of the API Server: could not find a JWS signature in the cluster-info ConfigMap for token ID "abcdef"',
		],
		cause: [
			'The cluster does not know the bootstrap token, or no longer: it has expired or was deleted.',
			'集群不认识该引导令牌：它已过期或已被删除。',
		],
		fix: ['Make a new token.', '生成新的令牌。'],
		commands: ['kubeadm token list', 'kubeadm token create --print-join-command'],
	}),
	row('E32', {
		area: 'join',
		rank: rank.specific,
		patterns: [/none of the public keys "?[^ ]*"? are pinned/i, /cluster CA found in cluster-info ConfigMap is invalid/i],
		samples: [
			'cluster CA found in cluster-info ConfigMap is invalid: none of the public keys "sha256:7c2e69131a36ae2a042a339b33381c6d0d43887e2de83720eff5359e26aec866" are pinned',
		],
		cause: ['The CA hash is another cluster’s, or the cluster was made anew.', 'CA 哈希属于另一个集群，或集群已重新初始化。'],
		fix: ['Compute it again on a control plane.', '在控制平面上重新计算 CA 哈希。'],
		commands: ['openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt | openssl pkey -pubin -outform der | sha256sum'],
	}),
	row('E33', {
		area: 'join',
		rank: rank.specific,
		patterns: [/Secret "kubeadm-certs" was not found/i],
		samples: [
			'error downloading the secret: Secret "kubeadm-certs" was not found in the "kube-system" Namespace. This Secret might have expired. Please, run `kubeadm init phase upload-certs --upload-certs` on a control plane to generate a new one',
		],
		cause: ['The uploaded certificates are kept for 2 hours only.', '上传的证书只保留 2 小时。'],
		fix: ['Upload them again and use the new key.', '重新上传证书并使用新的密钥。'],
		commands: ['kubeadm init phase upload-certs --upload-certs'],
	}),
	row('E34', {
		area: 'join',
		rank: rank.specific,
		patterns: [/doesn't have a stable controlPlaneEndpoint address/i],
		samples: [
			"unable to add a new control plane instance to a cluster that doesn't have a stable controlPlaneEndpoint address",
			"unable to add a new control plane instance a cluster that doesn't have a stable controlPlaneEndpoint address",
		],
		cause: [
			'The cluster was made without a control plane endpoint, so it cannot grow control planes.',
			'集群创建时没有设置 controlPlaneEndpoint，因此无法增加控制平面。',
		],
		fix: [
			'Make the cluster anew with an endpoint. Editing kubeadm-config, cluster-info and the certificate’s names by hand is possible and unsupported.',
			'带上入口地址重新创建集群。手工修改 kubeadm-config、cluster-info 和证书 SAN 可行，但不受支持。',
		],
		commands: ['kubectl -n kube-system get cm kubeadm-config -o yaml'],
	}),
	row('E35', {
		area: 'join',
		rank: rank.specific,
		patterns: [/cipher: message authentication failed/i],
		samples: ['error decrypting certs: cipher: message authentication failed'],
		cause: ['The certificate key is not the one the certificates were uploaded with.', '证书密钥与上传证书时所用的不一致。'],
		fix: ['Upload the certificates again and use the new key.', '重新上传证书并使用新的密钥。'],
		commands: ['kubeadm init phase upload-certs --upload-certs'],
	}),
	row('E36', {
		area: 'join',
		rank: rank.specific,
		patterns: [/etcd cluster is not healthy/i],
		samples: [
			'error execution phase check-etcd: etcd cluster is not healthy: failed to dial endpoint https://10.0.0.12:2379 with maintenance client: context deadline exceeded',
		],
		cause: [
			'A control plane that is gone is still an etcd member, or port 2379 is blocked.',
			'已移除的控制平面仍是 etcd 成员，或 2379 端口不通。',
		],
		fix: [
			'Remove the dead member, or open 2379 and 2380 between control planes.',
			'删除失效的成员，或在控制平面之间开放 2379 和 2380 端口。',
		],
		commands: [
			'ETCDCTL_API=3 etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/peer.crt --key=/etc/kubernetes/pki/etcd/peer.key member list',
		],
	}),
	row('E37', {
		area: 'join',
		rank: rank.cluster,
		patterns: [/can only promote a learner member which is in sync with leader/i],
		samples: ['etcdserver: can only promote a learner member which is in sync with leader'],
		cause: [
			'The new etcd never started (no image, 2380 blocked, an endpoint that is one machine’s address) or its disk is too slow.',
			'新的 etcd 没有启动（缺镜像、2380 不通、入口写成了某一台机器的地址），或者磁盘太慢。',
		],
		fix: ['Mend that, remove the learner, reset this host and join again.', '排除上述原因，删除 learner 成员，重置本机后再次加入。'],
		commands: ['crictl ps -a --name etcd', 'crictl logs "$(crictl ps -a --name etcd -q | head -n 1)"'],
	}),
	row('E38', {
		area: 'join',
		rank: rank.specific,
		patterns: [/too many learner members in cluster/i],
		samples: ['etcdserver: too many learner members in cluster'],
		cause: ['Two control planes joined at once, or an earlier join failed half-way.', '有两个控制平面同时加入，或之前的加入中途失败。'],
		fix: ['Remove the stale learner and join one at a time.', '删除残留的 learner，然后逐个加入。'],
	}),
	row('E39', {
		area: 'join',
		rank: rank.cluster,
		patterns: [/etcdserver: unhealthy cluster/i, /re-configuration failed due to not enough started members/i],
		samples: ['etcdserver: unhealthy cluster', 'etcdserver: re-configuration failed due to not enough started members'],
		cause: ['Not all etcd members are healthy yet.', '并非所有 etcd 成员都处于健康状态。'],
		fix: ['Wait until all are, then try again.', '等所有成员恢复健康后再试。'],
	}),
	row('E40', {
		area: 'join',
		rank: rank.specific,
		patterns: [/a Node with name "[^"]*" and status "\w+" already exists in the cluster/i],
		samples: [
			'a Node with name "w1" and status "Ready" already exists in the cluster. You must delete the existing Node or change the name of this new joining Node',
		],
		cause: ['Another host has joined under this name.', '已有另一台主机用这个名字加入了集群。'],
		fix: ['Rename this host, or delete the old node if it is gone.', '给本机改名；若旧节点已不存在，则删除它。'],
		commands: ['kubectl get nodes -o wide'],
	}),
	row('E41', {
		area: 'join',
		rank: rank.symptom,
		patterns: [/timed out\b.*TLS bootstrap/i, /TLS bootstrap\b.*timed out/i, /error uploading crisocket/i, /\bnodes? "[^"]+" not found/i],
		samples: [
			'[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap... error: timed out waiting for the kubelet TLS bootstrap',
			'error execution phase kubelet-start: error uploading crisocket: Unauthorized',
			'nodes "w1" not found',
		],
		cause: [
			'The kubelet could not register: an old /etc/kubernetes, a wrong name, or a wrong clock.',
			'kubelet 没能注册节点：可能是残留的 /etc/kubernetes、节点名不对，或时钟不准。',
		],
		fix: ['Set the clock, reset this host, and join again.', '校准时钟，重置本机后再次加入。'],
		commands: ['journalctl -u kubelet -n 50 --no-pager', 'timedatectl'],
	}),
];
