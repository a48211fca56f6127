import {type Script, sh} from '../../src/shell/sh.ts';
import {places} from '../places.ts';

/** Seconds for which a check waits for an API that may only be starting. Less than the minute that one look gives a check. */
export const apiPatience = 40;

/** Where to see why an API server does not run; read by a person. */
export const whereToLook = 'To see why, on this host: crictl ps -a; journalctl -u kubelet -n 50';

/**
 * What is on disk tells how far kubeadm came, also while no API answers, so that
 * a cluster that is down is not taken for one that was never made.
 *
 * `init_lacks` prints the files of a finished kubeadm init that are not there.
 * Its last phase on disk is kubelet-finalize, which has kubelet.conf name the
 * certificate that the kubelet renews, instead of holding one (kubeadm phases
 * init/kubeletfinalize.go). `was_finished`: kubewiz saw the cluster finished.
 */
export const comeToEnd: Script = sh`
	init_lacks() {
		for file in /etc/kubernetes/admin.conf /etc/kubernetes/controller-manager.conf /etc/kubernetes/scheduler.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/pki/ca.crt /etc/kubernetes/pki/sa.key /etc/kubernetes/manifests/etcd.yaml /etc/kubernetes/manifests/kube-apiserver.yaml /etc/kubernetes/manifests/kube-controller-manager.yaml /etc/kubernetes/manifests/kube-scheduler.yaml /var/lib/kubelet/config.yaml; do
			[ -e "$file" ] || printf '%s ' "$file"
		done
		if grep -qs '^rotateCertificates: true' /var/lib/kubelet/config.yaml && grep -qs 'client-certificate-data:' /etc/kubernetes/kubelet.conf; then
			printf 'a lasting certificate in /etc/kubernetes/kubelet.conf '
		fi
	}
	was_finished() { [ -s ${places.clusterUid} ]; }
`;
