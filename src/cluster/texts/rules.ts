import {shown} from './formats.ts';
import type {Text} from './text.ts';

/** Words for rules about hosts and topology. */
export const topologyTexts = {
	duplicate: (what: string, value: string, other: string): Text => ({
		message: `${what} ${shown(value)} is also that of ${other}`,
		remedy: `give each host ${article(what)} of its own`,
	}),
	badDefaultName: (name: string): Text => ({
		message: `no node name can be made of this address (${shown(name)})`,
		remedy: 'give the host a name',
	}),
	noNodeIp: (address: string): Text => ({
		message: `${shown(address)} is not an IPv4 address, so the address of the node is unknown`,
		remedy: 'add nodeIP: the IPv4 address the other nodes reach this host by',
	}),
	noControlPlane: (): Text => ({message: 'no host has the role control-plane', remedy: 'give one host, or three, roles: [control-plane]'}),
	evenMembers: (count: number): Text => ({
		message: `${count} control planes make ${count} etcd members: an even number survives no more failures than one fewer, and stands still when it splits in half`,
		remedy: `use ${count - 1} or ${count + 1} control planes`,
	}),
	noEndpoint: (count: number): Text => ({
		message: `${count} control planes need one address that leads to all of them`,
		remedy: 'add controlPlaneEndpoint: host:port of the load balancer in front of them',
	}),
	endpointIsNode: (host: string, node: string): Text => ({
		message: `${shown(host)} is the API server of ${node} alone: when that host fails, no node finds the others`,
		remedy: 'give the address of a load balancer in front of all control planes',
	}),
	endpointPort: (): Text => ({message: 'the port of the endpoint is out of range', remedy: 'give a port from 1 to 65535'}),
	hostPort: (): Text => ({message: 'the SSH port is out of range', remedy: 'give a port from 1 to 65535'}),
};

/** Words for rules about networks. */
export const networkTexts = {
	overlap: (a: string, aName: string, b: string, bName: string): Text => ({
		message: `the network of the ${aName} (${a}) overlaps with that of the ${bName} (${b})`,
		remedy: 'choose two networks that have no address in common',
	}),
	nodeInside: (address: string, host: string, network: string, name: string, key: string): Text => ({
		message: `${host} (${address}) lies inside the network of the ${name} (${network})`,
		remedy: `give ${key} a network that no node, load balancer or route of yours uses`,
	}),
	podsTooSmall: (network: string, has: number, hosts: number, mask: number, right: string | undefined): Text => ({
		message: `${network} holds ${has} node networks of /${mask}, but there are ${hosts} hosts`,
		remedy: right
			? `take at least a ${right}, and more to grow`
			: `set node-cidr-mask-size in kubeadm.extraArgs.controllerManager, or take a larger network`,
	}),
	podsTooLarge: (network: string, mask: number): Text => ({
		message: `${network} is too large: the controller manager handles at most 65536 node networks of /${mask}`,
		remedy: `take a /${mask - 16} or smaller`,
	}),
	servicesTooLarge: (network: string): Text => ({
		message: `${network} is too large: the API server takes a service network of at most 2^20 addresses`,
		remedy: 'take a /12 or smaller',
	}),
	servicesTooSmall: (network: string): Text => ({
		message: `${network} is too small: kubeadm wants at least 10 service addresses`,
		remedy: 'take a /28 or larger, /16 to /20 being usual',
	}),
	manifestSource: (): Text => ({message: 'give the manifest as file or as url', remedy: 'one of the two, not both'}),
	noSource: (): Text => ({message: 'the manifest is missing', remedy: 'add file: or url:'}),
	cniBreaks: (version: string, removed: string, since: string, kubernetes: string, good: string): Text => ({
		message: `${version} uses ${removed}, which ended with Kubernetes ${since}; this cluster has ${kubernetes}`,
		remedy: `take ${good}`,
	}),
	cniUntested: (version: string, tested: readonly [string, string], kubernetes: string, better: string): Text => ({
		message: `${version} is tested with Kubernetes ${tested[0]} to ${tested[1]}, not with ${kubernetes}`,
		remedy: `${better} is`,
	}),
};

