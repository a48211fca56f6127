import {type Script, sh} from '../src/shell/sh.ts';
import {places} from './places.ts';

/** `kw_kubectl ARG...`: kubectl as the cluster's administrator, on a control plane. */
export const adminKubectl: Script = sh`
	kw_kubectl() { kubectl --kubeconfig ${places.adminConf} --request-timeout=10s "$@"; }
`;

/** `kw_nodectl ARG...`: kubectl as the node itself, which may read its own Node object. */
export const nodeKubectl: Script = sh`
	kw_nodectl() { kubectl --kubeconfig ${places.kubeletConf} --request-timeout=10s "$@"; }
`;

/** Ends a check by todo as long as there is no control plane to ask. */
export const needsControlPlane: Script = sh`
	[ -e ${places.adminConf} ] || todo 'the control plane is not there yet'
`;
