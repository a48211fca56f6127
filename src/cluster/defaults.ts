import {defaultFlannel} from './cni-versions.ts';
import {defaultKubernetesVersion} from './versions.ts';

/** What a spec gets where it is silent. Named in the JSON Schema and used when a spec is resolved. */
export const defaults = {
	kubernetesVersion: defaultKubernetesVersion,
	podCidr: '10.244.0.0/16',
	serviceCidr: '10.96.0.0/12',
	dnsDomain: 'cluster.local',
	apiPort: 6443,
	runtimePackage: 'containerd.io',
	cni: 'flannel',
	flannelVersion: defaultFlannel,
	flannelBackend: 'vxlan',
	// Most clouds block IPIP, and a plain route needs the nodes on one segment: VXLAN works everywhere.
	calicoEncapsulation: 'vxlan',
	firewall: 'open-ports',
} as const;

/** Name of the API server of a cluster with one control plane and no endpoint of its own; kubewiz writes it into /etc/hosts. */
export function endpointName(cluster: string): string {
	return `api.${cluster}.internal`;
}
