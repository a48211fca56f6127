import {atLeast} from '../../../src/cluster/versions.ts';
import {type Script, sh} from '../../../src/shell/sh.ts';
import type {StepContext} from '../../step.ts';
import type {Actions} from '../family.ts';
import {installedVersion, installer} from './apt.ts';

/** containerd.io brings runc along; the distribution's containerd depends on its own. They exclude each other. */
export function containerd({cluster}: StepContext): Actions {
	const wanted = cluster.runtime.package;
	const other = wanted === 'containerd' ? 'containerd.io' : 'containerd';
	return {
		check: sh`
			${installedVersion}
			if [ "$(kw_version_of ${wanted})" = '' ]; then
				[ "$(kw_version_of ${other})" = '' ] || foreign 'package' ${other} 'is installed, and it excludes' ${wanted}': name it in the spec (runtime.package), or remove it first'
				# Unpacked and not configured is the package all the same: dpkg is at it, or was cut off.
				case $(dpkg-query -W -f='\${db:Status-Status}' ${wanted} 2>/dev/null) in
				'' | not-installed | config-files)
					! kw_has containerd || foreign "$(command -v containerd) was installed without a package: remove it first"
					;;
				esac
				todo 'package' ${wanted} 'is not installed'
			fi
			${atLeast(cluster.kubernetesVersion, '1.23') ? sh`` : tooNew(wanted, cluster.kubernetesVersion)}
		`,
		apply: sh`
			${installer}
			kw_update
			${install(wanted, cluster.kubernetesVersion)}
			systemctl enable --now containerd
		`,
		verify: sh`
			containerd --version
			kw_active containerd || kw_fail 'containerd is installed but does not run'
		`,
	};
}

function tooNew(wanted: string, kubernetes: string): Script {
	return sh`
		found=$(kw_version_of ${wanted})
		case \${found#*:} in
		0.* | 1.*) ;;
		*) foreign 'package' ${wanted} "is $found, and Kubernetes" ${kubernetes} 'can talk to containerd 1.x only: remove it first' ;;
		esac
	`;
}

/** Kubelets before 1.23 speak CRI v1alpha2 only, which containerd 2.0 has dropped (containerd RELEASES.md): they get the newest 1.x. */
function install(wanted: string, kubernetes: string): Script {
	if (atLeast(kubernetes, '1.23')) return sh`kw_install ${wanted}`;
	return sh`
		exact=$(apt-cache madison ${wanted} | awk -F'|' '{ gsub(/ /, "", $2) } $2 ~ /^1\\./ { print $2; exit }')
		[ "$exact" != '' ] || kw_fail 'Kubernetes' ${kubernetes} 'needs containerd 1.x, and no repository of this host has package' ${wanted} 'of 1.x'
		kw_install ${wanted}"=$exact"
	`;
}
