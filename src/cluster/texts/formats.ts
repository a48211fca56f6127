import {type Told, told} from '../../told.ts';
import {readCidr} from '../cidr.ts';
import {hasLogin} from '../patterns.ts';
import {defaultKubernetesVersion, lastVersion, minorVersion} from '../versions.ts';
import type {Text} from './text.ts';

/** Words for a string that is not of the form its place wants. */
export const formats = {
	clusterName: (value) => bad(value, told('is not a name for a cluster', '不能作为集群名称'), suggestName(value, false)),
	nodeName: (value) => bad(value, told('is not a valid node name', '不是有效的节点名称'), suggestName(value, true)),
	dnsDomain: (value) =>
		bad(
			value,
			told('is not a DNS domain', '不是 DNS 域名'),
			told('use lower-case labels joined by dots, for example cluster.local', '请用点连接的小写标签，例如 cluster.local'),
		),
	hostAddress: (value) =>
		bad(
			value,
			told('is not a host', '不是主机'),
			told(
				'give an IP address, a DNS name or an ssh_config alias; it begins with a letter or digit',
				'请给出 IP 地址、DNS 名称或 ssh_config 别名；以字母或数字开头',
			),
		),
	hostWord: (value) => hostWord(value),
	endpoint: (value) =>
		bad(
			value,
			told('is not an endpoint', '不是入口地址'),
			told(
				'write host or host:port, for example k8s-api.example.com:6443 (an IPv4 address or a name in lower case)',
				'请写 host 或 host:port，例如 k8s-api.example.com:6443（IPv4 地址或小写名称）',
			),
		),
	userName: (value) =>
		bad(
			value,
			told('is not a login name', '不是登录名'),
			told('use lower-case letters, digits, _ and -, beginning with a letter or _', '请用小写字母、数字、_ 和 -，以字母或 _ 开头'),
		),
	jump: (value) =>
		bad(
			value,
			told('is not a chain of jump hosts', '不是跳板机链'),
			told('write [user@]host[:port], several joined by commas, or none', '请写 [user@]host[:port]，多个用逗号连接，或写 none'),
		),
	localPath: (value) =>
		bad(
			value,
			told('is not a usable path', '不是可用的路径'),
			told('give an absolute path, or one that begins with ~/', '请给出绝对路径，或以 ~/ 开头的路径'),
		),
	manifestPath: (value) =>
		bad(
			value,
			told('is not a usable path', '不是可用的路径'),
			told('give a path on one line that does not begin with -', '请给出一行内、不以 - 开头的路径'),
		),
	imageRepository: (value) =>
		bad(
			value,
			told('is not an image repository', '不是镜像仓库'),
			told(
				'write registry[:port][/path] in lower case, without http:// and without a tag',
				'请用小写写 registry[:port][/path]，不带 http:// 和标签',
			),
		),
	registryHost: (value) =>
		bad(
			value,
			told('is not a registry', '不是镜像仓库'),
			told(
				'write the host as images name it, for example docker.io or reg.example:5000',
				'请写镜像名中的主机，例如 docker.io 或 reg.example:5000',
			),
		),
	fingerprint: (value) =>
		bad(
			value,
			told('is not a full key fingerprint', '不是完整的密钥指纹'),
			told(
				'give 40 hexadecimal digits in upper case without spaces: gpg --show-keys --with-colons FILE',
				'请给出 40 位大写十六进制数字，不含空格：gpg --show-keys --with-colons FILE',
			),
		),
	labelKey: (value) =>
		bad(
			value,
			told('is not a label key', '不是标签键'),
			told(
				'write [prefix/]name, the name of at most 63 letters, digits, -, _ and .',
				'请写 [prefix/]name，name 最多 63 个字母、数字、-、_ 和 .',
			),
		),
	labelValue: (value) =>
		bad(
			value,
			told('is not a label value', '不是标签值'),
			told(
				'use at most 63 letters, digits, -, _ and ., beginning and ending with a letter or digit',
				'最多 63 个字母、数字、-、_ 和 .，首尾为字母或数字',
			),
		),
	flagName: (value) =>
		bad(
			value,
			told('is not the name of a flag', '不是参数名称'),
			value.startsWith('-')
				? told(`leave out the dashes: ${value.replace(/^-+/, '')}`, `请去掉前面的短横：${value.replace(/^-+/, '')}`)
				: told('use lower-case letters, digits and -', '请用小写字母、数字和 -'),
		),
	flagValue: () => ({
		message: told('the value of a flag must be on one line', '参数的值必须写在一行内'),
		remedy: told('take out line breaks and control characters', '请去掉换行和控制字符'),
	}),
	gateName: (value) =>
		bad(
			value,
			told('is not the name of a feature gate', '不是特性门控的名称'),
			told('feature gates are written like EtcdLearnerMode', '特性门控的写法如 EtcdLearnerMode'),
		),
	checkName: (value) =>
		bad(
			value,
			told('is not the name of a preflight check', '不是预检项的名称'),
			told('take the name in brackets that kubeadm prints, for example NumCPU', '请用 kubeadm 输出中方括号内的名称，例如 NumCPU'),
		),
	noProxyEntry: (value) =>
		bad(
			value,
			told('cannot be left out of a proxy', '不能作为不走代理的项'),
			told('give a host, an address, a network or a domain such as .example.com', '请给出主机、地址、网络或 .example.com 这样的域'),
		),
	releaseTag: (value) =>
		bad(
			value,
			told('is not a release', '不是发布版本'),
			/^\d/.test(value)
				? told(`write it with a v: v${value}`, `请带上 v：v${value}`)
				: told('write it in full, for example v0.28.9', '请写完整，例如 v0.28.9'),
		),
	certSan: (value) =>
		bad(
			value,
			told('is not a name or address for a certificate', '不能作为证书中的名称或地址'),
			told('give a DNS name in lower case or an IP address', '请给出小写的 DNS 名称或 IP 地址'),
		),
	kubernetesVersion: (value) => kubernetesVersion(value),
	ipv4: (value) =>
		bad(
			value,
			value.includes(':') ? told('is an IPv6 address', '是 IPv6 地址') : told('is not an IP address', '不是 IP 地址'),
			value.includes(':')
				? told('give an IPv4 address: IPv6 and dual-stack are not supported yet', '请给出 IPv4 地址：尚不支持 IPv6 和双栈')
				: told('give an IPv4 address such as 10.0.0.11', '请给出 IPv4 地址，例如 10.0.0.11'),
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

function bad(value: string, what: Told, remedy: Told): Text {
	const whose = value === '' ? told('an empty text', '空文本') : told(shown(value), shown(value));
	return {message: told(`${whose.en} ${what.en}`, `${whose.zh} ${what.zh}`), remedy};
}

function suggestName(value: string, dots: boolean): Told {
	const rule = told(
		`use lower-case letters, digits${dots ? ', - and .' : ' and -'}, beginning and ending with a letter or digit`,
		`请用小写字母、数字${dots ? '、- 和 .' : '和 -'}，首尾为字母或数字`,
	);
	const fixed = value
		.toLowerCase()
		.replace(dots ? /[^a-z0-9.-]+/g : /[^a-z0-9-]+/g, '-')
		.replace(/^[-.]+|[-.]+$/g, '');
	return fixed && fixed !== value && fixed.length <= 63 ? told(`${rule.en}, for example ${fixed}`, `${rule.zh}，例如 ${fixed}`) : rule;
}

/** A word such as `root:secret@host` holds a password, so it is not repeated. */
function hostWord(value: string): Text {
	const form = told('write [user@]address[:port], or a mapping with address', '请写 [user@]address[:port]，或含 address 的映射');
	return /:.*@/.test(value)
		? {
				message: told('a host never holds a password', '主机中不能包含密码'),
				remedy: told(`${form.en}; kubewiz asks for the password`, `${form.zh}；kubewiz 会询问密码`),
			}
		: bad(value, told('is not a host', '不是主机'), form);
}

function kubernetesVersion(value: string): Text {
	const row = /^v?\d+\.\d+$/.test(value) ? minorVersion(value) : undefined;
	const example = row ? lastVersion(row) : defaultKubernetesVersion;
	return bad(
		value,
		told('is not a full Kubernetes version', '不是完整的 Kubernetes 版本'),
		told(`give the patch too, for example "${example}"`, `请写上补丁号，例如 "${example}"`),
	);
}

function cidr(value: string): Text {
	const reading = readCidr(value);
	if (reading.kind === 'ipv6')
		return bad(
			value,
			told('is an IPv6 network', '是 IPv6 网络'),
			told('give an IPv4 network: IPv6 and dual-stack are not supported yet', '请给出 IPv4 网络：尚不支持 IPv6 和双栈'),
		);
	if (reading.kind === 'host-bits')
		return bad(
			value,
			told('has host bits set', '的主机位不为零'),
			told(`the network is ${reading.network}`, `网络应为 ${reading.network}`),
		);
	return bad(
		value,
		told('is not a network', '不是网络'),
		told('write address/prefix, for example 10.244.0.0/16', '请写 address/prefix，例如 10.244.0.0/16'),
	);
}

function url(value: string): Text {
	if (hasLogin(value))
		return {
			message: told('a URL here never holds a login', '此处的 URL 不能包含登录信息'),
			remedy: told('take out user:password@', '请去掉 user:password@'),
		};
	return bad(
		value,
		told('is not a URL', '不是 URL'),
		told(
			'give one that begins with http:// or https:// and has no spaces or quotes',
			'请给出以 http:// 或 https:// 开头、不含空格和引号的地址',
		),
	);
}
