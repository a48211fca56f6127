import type {Cluster} from '../../src/cluster/types.ts';
import type {Script} from '../../src/shell/sh.ts';
import type {StepContext} from '../step.ts';
import {debian} from './debian/debian.ts';

/** The three scripts of a step, as a family of distributions carries it out. */
export interface Actions {
	readonly check: Script;
	readonly apply: Script;
	readonly verify: Script;
	/** As in Step. */
	readonly writes?: readonly string[];
}

/**
 * What differs between families of distributions. A further family is one more
 * value of this type and a line in `families`; no step changes.
 */
export interface PackageFamily {
	/** Package of each command the steps and kubeadm need. */
	readonly packageOf: Readonly<Record<Tool, string>>;
	/** Packages that have no command to look for, with a file each that shows they are there. */
	readonly alwaysNeeded: readonly {readonly package: string; readonly file: string}[];
	readonly chrony: {readonly package: string; readonly service: string; readonly config: string};
	/** Defines `kw_update` and `kw_install PACKAGE...`, which use the host's repositories, wait for the package manager's lock and name its holder. */
	readonly installer: Script;
	/** Defines `kw_wait_for_lock`, which waits until no other process installs packages, names the one that does, and fails when that takes too long. */
	readonly locks: Script;
	/** The package manager's proxy settings. */
	readonly proxyFile: (proxy: NonNullable<Cluster['proxy']>) => {readonly path: string; readonly text: string};
	/** Repositories of Kubernetes and, for `containerd.io`, of docker-ce, with their pinned keys. */
	readonly repositories: (context: StepContext) => Actions;
	readonly containerd: (context: StepContext) => Actions;
	/** kubeadm, kubelet and kubectl of exactly this version, held. */
	readonly kubernetes: (context: StepContext) => Actions;
}

/** Commands that must be found on root's PATH. kubeadm's preflight asks for most of them. */
export const tools = [
	'conntrack',
	'socat',
	'ebtables',
	'ethtool',
	'iptables',
	'ip',
	'tc',
	'ipset',
	'curl',
	'gpg',
	'modprobe',
	'nsenter',
] as const;

export type Tool = (typeof tools)[number] | 'ipvsadm';

const families = {debian, rhel: undefined, unknown: undefined} as const satisfies Record<
	StepContext['facts']['os']['family'],
	PackageFamily | undefined
>;

/** Why no plan can be made for this host; undefined when it can. Ask before planning. */
export function unsupported({facts}: Pick<StepContext, 'facts'>): string | undefined {
	const {family, pretty} = facts.os;
	if (families[family]) return undefined;
	const which =
		family === 'rhel' ? `${pretty} is of the RPM family, which is not supported yet` : `${pretty} is not a distribution kubewiz knows`;
	return `${which}: use Debian, Ubuntu or one derived from them`;
}

/** The family of the step's host. Throws Error with the words of `unsupported`. */
export function familyOf(context: StepContext): PackageFamily {
	const family = families[context.facts.os.family];
	if (!family) throw new Error(`${context.host.name}: ${unsupported(context)}`);
	return family;
}