/** Words for rules about versions. */
export const versionTexts = {
	tooOld: (version: string, oldest: string): Text => ({
		message: `Kubernetes ${version} is older than kubewiz supports`,
		remedy: `take ${oldest} or newer`,
	}),
	tooNew: (version: string, newest: string): Text => ({
		message: `Kubernetes ${version} is newer than this kubewiz knows`,
		remedy: `take ${newest} or older, or a newer kubewiz`,
	}),
	noSuchPatch: (version: string, last: string): Text => ({
		message: `Kubernetes ${version} was never released`,
		remedy: `the last patch of this minor is ${last}`,
	}),
	ended: (minor: string, date: string, supported: string): Text => ({
		message: `Kubernetes ${minor} has had no fixes since ${date}`,
		remedy: `${supported} is supported`,
	}),
	configApi: (minor: string, wanted: string, reads: readonly string[]): Text => ({
		message: `kubeadm ${minor} does not read ${wanted}`,
		remedy: `it reads ${reads.join(' and ')}; leave apiVersion out and kubewiz writes the right one`,
	}),
	corednsPath: (): Text => ({
		message: 'kubeadm 1.21.0 looks for CoreDNS at coredns/coredns in every registry, which mirrors do not have',
		remedy: 'take 1.21.1 or newer',
	}),
	flagGone: (component: string, flag: string, since: string): Text => ({
		message: `${component} has no flag --${flag} since Kubernetes ${since}`,
		remedy: 'take it out',
	}),
	gateGone: (gate: string, since: string): Text => ({
		message: `kubeadm has no feature gate ${gate} since ${since} and would refuse it`,
		remedy: 'take it out',
	}),
	proxyMode: (mode: string, kubernetes: string, why: string, right: string): Text => ({
		message: `kube-proxy mode ${shown(mode)} does not go with Kubernetes ${kubernetes}: ${why}`,
		remedy: right,
	}),
};

/** Words for rules about mirrors. */
export const mirrorTexts = {
	noPackages: (mirror: string, version: string, others: readonly string[]): Text => ({
		message: `the mirror ${mirror} has no packages of Kubernetes ${version}`,
		remedy:
			others.length > 0 ? `mirrors that have: ${others.join(', ')}; or give your own url` : 'give the url of a repository that has them',
	}),
	tooOld: (mirror: string, version: string, others: readonly string[]): Text => ({
		message: `${mirror} has packages from 1.24 on only, not of ${version}; the old repository at apt.kubernetes.io is gone`,
		remedy:
			others.length > 0 ? `mirrors that kept it: ${others.join(', ')}; or give your own url` : 'give the url of a repository that has them',
	}),
	legacyOnly: (mirror: string, version: string, others: readonly string[]): Text => ({
		message: `${mirror} has only the old repository, which ends at 1.28, so not ${version}`,
		remedy: `use ${others.join(', ')}`,
	}),
	legacyFrozen: (mirror: string, version: string, newest: string, others: readonly string[]): Text => ({
		message: `${mirror} has only the old repository, frozen in September 2023, so not ${version}`,
		remedy: `take ${newest} there, or use ${others.join(', ')}`,
	}),
	urlMinor: (found: string, wanted: string): Text => ({
		message: `this repository is that of ${found}, but the cluster is to have ${wanted}`,
		remedy: `give the repository of ${wanted}, or change kubernetesVersion`,
	}),
	unusedDockerCe: (): Text => ({
		message: "dockerCE is not used: the runtime is the distribution's own containerd",
		remedy: 'take it out, or set runtime.package to containerd.io',
	}),
	sourceTwice: (): Text => ({message: 'components without a suite have no meaning', remedy: 'give the suite too, or take components out'}),
};

/** Words for rules about kubeadm's extras. */
export const kubeadmTexts = {
	ignoreAll: (): Text => ({
		message: 'ignoring all preflight checks is not offered: it hides the faults that break clusters',
		remedy: 'name the single checks you have looked into, for example NumCPU',
	}),
	unknownCheck: (name: string, near: string | undefined): Text => ({
		message: `kubeadm has no check ${shown(name)} that kubewiz knows`,
		...(near ? {remedy: `did you mean ${near}?`} : {}),
	}),
	ownHeader: (key: string): Text => ({message: `${key} is written by kubewiz`, remedy: 'give the fields alone'}),
	cgroupDriver: (): Text => ({
		message: 'kubewiz sets up containerd with the systemd cgroup driver, and the kubelet must use the same',
		remedy: 'leave cgroupDriver out',
	}),
	ownedFlag: (flag: string, place: string): Text => ({message: `--${flag} follows from another setting`, remedy: `set ${place} instead`}),
};

function article(what: string): string {
	return /^[aeiou]/.test(what) ? `an ${what}` : `a ${what}`;
}
