import {RemoteError} from './contract.ts';
import {cleanLines} from './sanitize.ts';

/**
 * The program that turns the login shell into root's. `boot` is a boot command,
 * safe between single quotes of any shell. With a prompt sudo reads the
 * password from stdin after printing it; a cached ticket is not used then, so
 * the prompt comes for certain.
 */
export function elevation(boot: string, prompt?: string): string {
	const command = boot.replace(/^exec /, '');
	return prompt === undefined ? `exec sudo -n -- ${command}` : `exec sudo -S -k -p '${prompt}' -- ${command}`;
}

/** Reads sudo's own words (sudo 1.8 to 1.9 and sudo-rs, LC_ALL=C). Undefined when they say nothing known. */
export function sudoRefusal(host: string, user: string, said: string): RemoteError | undefined {
	const details = cleanLines(said)
		.filter((line) => /sudo|sorry|password|allowed/i.test(line) && !line.includes('kubewiz-'))
		.slice(-3);
	if (/incorrect (password|authentication) attempt|Authentication fail|maximum \d+ incorrect/i.test(said))
		return new RemoteError('sudo-password-wrong', host, `sudo on ${host} refused the password of ${user}`, details);
	if (/must have a tty|no tty present and no askpass|requiretty/i.test(said) && !/password is required/.test(said))
		return new RemoteError('sudo-needs-tty', host, `sudo on ${host} insists on a terminal (requiretty)`, [
			...details,
			`Put "Defaults:${user} !requiretty" into a file of /etc/sudoers.d on that host.`,
		]);
	if (/not in the sudoers file|may not run sudo|not allowed to (execute|run)|I'm sorry .* I'm afraid/i.test(said))
		return new RemoteError('sudo-not-allowed', host, `${user} may not become root with sudo on ${host}`, [
			...details,
			`Log in as root, or allow it: echo '${user} ALL=(ALL) ALL' > /etc/sudoers.d/${user}`,
		]);
	if (/sudo: (command )?not found|sudo: No such file/i.test(said))
		return new RemoteError('sudo-not-allowed', host, `there is no sudo on ${host}, and ${user} is not root`, [
			'Install sudo there, or log in as root.',
		]);
	if (/password is required|interactive authentication is required|password required/i.test(said))
		return new RemoteError('sudo-password-needed', host, `sudo on ${host} asks ${user} for a password, and none was given`, [
			'Give it at the prompt, in the environment or in a file; or allow NOPASSWD for this user.',
		]);
	return undefined;
}
