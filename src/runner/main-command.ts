/** Programs whose call is what a step is about; the lines around them only prepare it. */
const programs = new RegExp(
	`(?:^|[|(] ?|&& |\\|\\| |do |then |! )(?:${['kubeadm', 'kw_apt', 'kw_install', 'apt-get', 'crictl pull', 'kubectl', 'kw_kubectl', 'kw_nodectl', 'kw_fetch_key', 'systemctl restart', 'systemctl enable', 'hostnamectl', 'modprobe', 'sysctl', 'swapoff', 'setenforce', 'firewall-cmd', 'nsenter'].join('|')}) `,
);

/** Words that only prepare, look, or say. */
const aside =
	/^(?:#|$|set -|umask |export |unset |local |fi$|done$|else$|esac$|\}|echo |kw_say |kw_fail |\[ .* \] \|\| (?:todo|partial|foreign|kw_fail)\b)/;

/**
 * The line of a script that does the step's work, for a failure to name: the
 * first outside of functions and of texts to be written that calls one of the
 * programs above, else the first that does anything. Scripts hold no secrets.
 */
export function mainCommand(script: string): string {
	const lines = topLevel(script).filter((line) => !aside.test(line));
	const line = lines.find((text) => programs.test(text)) ?? lines[0] ?? '';
	return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}

/** Lines that are no part of a function's body and of no here-document, without indentation. */
function topLevel(script: string): readonly string[] {
	const found: string[] = [];
	let until: ((line: string) => boolean) | undefined;
	for (const line of script.split('\n')) {
		if (until) {
			if (until(line)) until = undefined;
			continue;
		}
		const text = line.trim();
		if (/^[a-z_]+\(\) *\{.*\}$/.test(text)) continue;
		if (/^[a-z_]+\(\) *[{(]$/.test(line)) {
			const end = line.endsWith('{') ? '}' : ')';
			until = (next) => next === end;
			continue;
		}
		const heredoc = /<<-?\s*['"]?([A-Za-z_]+)['"]?/.exec(line);
		if (heredoc) until = (next) => next.trim() === heredoc[1];
		found.push(text);
	}
	return found;
}
