import * as z from 'zod';
import * as words from './words.ts';

const flags = z.record(words.flagName, words.flagValue);

const extraArgsSchema = z.strictObject({
	apiServer: flags.optional(),
	controllerManager: flags.optional(),
	scheduler: flags.optional(),
	etcd: flags.optional(),
	kubelet: flags.optional().describe('Flags of every kubelet.'),
});

export const kubeadmSchema = z
	.strictObject({
		apiVersion: z
			.enum(['kubeadm.k8s.io/v1beta2', 'kubeadm.k8s.io/v1beta3', 'kubeadm.k8s.io/v1beta4'])
			.optional()
			.describe('Configuration API to write. Default: the newest that kubeadm of the Kubernetes version reads.'),
		certSANs: z.array(words.certSan).optional().describe("More names and addresses for the API server's certificate."),
		featureGates: z.record(words.gateName, z.boolean()).optional().describe("kubeadm's own feature gates."),
		kubelet: z
			.record(z.string(), z.unknown())
			.optional()
			.describe('Fields of KubeletConfiguration (kubelet.config.k8s.io/v1beta1).')
			.meta({examples: [{maxPods: 200}]}),
		kubeProxy: z
			.record(z.string(), z.unknown())
			.optional()
			.describe('Fields of KubeProxyConfiguration (kubeproxy.config.k8s.io/v1alpha1).')
			.meta({examples: [{mode: 'nftables'}, {conntrack: {maxPerCore: 0}}]}),
		extraArgs: extraArgsSchema
			.optional()
			.describe('Flags of the control plane components, without dashes; values in quotes.')
			.meta({examples: [{apiServer: {'audit-log-maxage': '30'}}]}),
		ignorePreflightErrors: z
			.array(words.checkName)
			.optional()
			.describe('Checks of kubeadm to turn into warnings, each by its name.')
			.meta({examples: [['NumCPU']]}),
	})
	.describe('Extras for kubeadm.');

export type KubeadmSpec = z.output<typeof kubeadmSchema>;
