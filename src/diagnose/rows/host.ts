import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** Logins, addresses, and what stands in front of the API. */
export const host: readonly KnownFailure[] = [
	row('E100', {
		area: 'host',
		rank: rank.root,
		patterns: [
			/Permission denied \((publickey|password|keyboard-interactive|gssapi)/i,
			/sudo: a password is required/i,
			/you must have a tty to run sudo/i,
		],
		samples: [
			'ops@10.0.0.12: Permission denied (publickey,password).',
			'sudo: a password is required',
			'sudo: sorry, you must have a tty to run sudo',
		],
		cause: ['The login or sudo was refused.', '登录或 sudo 被拒绝。'],
		fix: [
			'Check user, key and sudo password; requiretty must be off for this user.',
			'检查用户、密钥和 sudo 密码；该用户需关闭 requiretty。',
		],
		commands: ['ssh -v ops@10.0.0.12 true', 'sudo -l'],
	}),
	row('E101', {
		area: 'host',
		rank: rank.root,
		patterns: [/Host key verification failed/i, /REMOTE HOST IDENTIFICATION HAS CHANGED/i],
		samples: ['Host key verification failed.', '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @'],
		cause: [
			'The host shows another key than last time: reinstalled, replaced, or somebody in between.',
			'主机密钥与上次不同：可能重装或更换过机器，也可能遭遇中间人。',
		],
		fix: [
			'Compare the fingerprint on the host’s console; only then remove the old line.',
			'在主机控制台核对指纹，确认无误后再删除旧记录。',
		],
		commands: ['ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub', 'ssh-keygen -R 10.0.0.12'],
	}),
	row('E102', {
		area: 'host',
		rank: rank.stop,
		patterns: [/\b(kubeadm|kubelet|kubectl|crictl): (command )?not found/i],
		samples: ['sudo: kubeadm: command not found', 'sh: 1: kubeadm: not found'],
		cause: [
			'sudo’s secure_path lacks the directory (/usr/local/bin on EL), or the package is not installed.',
			'sudo 的 secure_path 不含该目录（EL 上为 /usr/local/bin），或没有安装该软件包。',
		],
		fix: ['Call it by its whole path, or install the package.', '使用绝对路径，或安装对应软件包。'],
		commands: ['ls -l /usr/bin/kubeadm /usr/local/bin/kubeadm', 'sudo grep -r secure_path /etc/sudoers /etc/sudoers.d'],
	}),
	row('E103', {
		area: 'host',
		rank: rank.stop,
		patterns: [/No valid IP bound/i, /unable to select an IP from default routes/i],
		samples: ['No valid IP bound', 'unable to select an IP from default routes'],
		cause: ['The host has no default route, from which the address would be taken.', '主机没有默认路由，无法据此选取地址。'],
		fix: ['Set advertiseAddress (nodeIp), or add a default route.', '设置 advertiseAddress（即 nodeIp），或添加默认路由。'],
		commands: ['ip route'],
	}),
	row('E104', {
		area: 'host',
		rank: rank.specific,
		patterns: [/Serving (in)?securely on 127\.0\.0\.1:(6443|8080)/i],
		samples: ['Serving insecurely on 127.0.0.1:8080', 'I0502 10:00:00.000000 1 secure_serving.go:213] Serving securely on 127.0.0.1:6443'],
		cause: ['The API server listens on the loopback address only.', 'API server 只监听在回环地址上。'],
		fix: ['Correct advertise-address and bind-address, and check the firewall.', '更正 advertise-address 与 bind-address，并检查防火墙。'],
		commands: ['grep -n address /etc/kubernetes/manifests/kube-apiserver.yaml', 'ss -ltnp | grep -E "6443|8080"'],
	}),
	row('E105', {
		area: 'host',
		rank: rank.specific,
		patterns: [
			/cgroup isn't mounted/i,
			/cgroups?: cgroup mountpoint does not exist/i,
			/"?docker-(containerd|runc)"?: (executable file )?not found/i,
		],
		samples: [
			"Error starting daemon: Devices cgroup isn't mounted",
			'docker: Error response from daemon: cgroups: cgroup mountpoint does not exist: unknown.',
			'Error starting daemon: exec: "docker-containerd": executable file not found in $PATH',
			'exec: "docker-runc": executable file not found in $PATH',
		],
		cause: [
			'An old static Docker: cgroups are not mounted, or its helper programs are not on the PATH.',
			'旧的静态编译 Docker：cgroup 未挂载，或辅助程序不在 PATH 中。',
		],
		fix: [
			'Use the distribution’s or Docker’s packages; systemd mounts the cgroups.',
			'改用发行版或 Docker 官方软件包；cgroup 由 systemd 挂载。',
		],
		commands: ['mount | grep cgroup'],
	}),
	row('E106', {
		area: 'host',
		rank: rank.specific,
		patterns: [/Couldn't fetch network config/i, /\/coreos\.com\/network\/config/i, /flannel\S*.*\b(HTTP|status code:?) ?500\b/i],
		samples: [
			"Couldn't fetch network config: 100: Key not found (/coreos.com) [3]",
			'failed to get /coreos.com/network/config: etcd returned HTTP 500',
			'flanneld: unexpected status code 500',
		],
		cause: ['Flannel’s network settings are not in etcd.', 'etcd 中没有 Flannel 的网络配置。'],
		fix: [
			'Write /coreos.com/network/config first; with Kubernetes as store, net-conf.json in its ConfigMap.',
			'先写入 /coreos.com/network/config；若以 Kubernetes 为存储，则写在 ConfigMap 的 net-conf.json 中。',
		],
		commands: ['kubectl -n kube-flannel get cm kube-flannel-cfg -o yaml'],
	}),
	row('E107', {
		area: 'host',
		rank: rank.specific,
		patterns: [
			/Received advertisement with (bogus|mismatched)/i,
			/VRRP_Instance\S*.*\b(bogus|mismatched auth)/i,
			/ip address associated with VRID.*not present/i,
		],
		samples: [
			'Keepalived_vrrp[1234]: VRRP_Instance(VI_1) Received advertisement with bogus auth',
			'(VI_1) ip address associated with VRID 51 not present in MASTER advert : 10.0.0.100',
		],
		cause: [
			'Another keepalived in this network uses the same VRID, or both nodes think they are master.',
			'同一网络中有其他 keepalived 使用相同的 VRID，或出现了双主。',
		],
		fix: ['Choose another VRID, use unicast, and open IP protocol 112.', '更换 VRID，使用单播，并放行 IP 协议 112。'],
		commands: ['journalctl -u keepalived -n 30 --no-pager', 'tcpdump -ni any proto 112 -c 5'],
	}),
	row('E108', {
		area: 'host',
		rank: rank.specific,
		patterns: [/unknown directive "stream"/i, /bind\(\) to \S+:\d+ failed \((98|13):/i],
		samples: [
			'nginx: [emerg] unknown directive "stream" in /etc/nginx/nginx.conf:12',
			'nginx: [emerg] bind() to 0.0.0.0:6443 failed (98: Address already in use)',
			'nginx: [emerg] bind() to 0.0.0.0:16443 failed (13: Permission denied)',
		],
		cause: [
			'nginx lacks its stream module, the port is taken (the API’s own 6443), or SELinux forbids it.',
			'nginx 缺少 stream 模块，端口被占用（与 API 的 6443 冲突），或被 SELinux 禁止。',
		],
		fix: [
			'Install libnginx-mod-stream or nginx-mod-stream, use another port, or allow the port in SELinux.',
			'安装 libnginx-mod-stream 或 nginx-mod-stream，换一个端口，或在 SELinux 中放行该端口。',
		],
		commands: ['nginx -t', 'ss -ltnp', 'semanage port -a -t http_port_t -p tcp 16443'],
	}),
];
