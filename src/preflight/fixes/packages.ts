import {sh} from '../../shell/sh.ts';

/** Configuration files the operator changed are kept as they are, so that dpkg asks nothing. */
export const finishPackages = sh`
	DEBIAN_FRONTEND=noninteractive
	export DEBIAN_FRONTEND
	dpkg --force-confdef --force-confold --configure -a
	apt-get -y -o DPkg::Lock::Timeout=300 -f install
`;

export const renameShadows = sh`
	for name in kubeadm kubelet kubectl containerd; do
		file=/usr/local/bin/$name
		if [ -e "$file" ] || [ -L "$file" ]; then
			mv "$file" "$file.before-kubewiz"
			echo "$file.before-kubewiz"
		fi
	done
`;
