import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** Reaching the API: connections, certificates, kubeconfigs and rights. */
export const api: readonly KnownFailure[] = [
	row('E42', {
		area: 'join',
		rank: rank.connection,
		patterns: [
			/dial tcp (?!127\.|localhost|\[::1\])\S+:\d+: (connect: )?(connection refused|no route to host|i\/o timeout|connection timed out)/i,
		],
		samples: [
			'dial tcp 10.0.0.100:16443: connect: connection refused',
			'dial tcp 10.0.0.100:16443: connect: no route to host',
			'Get "https://10.0.0.100:16443/api/v1/namespaces/kube-public/configmaps/cluster-info": dial tcp 10.0.0.100:16443: i/o timeout',
		],
		cause: [
			'Nothing answers there: the load balancer or the API is down (refused), a firewall rejects (no route to host) or drops (timeout) the packets.',
			'对端没有应答：负载均衡器或 API 未运行（refused），或防火墙拒绝（no route to host）、丢弃（timeout）了数据包。',
		],
		fix: [
			'Check that the endpoint leads to a running API server, and the firewalls on the way.',
			'确认入口地址指向正在运行的 API server，并检查沿途的防火墙。',
		],
		commands: ['ss -ltnp', 'ip route get 10.0.0.100', 'firewall-cmd --list-all'],
	}),
	row('E43', {
		area: 'join',
		rank: rank.specific,
		patterns: [/x509: certificate is valid for .*, not /i],
		samples: ['x509: certificate is valid for 10.96.0.1, 10.0.0.11, not 10.0.0.100'],
		cause: ['The API’s certificate lacks the address or name it was called by.', 'API 证书的 SAN 中没有访问时使用的地址或域名。'],
		fix: [
			'Add it to certSANs, delete apiserver.crt and apiserver.key, make them anew, and restart the API server.',
			'把它加入 certSANs，删除 apiserver.crt 和 apiserver.key 后重新生成，并重启 API server。',
		],
		commands: ['openssl x509 -in /etc/kubernetes/pki/apiserver.crt -noout -ext subjectAltName', 'kubeadm init phase certs apiserver'],
	}),
	row('E44', {
		area: 'join',
		rank: rank.root,
		patterns: [/certificate has expired or is not yet valid/i],
		samples: [
			'x509: certificate has expired or is not yet valid: current time 2026-05-02T09:50:00Z is before 2026-05-02T10:00:00Z',
			'x509: certificate has expired or is not yet valid: current time 2027-05-03T10:00:00Z is after 2027-05-02T10:00:00Z',
		],
		cause: [
			'A clock is wrong ("before"), or the certificate’s year is over ("after").',
			'时钟不准（before），或证书一年有效期已过（after）。',
		],
		fix: ['Set the clock by a time service, or renew the certificates.', '用时间服务校准时钟，或续期证书。'],
		commands: ['timedatectl', 'kubeadm certs check-expiration', 'kubeadm certs renew all'],
	}),
	row('E45', {
		area: 'join',
		rank: rank.cluster,
		patterns: [/certificate signed by unknown authority/i],
		samples: [
			'x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "kubernetes")',
		],
		cause: ['A kubeconfig or certificate of an earlier cluster is in use.', '正在使用旧集群的 kubeconfig 或证书。'],
		fix: [
			'Copy /etc/kubernetes/admin.conf to ~/.kube/config again; remove old files under /etc/kubernetes/pki.',
			'重新把 /etc/kubernetes/admin.conf 复制到 ~/.kube/config，并清理 /etc/kubernetes/pki 下的旧文件。',
		],
		commands: ['kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes'],
	}),
	row('E46', {
		area: 'join',
		rank: rank.generic,
		level: 'normal',
		patterns: [/port specified in controlPlaneEndpoint overrides bindPort/i],
		samples: ['WARNING: port specified in controlPlaneEndpoint overrides bindPort in the controlplane address'],
		cause: ['Said whenever the load balancer’s port is not 6443.', '负载均衡器端口不是 6443 时都会出现的提示。'],
		fix: ['Nothing to do.', '无需处理。'],
	}),
	row('E47', {
		area: 'join',
		rank: rank.stop,
		patterns: [/failed to decode cluster configuration data/i],
		samples: [
			'failed to decode cluster configuration data: no kind "ClusterConfiguration" is registered for version "kubeadm.k8s.io/v1beta4" in scheme',
		],
		cause: ['The joining kubeadm is older than the one that made the cluster.', '加入节点的 kubeadm 比创建集群时的旧。'],
		fix: ['Install the same minor version on this host.', '在本机安装相同次版本的 kubeadm。'],
		commands: ['kubeadm version -o short'],
	}),
	row('E48', {
		area: 'join',
		rank: rank.symptom,
		patterns: [/connection to the server (localhost|127\.0\.0\.1):8080 was refused/i],
		samples: ['The connection to the server localhost:8080 was refused - did you specify the right host or port?'],
		cause: ['kubectl has no kubeconfig.', 'kubectl 没有可用的 kubeconfig。'],
		fix: [
			'Use /etc/kubernetes/admin.conf as root, or copy it to ~/.kube/config.',
			'以 root 使用 /etc/kubernetes/admin.conf，或把它复制到 ~/.kube/config。',
		],
		commands: ['export KUBECONFIG=/etc/kubernetes/admin.conf'],
	}),
	row('E49', {
		area: 'join',
		rank: rank.specific,
		patterns: [/"?plndr-cp-lock"? is forbidden/i, /resource lock kube-system\/plndr-cp-lock/i],
		samples: [
			'error retrieving resource lock kube-system/plndr-cp-lock: leases.coordination.k8s.io "plndr-cp-lock" is forbidden: User "kubernetes-admin" cannot get resource "leases"',
		],
		cause: [
			'kube-vip uses admin.conf, which has no rights yet during init from 1.29 on.',
			'kube-vip 使用了 admin.conf，而从 1.29 起它在 init 期间还没有权限。',
		],
		fix: [
			'Mount super-admin.conf on the first control plane until init is done.',
			'在第一个控制平面上，init 完成之前改为挂载 super-admin.conf。',
		],
		commands: ['grep -n conf /etc/kubernetes/manifests/kube-vip.yaml'],
	}),
	row('E50', {
		area: 'join',
		rank: rank.specific,
		patterns: [/"kubernetes-admin" cannot create resource "clusterrolebindings"/i, /kubeadm:cluster-admins\b.* is not bound/i],
		samples: [
			'clusterrolebindings.rbac.authorization.k8s.io is forbidden: User "kubernetes-admin" cannot create resource "clusterrolebindings" in API group "rbac.authorization.k8s.io" at the cluster scope',
			'the group kubeadm:cluster-admins is not bound',
		],
		cause: [
			'The phase that gives admin.conf its rights was left out (1.29 and newer).',
			'给 admin.conf 授权的阶段被跳过了（1.29 及以上）。',
		],
		fix: ['Make the binding with super-admin.conf.', '用 super-admin.conf 创建该绑定。'],
		commands: [
			'kubectl --kubeconfig /etc/kubernetes/super-admin.conf create clusterrolebinding kubeadm:cluster-admins --clusterrole=cluster-admin --group=kubeadm:cluster-admins',
		],
	}),
];
