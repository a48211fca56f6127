import {sh} from '../../shell/sh.ts';
import {keeping, takingAway} from './repair.ts';

/** Configuration files the operator changed are kept as they are, so that dpkg asks nothing. */
export const finishPackages = keeping(sh`
	DEBIAN_FRONTEND=noninteractive
	export DEBIAN_FRONTEND
	dpkg --force-confdef --force-confold --configure -a
	apt-get -y -o DPkg::Lock::Timeout=300 -f install
`);

export const renameShadows = takingAway(sh`
	for name in kubeadm kubelet kubectl containerd; do
		file=/usr/local/bin/$name
		if [ -e "$file" ] || [ -L "$file" ]; then
			mv "$file" "$file.before-kubewiz"
			echo "$file.before-kubewiz"
		fi
	done
`);
