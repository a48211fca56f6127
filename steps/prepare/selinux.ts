import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, step} from '../step.ts';

const config = '/etc/selinux/config';

export const setSelinuxPermissive = step({
	id: 'prepare/selinux',
	title: told('Make an enforcing SELinux permissive', '把 SELinux 设为 permissive'),
	why: told(
		'kubeadm’s documentation asks for it: containers must reach the host’s files, as pod networks do, and the kubelet does not label them.',
		'这是 kubeadm 文档的要求：容器（例如 Pod 网络）必须能访问主机的文件，而 kubelet 不会为它们打标签。',
	),
	kind: 'idempotent',
	on: (cluster) => (cluster.selinux === 'permissive' ? everyNode(cluster) : []),
	after: [],
	check: () => sh`
		if kw_has getenforce; then
			[ "$(getenforce)" != Enforcing ] || todo 'SELinux is enforcing'
			! grep -qs '^SELINUX=enforcing$' ${config} || todo 'SELinux will be enforcing after the next boot'
		fi
	`,
	apply: () => sh`
		if [ "$(getenforce)" = Enforcing ]; then setenforce 0; fi
		if [ -f ${config} ]; then kw_write ${config} - sed 's/^SELINUX=enforcing$/SELINUX=permissive/' ${config}; fi
	`,
});
