import {readCidr} from '../cidr.ts';
import {hasLogin} from '../patterns.ts';
import {defaultKubernetesVersion, lastVersion, minorVersion} from '../versions.ts';
import type {Text} from './text.ts';

/** Words for a string that is not of the form its place wants. */
export const formats = {
	clusterName: (value) => bad(value, 'is not a name for a cluster', suggestName(value, false)),
	nodeName: (value) => bad(value, 'is not a valid node name', suggestName(value, true)),
	dnsDomain: (value) => bad(value, 'is not a DNS domain', 'use lower-case labels joined by dots, for example cluster.local'),
	hostAddress: (value) =>
		bad(value, 'is not a host', 'give an IP address, a DNS name or an ssh_config alias; it begins with a letter or digit'),
	hostWord: (value) => hostWord(value),
	endpoint: (value) =>
		bad(
			value,
			'is not an endpoint',
			'write host or host:port, for example k8s-api.example.com:6443 (an IPv4 address or a name in lower case)',
		),
	userName: (value) => bad(value, 'is not a login name', 'use lower-case letters, digits, _ and -, beginning with a letter or _'),
	jump: (value) => bad(value, 'is not a chain of jump hosts', 'write [user@]host[:port], several joined by commas, or none'),
	localPath: (value) => bad(value, 'is not a usable path', 'give an absolute path, or one that begins with ~/'),
	manifestPath: (value) => bad(value, 'is not a usable path', 'give a path on one line that does not begin with -'),
	imageRepository: (value) =>
		bad(value, 'is not an image repository', 'write registry[:port][/path] in lower case, without http:// and without a tag'),
	registryHost: (value) => bad(value, 'is not a registry', 'write the host as images name it, for example docker.io or reg.example:5000'),
	fingerprint: (value) =>
		bad(
			value,
			'is not a full key fingerprint',
			'give 40 hexadecimal digits in upper case without spaces: gpg --show-keys --with-colons FILE',
		),
	labelKey: (value) => bad(value, 'is not a label key', 'write [prefix/]name, the name of at most 63 letters, digits, -, _ and .'),
	labelValue: (value) =>
		bad(value, 'is not a label value', 'use at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit'),
	flagName: (value) =>
		bad(
			value,
			'is not the name of a flag',
			value.startsWith('-') ? `leave out the dashes: ${value.replace(/^-+/, '')}` : 'use lower-case letters, digits and -',
		),
	flagValue: () => ({message: 'the value of a flag must be on one line', remedy: 'take out line breaks and control characters'}),
	gateName: (value) => bad(value, 'is not the name of a feature gate', 'feature gates are written like EtcdLearnerMode'),
	checkName: (value) =>
		bad(value, 'is not the name of a preflight check', 'take the name in brackets that kubeadm prints, for example NumCPU'),
	noProxyEntry: (value) =>
		bad(value, 'cannot be left out of a proxy', 'give a host, an address, a network or a domain such as .example.com'),
	releaseTag: (value) =>
		bad(value, 'is not a release', /^\d/.test(value) ? `write it with a v: v${value}` : 'write it in full, for example v0.28.9'),
	certSan: (value) => bad(value, 'is not a name or address for a certificate', 'give a DNS name in lower case or an IP address'),
	kubernetesVersion: (value) => kubernetesVersion(value),
	ipv4: (value) =>
		bad(
			value,
			value.includes(':') ? 'is an IPv6 address' : 'is not an IP address',
			value.includes(':') ? 'give an IPv4 address: IPv6 and dual-stack are not supported yet' : 'give an IPv4 address such as 10.0.0.11',
		),
	cidr: (value) => cidr(value),
	url: (value) => url(value),
} satisfies Record<string, (value: string) => Text>;

export type FormatName = keyof typeof formats;

export function isFormat(name: string): name is FormatName {
	return Object.hasOwn(formats, name);
}

/** Quotes a value for a message: one line, not endless. */
export function shown(value: string): string {
	const line = JSON.stringify(value).slice(1, -1);
	return `'${line.length > 60 ? `${line.slice(0, 57)}…` : line}'`;
}

function bad(value: string, what: string, remedy: string): Text {
	return {message: value === '' ? `an empty text ${what}` : `${shown(value)} ${what}`, remedy};
}

function suggestName(value: string, dots: boolean): string {
	const rule = `use lower-case letters, digits${dots ? ', - and .' : ' and -'}, beginning and ending with a letter or digit`;
	const fixed = value
		.toLowerCase()
		.replace(dots ? /[^a-z0-9.-]+/g : /[^a-z0-9-]+/g, '-')
		.replace(/^[-.]+|[-.]+$/g, '');
	return fixed && fixed !== value && fixed.length <= 63 ? `${rule}, for example ${fixed}` : rule;
}

/** A word such as `root:secret@host` holds a password, so it is not repeated. */
function hostWord(value: string): Text {
	const form = 'write [user@]address[:port], or a mapping with address';
	return /:.*@/.test(value)
		? {message: 'a host never holds a password', remedy: `${form}; kubewiz asks for the password`}
		: bad(value, 'is not a host', form);
}

function kubernetesVersion(value: string): Text {
	const row = /^v?\d+\.\d+$/.test(value) ? minorVersion(value) : undefined;
	const example = row ? lastVersion(row) : defaultKubernetesVersion;
	return bad(value, 'is not a full Kubernetes version', `give the patch too, for example "${example}"`);
}

function cidr(value: string): Text {
	const reading = readCidr(value);
	if (reading.kind === 'ipv6') return bad(value, 'is an IPv6 network', 'give an IPv4 network: IPv6 and dual-stack are not supported yet');
	if (reading.kind === 'host-bits') return bad(value, 'has host bits set', `the network is ${reading.network}`);
	return bad(value, 'is not a network', 'write address/prefix, for example 10.244.0.0/16');
}

function url(value: string): Text {
	if (hasLogin(value)) return {message: 'a URL here never holds a login', remedy: 'take out user:password@'};
	return bad(value, 'is not a URL', 'give one that begins with http:// or https:// and has no spaces or quotes');
}
