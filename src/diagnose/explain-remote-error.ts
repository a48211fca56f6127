import type {RemoteError, RemoteErrorCode} from '../remote/contract.ts';
import type {Told} from '../told.ts';

/** Why a host cannot be used and what to do, in both languages. */
interface RemoteExplanation {
	readonly cause: Told;
	readonly fix: Told;
	/** Commands for the operator's own machine, ready to paste; HOST stands for the host's name in ssh. */
	readonly commands: readonly string[];
}

/** Words and next commands for an error of the remote layer. */
export function explainRemoteError(error: Pick<RemoteError, 'code' | 'host'>): RemoteExplanation {
	const [causeEn, causeZh, fixEn, fixZh, ...commands] = explanations[error.code];
	return {
		cause: {en: causeEn, zh: causeZh},
		fix: {en: fixEn, zh: fixZh},
		commands: commands.map((command) => command.replaceAll('HOST', error.host)),
	};
}

type Words = readonly [causeEn: string, causeZh: string, fixEn: string, fixZh: string, ...commands: string[]];

const explanations: Readonly<Record<RemoteErrorCode, Words>> = {
	unreachable: [
		'Nothing answers at the address and port: the machine is off, sshd does not run, or a firewall rejects.',
		'该地址和端口没有应答：机器关机、sshd 未运行，或被防火墙拒绝。',
		'Check the address and port in cluster.yaml, and that sshd runs.',
		'检查 cluster.yaml 中的地址和端口，并确认 sshd 正在运行。',
		'ssh -v HOST true',
	],
	timeout: [
		'No answer in time: a firewall drops the packets, the address is wrong, or the host is overloaded.',
		'未在限定时间内应答：防火墙丢弃了数据包、地址有误，或主机过载。',
		'Check the address and the way to it; a jump host may be needed.',
		'检查地址和网络路径；可能需要跳板机。',
		'ssh -v -o ConnectTimeout=10 HOST true',
	],
	'dropped-before-login': [
		'sshd closed the connection before the login: too many connections at once (MaxStartups), a penalty, or TCP wrappers.',
		'sshd 在登录前就断开了连接：并发过多（MaxStartups）、受到惩罚限制，或被 TCP wrappers 拒绝。',
		'Wait a minute and go on; raise MaxStartups on the host if it happens again.',
		'稍等一分钟后继续；若反复出现，请在主机上调大 MaxStartups。',
		'ssh -v HOST true',
	],
	'host-key-unknown': [
		'The host’s key has not been seen before and was not accepted.',
		'首次见到该主机的密钥，尚未被接受。',
		'Compare the fingerprint with the one on the host’s console, then accept it.',
		'与主机控制台上的指纹核对后再接受。',
		'ssh-keyscan HOST | ssh-keygen -lf -',
	],
	'host-key-changed': [
		'The host shows another key than known_hosts has: it was reinstalled or replaced, or somebody is in between.',
		'主机密钥与 known_hosts 中的记录不同：机器重装或更换过，也可能遭遇中间人。',
		'Find out which. Only when the machine is new, remove the old line named above.',
		'先查明原因；确认是新装的机器后，再删除上面指出的旧记录。',
	],
	'host-key-revoked': [
		'known_hosts marks this key as revoked.',
		'known_hosts 已将该密钥标记为吊销。',
		'Do not use the host before its key was replaced.',
		'在更换主机密钥之前不要使用该主机。',
	],
	'known-hosts-unreadable': [
		'known_hosts cannot be read, so no host key can be trusted.',
		'无法读取 known_hosts，因此不能信任任何主机密钥。',
		'Mend the file or its permissions.',
		'修复该文件或其权限。',
		'ls -l ~/.ssh/known_hosts',
	],
	'auth-failed': [
		'The host refused every key and password that was offered for this user.',
		'主机拒绝了该用户的所有密钥和密码。',
		'Check user, key and agent; the host’s own log says why (journalctl -u ssh).',
		'检查用户、密钥和 ssh-agent；主机日志会说明原因（journalctl -u ssh）。',
		'ssh -v HOST true',
		'ssh-copy-id HOST',
	],
	'passphrase-needed': [
		'The private key is encrypted and no passphrase was given.',
		'私钥已加密，但没有提供口令。',
		'Add the key to an agent, or give the passphrase.',
		'把密钥加入 ssh-agent，或提供口令。',
		'ssh-add',
	],
	'sudo-password-needed': [
		'sudo asks for a password and none was given.',
		'sudo 需要密码，但没有提供。',
		'Give it (prompt, KUBEWIZ_SUDO_PASSWORD or a file), or set NOPASSWD for this user.',
		'提供密码（交互输入、环境变量 KUBEWIZ_SUDO_PASSWORD 或文件），或为该用户设置 NOPASSWD。',
		'ssh -t HOST sudo -v',
	],
	'sudo-password-wrong': [
		'sudo refused the password.',
		'sudo 密码错误。',
		'Give the right one. It is tried on one host first, so that no account is locked.',
		'请提供正确的密码。密码会先在一台主机上尝试，避免锁定账户。',
		'ssh -t HOST sudo -v',
	],
	'sudo-not-allowed': [
		'The user may not use sudo on this host.',
		'该用户在此主机上无权使用 sudo。',
		'Allow it in /etc/sudoers.d, or log in as another user.',
		'在 /etc/sudoers.d 中授权，或换用其他用户登录。',
		'ssh -t HOST sudo -l',
	],
	'sudo-needs-tty': [
		'sudo on this host insists on a terminal (requiretty).',
		'此主机的 sudo 要求终端（requiretty）。',
		'Add "Defaults:USER !requiretty" to /etc/sudoers.d.',
		'在 /etc/sudoers.d 中加入 “Defaults:用户 !requiretty”。',
		'ssh -t HOST sudo grep -r requiretty /etc/sudoers /etc/sudoers.d',
	],
	'no-agent': [
		'The host’s shell did not start kubewiz’s agent: no /bin/sh, a login that runs something else, or a full disk.',
		'主机没能启动 kubewiz 的代理：缺少 /bin/sh、登录后执行了别的程序，或磁盘已满。',
		'See the lines above; a plain "ssh HOST /bin/sh" must work.',
		'查看上面的输出；“ssh HOST /bin/sh” 必须可用。',
		'ssh HOST /bin/sh -c id',
	],
	'jump-failed': [
		'The jump host could not be used, or it cannot reach this host.',
		'跳板机不可用，或跳板机无法访问该主机。',
		'Try the jump host alone first.',
		'先单独测试跳板机。',
		'ssh -v HOST true',
	],
	locked: [
		'Another kubewiz works on this host right now.',
		'另一个 kubewiz 正在操作这台主机。',
		'Let it finish, or end it there.',
		'等它结束，或在那边终止它。',
	],
	fenced: [
		'Another kubewiz has taken this cluster over since; this one must not go on.',
		'另一个 kubewiz 已接管该集群，本实例不能继续。',
		'Go on there, or resume here, which takes it back.',
		'在那边继续，或在这里执行 resume 重新接管。',
	],
	'file-absent': [
		'A file that was expected on the host is not there.',
		'主机上缺少应有的文件。',
		'Run the step again that makes it.',
		'重新执行生成该文件的步骤。',
	],
	protocol: [
		'The host’s answer was not understood; its output may be mixed with that of a login script.',
		'无法理解主机的应答；可能混入了登录脚本的输出。',
		'Keep the support bundle and report it.',
		'保留诊断信息并反馈。',
		'ssh HOST true | od -c | head',
	],
};
