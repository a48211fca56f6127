/** Words for the operator about what could not be read. Each says what was wrong and what would be right. */
export const texts = {
	range: (range: string) => `'[${range}]' is not a range; write [1-3], [01-12] or [1,3,5-7]`,
	backwards: (range: string) => `the range '[${range}]' runs backwards; write the smaller end first`,
	padding: (range: string) => `the ends of '[${range}]' are not padded alike; write both with the same number of digits, [08-12]`,
	bracket: () => 'a bracket is not closed; write ranges like cp[1-3]',
	tooMany: (limit: number) => `more than ${limit} hosts; add them in smaller portions`,
	password: () => 'a host never holds a password; write user@host, kubewiz asks for the password',
	user: (user: string) => `'${user}' is not a login name; use lower-case letters, digits, _ and -, beginning with a letter or _`,
	port: (port: string) => `'${port}' is not a port; a port is a number from 1 to 65535`,
	network: (network: string) => `'${network}' is a network, not a host; scan it, or write a range like 10.0.0.[11-15]`,
	twice: (host: string) => `'${host}' was named before; it is taken once`,
	name: (name: string) => `'${name}' can't be a node name (lower-case letters, digits, - and .); the node is named after its address`,
	hashed: (count: number) =>
		`${count} ${count === 1 ? 'line holds a hashed name' : 'lines hold hashed names'} (HashKnownHosts), which nobody can turn back; type those hosts in`,
	ipv6Node: () => 'an IPv6 address; nodes need IPv4, IPv6 is not supported yet',
	linkLocal: () => 'an address of this link only; give one that can be reached from here',
	ini: {
		section: () => 'not a section; write [group], [group:vars] or [group:children]',
		kind: (kind: string) => `':${kind}' is not a kind of section; Ansible knows :vars and :children`,
		pair: () => 'something behind the host is not a variable; write name=value, with quotes around a value that has blanks',
		variable: () => 'not a variable; write name = value',
		quote: () => 'a quote is not closed',
		child: () => 'not the name of a group',
		group: (name: string) => `the group '${name}' is used but not defined`,
		range: (range: string) => `'[${range}]' is not a range of Ansible; write [1:3], [01:12] or [a:f]`,
	},
	yaml: {
		mapping: (what: string) => `${what} must be a mapping`,
		key: (key: string) => `'${key}' is not a part of a group; Ansible knows hosts, vars and children`,
	},
	ansible: {
		secret: (variable: string) => `${variable} is not taken over: passwords don't belong in files; kubewiz asks for it`,
		template: (variable: string) => `${variable} is a template, which only Ansible can fill in; set it by hand`,
		vault: (variable: string) => `${variable} is in a vault, which only Ansible can open; set it by hand`,
		proxy: () => 'its ProxyCommand is not taken over; give the jump host in the login settings',
		connection: (kind: string) => `ansible_connection=${kind} is not SSH; the host is left out`,
		identity: (path: string) => `the key file '${path}' is not an absolute path or one that begins with ~/; set it by hand`,
		noRole: () => 'in no group of control planes or nodes; the host is left out',
		etcdOnly: () => 'only in the group of etcd; kubewiz runs etcd on the control planes, so the host is left out',
		address: (address: string) => `'${address}' is not a host; give an IP address or a DNS name`,
		nodeIp: (address: string) => `'${address}' is not an IPv4 address; the node's address is taken from SSH`,
		bastions: () => 'several bastions; give the jump host in the login settings',
		jump: (jump: string) => `'${jump}' is not a jump host; write [user@]host[:port]`,
	},
	kubekey: {
		unknown: (name: string) => `'${name}' has a role but is not among the hosts`,
	},
	sshConfig: {
		alias: (alias: string) => `'${alias}' can't be used as a host name`,
	},
	files: {
		missing: (path: string) => `there is no file ${path}`,
		unreadable: (path: string, why: string) => `${path} cannot be read: ${why}`,
		notPlain: (path: string) => `${path} is not a file; name the file itself, for example ${path.replace(/\/$/, '')}/hosts.yml`,
		program: (path: string) =>
			`${path} is a program, and importing runs none; write what it says into a file: ansible-inventory -i ${path} --list --yaml > hosts.yml`,
		tooLarge: (path: string, limit: number) => `${path} is larger than ${limit >> 20} MiB, so it is hardly a list of hosts`,
		binary: (path: string) => `${path} is not a text`,
		nothing: (path: string) =>
			`no hosts in ${path}; kubewiz reads ssh_config, known_hosts, /etc/hosts, Ansible inventories, KubeKey's files and cluster.yaml`,
	},
	scan: {
		malformed: (text: string) => `'${text}' is not a network; write address/prefix, for example 10.0.0.0/24`,
		ipv6: () => 'an IPv6 network is far too large to be tried; give an IPv4 network such as 10.0.0.0/24',
		tooWide: (text: string, addresses: number, most: number, narrowest: number) =>
			`${text} has ${addresses} addresses; at most ${most} are tried at once, so give a /${narrowest} or narrower`,
		reserved: (text: string) =>
			`${text} is reserved, no host has such an address; give the network of your machines, for example 10.0.0.0/24`,
	},
} as const;
