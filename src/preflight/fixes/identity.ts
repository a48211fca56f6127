import {sh} from '../../shell/sh.ts';
import {keeping} from './repair.ts';

/** A random machine-id; systemd-machine-id-setup would derive the same one again on clones that share a product UUID. */
export const newMachineId = keeping(sh`
	tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id.kubewiz
	chmod 0444 /etc/machine-id.kubewiz
	mv -f /etc/machine-id.kubewiz /etc/machine-id
	if [ -d /var/lib/dbus ]; then ln -sf /etc/machine-id /var/lib/dbus/machine-id; fi
	echo "machine-id is now $(cat /etc/machine-id); reboot when you can"
`);

/** A file of our own that is read after the others (cloud-init merges cloud.cfg.d by name). */
export const keepFromCloudInit = keeping(sh`
	mkdir -p /etc/cloud/cloud.cfg.d
	printf '%s\\n' '# Kubernetes needs a lasting host name and /etc/hosts.' 'preserve_hostname: true' 'manage_etc_hosts: false' \\
		>/etc/cloud/cloud.cfg.d/99-zz-kubernetes.cfg
`);
