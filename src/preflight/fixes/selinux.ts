import {sh} from '../../shell/sh.ts';
import {keeping} from './repair.ts';

/** Now and after the next boot, as kubeadm's documentation has it. */
export const makeSelinuxPermissive = keeping(sh`
	setenforce 0
	if grep -qs '^SELINUX=enforcing$' /etc/selinux/config; then
		cp -p /etc/selinux/config /etc/selinux/config.before-kubewiz
		sed -i 's/^SELINUX=enforcing$/SELINUX=permissive/' /etc/selinux/config
		diff /etc/selinux/config.before-kubewiz /etc/selinux/config || true
	fi
	getenforce
`);
