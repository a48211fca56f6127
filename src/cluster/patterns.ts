import ipaddr from 'ipaddr.js';

/**
 * What an input may look like before it is used anywhere. Nothing here may begin
 * with `-` (an option to some program) or hold a line break, NUL or any shell
 * metacharacter, although every value is also quoted where it is used.
 */

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** RFC 1123 label, at most 63 characters: names of clusters. */
export const dnsLabel = new RegExp(`^${label}$`);

/** RFC 1123 subdomain, lower case: node names, DNS domains. */
export const dnsSubdomain = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`);

/** Host names, IP addresses and ssh_config aliases. */
export const hostAddress = /^[A-Za-z0-9][A-Za-z0-9.:_-]{0,252}$/;

/** `host[:port]` of the API: an IPv4 address or a name in lower case, as kubeadm wants it. */
export const endpoint = new RegExp(`^(?=[^:]{1,253}(?::|$))${label}(?:\\.${label})*(?::[0-9]{1,5})?$`);

/** Login names as useradd allows them. */
export const userName = /^[a-z_][a-z0-9_-]{0,31}\$?$/;

const hop = '(?:[a-z_][a-z0-9_-]{0,31}@)?[A-Za-z0-9][A-Za-z0-9._-]{0,252}(?::[0-9]{1,5})?';

/** OpenSSH's ProxyJump: `none`, or hops separated by commas. */
export const jumpChain = new RegExp(`^${hop}(?:,${hop})*$`);

/** `[user@]address[:port]`: a host in one word. The groups are those three. */
export const hostWord = /^(?:([a-z_][a-z0-9_-]{0,31}\$?)@)?([A-Za-z0-9][A-Za-z0-9._-]{0,252})(?::([0-9]{1,5}))?$/;

/** A file of the operator's machine: absolute or under his home. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
export const localPath = /^(?:~\/|\/)[^\x00-\x1f\x7f]*$/;

/** A manifest's file, which may also be relative to the cluster file. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
export const manifestPath = /^[^\x00-\x1f\x7f-][^\x00-\x1f\x7f]*$/;

/** Image repository without scheme and tag: `registry.example:5000/k8s`. */
export const imageRepository = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

/** Registry host as images name it: `docker.io`, `reg.local:5000`. */
export const registryHost = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?$/;

/** Full OpenPGP fingerprint. */
export const fingerprint = /^[A-F0-9]{40}$/;

const labelName = '[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?';

/** Kubernetes' qualified name: an optional DNS prefix, a slash, a name. */
export const qualifiedName = new RegExp(`^(?:${label}(?:\\.${label})*/)?${labelName}$`);

/** Value of a label or taint; may be empty. */
export const labelValue = new RegExp(`^(?:${labelName})?$`);

/** A command-line flag without its dashes. */
export const flagName = /^[a-z0-9][a-z0-9-]{0,99}$/;

/** A flag's value: one line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
export const oneLine = /^[^\x00-\x1f\x7f]*$/;

/** Name of a kubeadm preflight check, `FileAvailable--etc-kubernetes-kubelet.conf`. */
export const checkName = /^[A-Za-z][A-Za-z0-9._-]{0,120}$/;

/** A host or domain or CIDR to leave out of a proxy, `.example.com`. */
export const noProxyEntry = /^[A-Za-z0-9.*][A-Za-z0-9.:_/*-]{0,252}$/;

/** A release as the CNIs tag them, `v0.28.9`. */
export const releaseTag = /^v\d{1,3}\.\d{1,3}\.\d{1,3}$/;

/** A full Kubernetes version, `1.36.4`. */
export const fullVersion = /^v?\d{1,3}\.\d{1,3}\.\d{1,4}$/;

/** True for what kubeadm takes into a certificate: a name in lower case, a wildcard for its first label, or an IP address. */
export function isCertSan(text: string): boolean {
	return dnsSubdomain.test(text.replace(/^\*\./, '')) || ipaddr.IPv6.isValid(text);
}

/** True for an http(s) URL with nothing in it that a shell, apt or a log would stumble over, and without a login. */
export function isPlainUrl(text: string): boolean {
	if (!/^https?:\/\/[A-Za-z0-9.[\]:_~/?#@!&,;=%+{}-]+$/.test(text) || !URL.canParse(text)) return false;
	return !hasLogin(text);
}

/** True when a URL carries `user:password@`. */
export function hasLogin(text: string): boolean {
	return /^[a-z+]+:\/\/[^/]*@/i.test(text);
}
