import {type Said, told, within} from '../told.ts';

/** Words for the operator about what could not be read. Each says what was wrong and what would be right. */
export const texts = {
	range: (range: string) =>
		told(`'[${range}]' is not a range; write [1-3], [01-12] or [1,3,5-7]`, `'[${range}]' 不是范围；请写 [1-3]、[01-12] 或 [1,3,5-7]`),
	backwards: (range: string) =>
		told(`the range '[${range}]' runs backwards; write the smaller end first`, `范围 '[${range}]' 是倒序的；请把小的一端写在前面`),
	padding: (range: string) =>
		told(
			`the ends of '[${range}]' are not padded alike; write both with the same number of digits, [08-12]`,
			`'[${range}]' 两端的补零不一致；请写相同的位数，例如 [08-12]`,
		),
	bracket: () => told('a bracket is not closed; write ranges like cp[1-3]', '方括号没有闭合；范围的写法如 cp[1-3]'),
	tooMany: (limit: number) => told(`more than ${limit} hosts; add them in smaller portions`, `超过 ${limit} 台主机；请分批添加`),
	password: () =>
		told(
			'a host never holds a password; write user@host, kubewiz asks for the password',
			'主机中不能包含密码；请写 user@host，kubewiz 会询问密码',
		),
	user: (user: string) =>
		told(
			`'${user}' is not a login name; use lower-case letters, digits, _ and -, beginning with a letter or _`,
			`'${user}' 不是登录名；请用小写字母、数字、_ 和 -，以字母或 _ 开头`,
		),
	port: (port: string) =>
		told(`'${port}' is not a port; a port is a number from 1 to 65535`, `'${port}' 不是端口；端口是 1 到 65535 之间的数字`),
	network: (network: string) =>
		told(
			`'${network}' is a network, not a host; scan it, or write a range like 10.0.0.[11-15]`,
			`'${network}' 是网络而不是主机；请扫描它，或写 10.0.0.[11-15] 这样的范围`,
		),
	twice: (host: string) => told(`'${host}' was named before; it is taken once`, `'${host}' 前面已经出现；只取一次`),
	name: (name: string) =>
		told(
			`'${name}' can't be a node name (lower-case letters, digits, - and .); the node is named after its address`,
			`'${name}' 不能作为节点名称（小写字母、数字、- 和 .）；将以地址命名该节点`,
		),
	pairName: (name: string, address: string, right: string) =>
		told(
			`'${name}' can't be a node name (lower-case letters, digits, - and .); ${right === '' ? 'give another' : `write ${address} ${right}`}, or a comma between two hosts`,
			`'${name}' 不能作为节点名称（小写字母、数字、- 和 .）；${right === '' ? '请换一个名称' : `请写 ${address} ${right}`}；若是两台主机，请用逗号分隔`,
		),
	hashed: (count: number) =>
		told(
			`${count} ${count === 1 ? 'line holds a hashed name' : 'lines hold hashed names'} (HashKnownHosts), which nobody can turn back; type those hosts in`,
			`${count} 行是散列后的名称（HashKnownHosts），无法还原；请手动输入这些主机`,
		),
	ipv6Node: () => told('an IPv6 address; nodes need IPv4, IPv6 is not supported yet', 'IPv6 地址；节点需要 IPv4，尚不支持 IPv6'),
	linkLocal: () =>
		told('an address of this link only; give one that can be reached from here', '只在本链路有效的地址；请给出从这里可以访问的地址'),
	ini: {
		section: () =>
			told('not a section; write [group], [group:vars] or [group:children]', '不是小节；请写 [group]、[group:vars] 或 [group:children]'),
		kind: (kind: string) =>
			told(
				`':${kind}' is not a kind of section; Ansible knows :vars and :children`,
				`':${kind}' 不是小节的种类；Ansible 只有 :vars 和 :children`,
			),
		pair: () =>
			told(
				'something behind the host is not a variable; write name=value, with quotes around a value that has blanks',
				'主机后面有不是变量的内容；请写 name=value，含空格的值要加引号',
			),
		variable: () => told('not a variable; write name = value', '不是变量；请写 name = value'),
		quote: () => told('a quote is not closed', '引号没有闭合'),
		child: () => told('not the name of a group', '不是组的名称'),
		group: (name: string) => told(`the group '${name}' is used but not defined`, `使用了组 '${name}'，但没有定义它`),
		range: (range: string) =>
			told(
				`'[${range}]' is not a range of Ansible; write [1:3], [01:12] or [a:f]`,
				`'[${range}]' 不是 Ansible 的范围；请写 [1:3]、[01:12] 或 [a:f]`,
			),
	},
	yaml: {
		mapping: (what: Said) => within(what, (it) => told(`${it.en} must be a mapping`, `${it.zh} 必须是映射`)),
		key: (key: string) =>
			told(
				`'${key}' is not a part of a group; Ansible knows hosts, vars and children`,
				`'${key}' 不是组的组成部分；Ansible 只有 hosts、vars 和 children`,
			),
	},
	ansible: {
		secret: (variable: string) =>
			told(
				`${variable} is not taken over: passwords don't belong in files; kubewiz asks for it`,
				`不采用 ${variable}：密码不应写在文件中；kubewiz 会询问`,
			),
		template: (variable: string) =>
			told(
				`${variable} is a template, which only Ansible can fill in; set it by hand`,
				`${variable} 是模板，只有 Ansible 能填写；请手动设置`,
			),
		vault: (variable: string) =>
			told(
				`${variable} is in a vault, which only Ansible can open; set it by hand`,
				`${variable} 在 vault 中，只有 Ansible 能打开；请手动设置`,
			),
		proxy: () =>
			told(
				'its ProxyCommand is not taken over; give the jump host in the login settings',
				'不采用它的 ProxyCommand；请在登录设置中给出跳板机',
			),
		connection: (kind: string) =>
			told(`ansible_connection=${kind} is not SSH; the host is left out`, `ansible_connection=${kind} 不是 SSH；略过该主机`),
		identity: (path: string) =>
			told(
				`the key file '${path}' is not an absolute path or one that begins with ~/; set it by hand`,
				`密钥文件 '${path}' 既不是绝对路径，也不以 ~/ 开头；请手动设置`,
			),
		noRole: () => told('in no group of control planes or nodes; the host is left out', '不在控制平面或节点的任何组中；略过该主机'),
		etcdOnly: () =>
			told(
				'only in the group of etcd; kubewiz runs etcd on the control planes, so the host is left out',
				'只在 etcd 组中；kubewiz 在控制平面上运行 etcd，因此略过该主机',
			),
		address: (address: string) =>
			told(`'${address}' is not a host; give an IP address or a DNS name`, `'${address}' 不是主机；请给出 IP 地址或 DNS 名称`),
		nodeIp: (address: string) =>
			told(`'${address}' is not an IPv4 address; the node's address is taken from SSH`, `'${address}' 不是 IPv4 地址；节点地址取自 SSH`),
		bastions: () => told('several bastions; give the jump host in the login settings', '有多个堡垒机；请在登录设置中给出跳板机'),
		jump: (jump: string) => told(`'${jump}' is not a jump host; write [user@]host[:port]`, `'${jump}' 不是跳板机；请写 [user@]host[:port]`),
	},
	kubekey: {
		unknown: (name: string) => told(`'${name}' has a role but is not among the hosts`, `'${name}' 有角色，但不在主机列表中`),
	},
	sshConfig: {
		alias: (alias: string) => told(`'${alias}' can't be used as a host name`, `'${alias}' 不能用作主机名`),
	},
	files: {
		missing: (path: string) => told(`there is no file ${path}`, `没有文件 ${path}`),
		unreadable: (path: string, why: string) => told(`${path} cannot be read: ${why}`, `无法读取 ${path}：${why}`),
		notPlain: (path: string) =>
			told(
				`${path} is not a file; name the file itself, for example ${path.replace(/\/$/, '')}/hosts.yml`,
				`${path} 不是文件；请指定文件本身，例如 ${path.replace(/\/$/, '')}/hosts.yml`,
			),
		program: (path: string) =>
			told(
				`${path} is a program, and importing runs none; write what it says into a file: ansible-inventory -i ${path} --list --yaml > hosts.yml`,
				`${path} 是程序，而导入不运行任何程序；请把它的输出写入文件：ansible-inventory -i ${path} --list --yaml > hosts.yml`,
			),
		tooLarge: (path: string, limit: number) =>
			told(`${path} is larger than ${limit >> 20} MiB, so it is hardly a list of hosts`, `${path} 超过 ${limit >> 20} MiB，不像是主机列表`),
		binary: (path: string) => told(`${path} is not a text`, `${path} 不是文本`),
		nothing: (path: string) =>
			told(
				`no hosts in ${path}; kubewiz reads ssh_config, known_hosts, /etc/hosts, Ansible inventories, KubeKey's files and cluster.yaml`,
				`${path} 中没有主机；kubewiz 可读取 ssh_config、known_hosts、/etc/hosts、Ansible 清单、KubeKey 的文件和 cluster.yaml`,
			),
	},
	scan: {
		malformed: (text: string) =>
			told(
				`'${text}' is not a network; write address/prefix, for example 10.0.0.0/24`,
				`'${text}' 不是网络；请写 address/prefix，例如 10.0.0.0/24`,
			),
		ipv6: () =>
			told(
				'an IPv6 network is far too large to be tried; give an IPv4 network such as 10.0.0.0/24',
				'IPv6 网络太大，无法逐个尝试；请给出 10.0.0.0/24 这样的 IPv4 网络',
			),
		tooWide: (text: string, addresses: number, most: number, narrowest: number) =>
			told(
				`${text} has ${addresses} addresses; at most ${most} are tried at once, so give a /${narrowest} or narrower`,
				`${text} 有 ${addresses} 个地址；一次最多尝试 ${most} 个，请给出 /${narrowest} 或更小的网络`,
			),
		reserved: (text: string) =>
			told(
				`${text} is reserved, no host has such an address; give the network of your machines, for example 10.0.0.0/24`,
				`${text} 是保留网络，没有主机使用这样的地址；请给出您机器所在的网络，例如 10.0.0.0/24`,
			),
	},
} as const;
