import {type Script, sh} from '../src/shell/sh.ts';
import {places} from './places.ts';

/**
 * The API is asked directly. Proxies of root's login (/etc/environment by PAM, an
 * rc file) are for downloads: kubectl would ask them for the API, and kubeadm
 * would write them into the control plane's pods.
 */
export const withoutProxy: Script = sh`unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY`;

/** `kw_kubectl ARG...`: kubectl as the cluster's administrator, on a control plane. */
export const adminKubectl: Script = sh`
	${withoutProxy}
	kw_kubectl() { kubectl --kubeconfig ${places.adminConf} --request-timeout=10s "$@"; }
`;

/** `kw_nodectl ARG...`: kubectl as the node itself, which may read its own Node object. */
export const nodeKubectl: Script = sh`
	${withoutProxy}
	kw_nodectl() { kubectl --kubeconfig ${places.kubeletConf} --request-timeout=10s "$@"; }
`;

/** Ends a check by todo as long as there is no control plane to ask. */
export const needsControlPlane: Script = sh`
	[ -e ${places.adminConf} ] || todo 'the control plane is not there yet'
`;
