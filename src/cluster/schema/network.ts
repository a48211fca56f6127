import * as z from 'zod';
import {defaults} from '../defaults.ts';
import * as words from './words.ts';

export const networkSchema = z.strictObject({
	podCIDR: words.cidr
		.optional()
		.describe('Network of the pods; each node gets a /24 of it. Must not overlap with the nodes or the services. IPv4.')
		.meta({default: defaults.podCidr}),
	serviceCIDR: words.cidr.optional().describe('Network of the services. IPv4.').meta({default: defaults.serviceCidr}),
	dnsDomain: words.dnsDomain.optional().describe('Domain of the cluster.').meta({default: defaults.dnsDomain}),
});

const manifestSource = {
	file: words.manifestPath.optional().describe('Manifest on this machine; a relative path begins at this file.'),
	url: words.url.optional().describe('Manifest the first control plane fetches.'),
};

export const cniSchema = z
	.discriminatedUnion('name', [
		z.strictObject({
			name: z.literal('flannel'),
			version: words.releaseTag.optional().meta({default: defaults.flannelVersion}),
			backend: z.enum(['vxlan', 'host-gw']).optional().describe('host-gw needs all nodes on one network segment.').meta({default: 'vxlan'}),
			...manifestSource,
		}),
		z.strictObject({
			name: z.literal('calico'),
			version: words.releaseTag.optional().describe('Default: a release tested with the Kubernetes version.'),
			encapsulation: z
				.enum(['vxlan', 'ipip', 'none'])
				.optional()
				.describe('none needs routes for the pods between the nodes.')
				.meta({default: 'vxlan'}),
			...manifestSource,
		}),
		z.strictObject({name: z.literal('manifest').describe('A manifest of your own.'), ...manifestSource}),
		z.strictObject({name: z.literal('none').describe('No network: nodes stay NotReady until you install one.')}),
	])
	.describe('Pod network. For flannel and calico, file or url names a copy of their manifest to use instead of the published one.');

export const proxySchema = z
	.strictObject({
		http: words.url.optional(),
		https: words.url.optional(),
		noProxy: z
			.array(words.noProxyEntry)
			.optional()
			.describe('In addition to the nodes, the endpoint, and the pod, service and DNS networks, which are always left out.'),
	})
	.describe('Proxy that the hosts use for downloads and image pulls.');

export type CniSpec = z.output<typeof cniSchema>;
export type NetworkSpec = z.output<typeof networkSchema>;
