import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** What kubeadm's preflight only warns of, and what may yet be the cause of a failure later. */
export const preflightWarnings: readonly KnownFailure[] = [
	row('E17', {
		area: 'preflight',
		rank: rank.symptom,
		level: 'warning',
		patterns: [/hostname "[^"]*" could not be reached/i, /\[WARNING Hostname\]/i],
		samples: [
			'[WARNING Hostname]: hostname "node-1" could not be reached',
			'[WARNING Hostname]: hostname "node-1": lookup node-1 on 10.0.0.2:53: no such host',
		],
		cause: ['The node name resolves nowhere, not even in /etc/hosts.', '节点名无法解析，/etc/hosts 中也没有。'],
		fix: ['Add a line with the node IP and the name to /etc/hosts.', '在 /etc/hosts 中加入节点 IP 与节点名。'],
		commands: ['getent hosts "$(hostname)"'],
	}),
	row('E18', {
		area: 'preflight',
		rank: rank.symptom,
		level: 'warning',
		patterns: [/firewalld is active, please ensure ports/i],
		samples: [
			'[WARNING Firewalld]: firewalld is active, please ensure ports [6443 10250] are open or your cluster may not function correctly',
		],
		cause: [
			'firewalld is on; closed ports stop joins and pod traffic.',
			'firewalld 正在运行；端口未开放会导致节点无法加入、Pod 之间不通。',
		],
		fix: ['Open the ports of the role, and the pod network’s.', '按角色开放端口，并放行 Pod 网络的端口。'],
		commands: ['firewall-cmd --list-all'],
	}),
	row('E20', {
		area: 'preflight',
		rank: rank.symptom,
		level: 'warning',
		patterns: [/kubelet service is not enabled, please run/i],
		samples: ["[WARNING Service-Kubelet]: kubelet service is not enabled, please run 'systemctl enable kubelet.service'"],
		cause: ['The kubelet would not start after a reboot.', '重启后 kubelet 不会自动启动。'],
		fix: ['Enable the service.', '启用 kubelet 服务。'],
		commands: ['systemctl enable kubelet.service'],
	}),
	row('E21', {
		area: 'preflight',
		rank: rank.symptom,
		level: 'warning',
		patterns: [/\[WARNING HTTPProxy(CIDR)?\]/i, /Connection to "[^"]*" uses proxy/i],
		samples: [
			'[WARNING HTTPProxy]: Connection to "https://10.0.0.11" uses proxy "http://10.0.0.9:3128". If that is not intended, adjust your proxy settings',
			'[WARNING HTTPProxyCIDR]: connection to "10.96.0.0/12" uses proxy "http://10.0.0.9:3128". This may lead to malfunctional cluster setup.',
		],
		cause: ['Traffic of the cluster itself would go through the HTTP proxy.', '集群内部的流量会被送往 HTTP 代理。'],
		fix: [
			'Add node, pod and service networks, .svc and .cluster.local to NO_PROXY.',
			'在 NO_PROXY 中加入节点、Pod、Service 网段以及 .svc 和 .cluster.local。',
		],
		commands: ['env | grep -i proxy'],
	}),
];
