/** Every kind of host that the lab can make. Kinds combine with `+`, as in `sudo-password+jump`. */
export const kinds = {
	root: 'login as root with a key (the default)',
	'sudo-password': 'login as an ordinary user whom sudo asks for a password; root may not log in',
	'sudo-nopasswd': 'login as an ordinary user with NOPASSWD; root may not log in',
	'login-password': "sshd takes the user's password and no key; it is the one of `sudo-password`",
	'shell-fish': "the login user's shell is fish",
	'shell-csh': "the login user's shell is tcsh",
	'shell-noisy': "the login user's bash has an rc file that prints and takes a second",
	jump: 'in a network that only the jump host reaches',
	'host-key-changed': 'shows another host key than known_hosts has from last time',
	'clock-wrong': 'its programs see a clock that is 10 minutes behind',
	'var-full': '/var is a small file system with little space left',
	'swap-on': 'fstab and /proc/swaps show swap in use',
	'port-taken': 'another program listens on 6443',
	'same-machine-id': 'has the same machine-id as every other host of this kind',
	'apt-locked': 'a program called unattended-upgr holds the locks of apt and dpkg',
} as const;

/** Name of a kind. */
export type Kind = keyof typeof kinds;

/** Reads kinds as written on the command line. */
export function parseKinds(text: string): Kind[] {
	const list = text.split('+').filter((word) => word !== '');
	for (const word of list) {
		if (!(word in kinds)) throw new Error(`no kind of host is called "${word}"; there are: ${Object.keys(kinds).join(', ')}`);
	}
	const found = list as Kind[];
	for (const group of [
		['root', 'sudo-password', 'sudo-nopasswd'],
		['shell-fish', 'shell-csh', 'shell-noisy'],
	]) {
		const both = found.filter((kind) => group.includes(kind));
		if (both.length > 1) throw new Error(`a host cannot be both ${both.join(' and ')}`);
	}
	if (found.includes('login-password') && loginUser(found) === 'root')
		throw new Error('login-password needs sudo-password or sudo-nopasswd: root may not log in with a password');
	return [...new Set(found)].toSorted();
}

/** The user that one logs in as. */
export function loginUser(list: readonly Kind[]): 'root' | 'ops' {
	return list.includes('sudo-password') || list.includes('sudo-nopasswd') ? 'ops' : 'root';
}
