import {type Script, sh} from '../../../src/shell/sh.ts';
import type {StepContext} from '../../step.ts';
import type {Actions} from '../family.ts';
import {installedVersion, installer} from './apt.ts';

const held = ['kubelet', 'kubeadm', 'kubectl'];

/** A Debian version is `1.36.4-1.1`: the patch is pinned, the packaging's own number is the mirror's. */
export function kubernetes({cluster}: StepContext): Actions {
	const version = cluster.kubernetesVersion;
	return {
		check: sh`
			${installedVersion}
			for package in ${held}; do
				case $(kw_version_of "$package") in
				${version} | ${version}-*) ;;
				'') todo "$package is not installed" ;;
				*)
					[ ! -e /etc/kubernetes/kubelet.conf ] || foreign "this node runs $package $(kw_version_of "$package") in a cluster; another version is an upgrade, which is not done here"
					todo "$package is $(kw_version_of "$package"), not" ${version}
					;;
				esac
			done
			${areHeld('todo')}
		`,
		apply: sh`
			${installer}
			${installedVersion}
			kw_update
			set --
			for package in ${held}; do
				exact=$(apt-cache madison "$package" | awk -F'|' -v want=${version} '{ gsub(/ /, "", $2) } $2 == want || index($2, want "-") == 1 { print $2; exit }')
				[ "$exact" != '' ] || kw_fail "E: Version" ${version} "for '$package' was not found; there is: $(apt-cache madison "$package" | awk -F'|' '{ print $2 }' | head -n 3 | tr -d '\\n')"
				set -- "$@" "$package=$exact"
			done
			kw_install --allow-downgrades --allow-change-held-packages "$@" cri-tools kubernetes-cni
			apt-mark hold ${held}
			systemctl enable kubelet
		`,
		verify: sh`
			[ "$(kubeadm version -o short)" = ${`v${version}`} ] || kw_fail "kubeadm on PATH is $(kubeadm version -o short), not" ${`v${version}`}
			[ "$(kubelet --version)" = ${`Kubernetes v${version}`} ] || kw_fail "kubelet on PATH is $(kubelet --version), not" ${`v${version}`}
			for command in kubectl crictl; do kw_has "$command" || kw_fail "$command is not on PATH"; done
			[ -x /opt/cni/bin/loopback ] || kw_fail 'kubernetes-cni did not bring /opt/cni/bin/loopback'
			${areHeld('kw_fail')}
		`,
	};
}

/** Held packages have the status `hi`: hold, installed. */
function areHeld(verdict: 'todo' | 'kw_fail'): Script {
	return sh`
		loose=$(dpkg-query -W -f='\${db:Status-Abbrev} \${Package}\\n' ${held} | awk '$1 != "hi" { print $2 }' | tr '\\n' ' ')
		[ "$loose" = '' ] || ${verdict} "not held back from upgrades: $loose"
		[ "$(systemctl is-enabled kubelet)" = enabled ] || ${verdict} 'the kubelet would not start at boot'
	`;
}
