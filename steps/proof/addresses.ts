import ipaddr from 'ipaddr.js';
import type {Cluster} from '../../src/cluster/types.ts';

/**
 * The `index`th address of the service CIDR. kubeadm gives the first to the API
 * and the tenth to DNS (kubeadm constants.go, GetDNSIP).
 */
export function serviceAddress({network}: Cluster, index: number): string {
	const [base] = ipaddr.parseCIDR(network.serviceCidr);
	const bytes = base.toByteArray();
	for (let at = bytes.length - 1, carry = index; carry > 0 && at >= 0; at--) {
		const sum = (bytes[at] as number) + carry;
		bytes[at] = sum % 256;
		carry = Math.floor(sum / 256);
	}
	return ipaddr.fromByteArray(bytes).toString();
}
