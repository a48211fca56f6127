import * as z from 'zod';
import {defaults} from '../defaults.ts';
import {hostSchema, sshSchema} from './host.ts';
import {kubeadmSchema} from './kubeadm.ts';
import {mirrorsSchema} from './mirrors.ts';
import {cniSchema, networkSchema, proxySchema} from './network.ts';
import * as words from './words.ts';

export const apiVersion = 'kubewiz.io/v1alpha1';

const runtimeSchema = z.strictObject({
	name: z.literal('containerd').optional().meta({default: 'containerd'}),
	package: z
		.enum(['containerd.io', 'containerd'])
		.optional()
		.describe("containerd.io from docker-ce, or the distribution's own containerd.")
		.meta({default: defaults.runtimePackage}),
});

export const specSchema = z.strictObject({
	kubernetesVersion: words.kubernetesVersion
		.optional()
		.describe('Full version.')
		.meta({default: defaults.kubernetesVersion, examples: ['1.36.4']}),
	hosts: z.array(hostSchema).min(1).describe('The machines. Nothing else is required.'),
	ssh: sshSchema.optional().describe('Login settings of all hosts; those of a host take precedence.'),
	controlPlaneEndpoint: words.endpoint
		.optional()
		.describe(
			'host[:port] of the load balancer in front of the control planes; required with several. ' +
				'Default with one: api.<cluster name>.internal:6443, which kubewiz writes into /etc/hosts of every node.',
		)
		.meta({examples: ['k8s-api.example.com:6443']}),
	network: networkSchema.optional(),
	runtime: runtimeSchema.optional(),
	cni: cniSchema.optional().meta({default: {name: defaults.cni}}),
	mirrors: mirrorsSchema.optional(),
	kubeadm: kubeadmSchema.optional(),
	proxy: proxySchema.optional(),
	timeServers: z.array(words.hostAddress).optional().describe('NTP servers. Default: leave time synchronisation as found.'),
	firewall: z
		.enum(['open-ports', 'leave', 'disable'])
		.optional()
		.describe('What to do with a running firewall.')
		.meta({default: defaults.firewall}),
	selinux: z
		.enum(['permissive', 'leave'])
		.optional()
		.describe(
			"What to do with an enforcing SELinux: permissive, as kubeadm's documentation asks, or leave it. Where one is found, preflight asks for this decision.",
		),
});

export const clusterDocument = z
	.strictObject({
		apiVersion: z.literal(apiVersion),
		kind: z.literal('Cluster'),
		metadata: z.strictObject({
			name: words.clusterName.describe('Name of the cluster: also of its kubeconfig context.').meta({examples: ['demo']}),
		}),
		spec: specSchema,
	})
	.describe('A Kubernetes cluster for kubewiz. Never holds a secret.');

/** A `cluster.yaml` as it is written, before defaults. */
export type ClusterDocument = z.output<typeof clusterDocument>;
export type ClusterSpec = ClusterDocument['spec'];
