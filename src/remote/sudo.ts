import {told} from '../told.ts';
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
		return new RemoteError(
			'sudo-password-wrong',
			host,
			told(`sudo on ${host} refused the password of ${user}`, `${host} 上的 sudo 拒绝了 ${user} 的密码`),
			details,
		);
	if (/must have a tty|no tty present and no askpass|requiretty/i.test(said) && !/password is required/.test(said))
		return new RemoteError(
			'sudo-needs-tty',
			host,
			told(`sudo on ${host} insists on a terminal (requiretty)`, `${host} 上的 sudo 要求终端（requiretty）`),
			[
				...details,
				told(
					`Put "Defaults:${user} !requiretty" into a file of /etc/sudoers.d on that host.`,
					`在该主机 /etc/sudoers.d 下的文件中写入 "Defaults:${user} !requiretty"。`,
				),
			],
		);
	if (/not in the sudoers file|may not run sudo|not allowed to (execute|run)|I'm sorry .* I'm afraid/i.test(said))
		return new RemoteError(
			'sudo-not-allowed',
			host,
			told(`${user} may not become root with sudo on ${host}`, `${user} 在 ${host} 上无权用 sudo 成为 root`),
			[
				...details,
				told(
					`Log in as root, or allow it: echo '${user} ALL=(ALL) ALL' > /etc/sudoers.d/${user}`,
					`请以 root 登录，或授权：echo '${user} ALL=(ALL) ALL' > /etc/sudoers.d/${user}`,
				),
			],
		);
	if (/sudo: (command )?not found|sudo: No such file/i.test(said))
		return new RemoteError(
			'sudo-not-allowed',
			host,
			told(`there is no sudo on ${host}, and ${user} is not root`, `${host} 上没有 sudo，而 ${user} 不是 root`),
			[told('Install sudo there, or log in as root.', '请在那里安装 sudo，或以 root 登录。')],
		);
	if (/password is required|interactive authentication is required|password required/i.test(said))
		return new RemoteError(
			'sudo-password-needed',
			host,
			told(`sudo on ${host} asks ${user} for a password, and none was given`, `${host} 上的 sudo 向 ${user} 要密码，但没有提供`),
			[
				told(
					'Give it at the prompt, in the environment or in a file; or allow NOPASSWD for this user.',
					'请在提示时输入，或通过环境变量、文件提供；也可为此用户设置 NOPASSWD。',
				),
			],
		);
	return undefined;
}
