import * as z from 'zod';
import * as words from './words.ts';

export const sshSchema = z
	.strictObject({
		user: words.userName
			.optional()
			.describe('Login name. Default: what ssh_config says, else your own.')
			.meta({examples: ['root', 'ubuntu']}),
		port: words.port.optional().describe('Default: what ssh_config says, else 22.'),
		identityFiles: z
			.array(words.localPath)
			.optional()
			.describe('Private keys to try, absolute or under ~/. Default: what ssh_config says, the agent first.')
			.meta({examples: [['~/.ssh/id_ed25519']]}),
		jump: words.jumpChain
			.optional()
			.describe("Hosts to go through, as in OpenSSH's ProxyJump; `none` turns off what ssh_config says.")
			.meta({examples: ['bastion.example.com', 'ops@bastion:2222']}),
	})
	.describe('How to log in. Passwords and passphrases never belong here: kubewiz asks, or uses the SSH agent.');

const taintSchema = z.strictObject({
	key: words.labelKey,
	value: words.labelValue.optional(),
	effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
});

const roleSchema = z.enum(['control-plane', 'worker']);

export const hostObject = z.strictObject({
	name: words.nodeName
		.optional()
		.describe('Node name, lower case. Default: the first label of the address, or node-10-0-0-11 for an IP address.')
		.meta({examples: ['cp1']}),
	address: words.hostAddress
		.describe('Where SSH connects: an IP address, a DNS name, an ssh_config alias, or localhost for this machine.')
		.meta({examples: ['10.0.0.11']}),
	roles: z
		.array(roleSchema)
		.min(1)
		.optional()
		.describe(
			'Default: when no host has roles, the first is the control plane and the others are workers; when some have, the rest are workers. ' +
				'A control plane that is also a worker runs ordinary pods. When no host is a worker, every control plane is one.',
		),
	nodeIP: words.ipv4.optional().describe('Address the other nodes reach this one by. Default: the address, when that is an IPv4 address.'),
	ssh: sshSchema.optional(),
	labels: z
		.record(words.labelKey, words.labelValue)
		.optional()
		.describe('Labels of the node.')
		.meta({examples: [{'topology.kubernetes.io/zone': 'a'}]}),
	taints: z
		.array(taintSchema)
		.optional()
		.describe('Taints of the node, in addition to the one a control plane has unless it is a worker too.'),
});

export const hostSchema = z
	.union([words.hostWord.describe('Short form: [user@]address[:port]').meta({examples: ['root@10.0.0.11']}), hostObject])
	.describe('A machine that becomes a node.');

export type SshSpec = z.output<typeof sshSchema>;
export type HostSpec = z.output<typeof hostObject>;
