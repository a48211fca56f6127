import {writtenByKubewiz} from '../../cluster/written-by-kubewiz.ts';
import {sh} from '../../shell/sh.ts';

/**
 * What of a containerd configuration was made by hand. Nothing is said of a
 * file that kubewiz wrote or that is a package's own, and nothing of settings
 * that are containerd's defaults or that kubewiz decides in any case. A
 * registry's credentials stay on the host.
 */
export const containerdFacts = sh`
	config=/etc/containerd/config.toml
	made_by_hand() {
		[ -r "$config" ] || return 1
		first_line "$config"
		case $line in ${writtenByKubewiz}*) return 1 ;; esac
		if command -v dpkg-query >/dev/null 2>&1; then
			sum=$(md5sum <"$config" 2>/dev/null)
			! dpkg-query -W -f '\${Conffiles}\\n' containerd containerd.io 2>/dev/null | grep -qF "$config \${sum%% *}"
		elif command -v rpm >/dev/null 2>&1 && rpm -qf "$config" >/dev/null 2>&1; then
			bounded 10 rpm -Vf "$config" 2>/dev/null | grep -qF "$config"
		fi
	}
	if made_by_hand; then
		{ bounded 5 containerd config default 2>/dev/null; echo '# kubewiz: the file'; cat "$config"; } | awk '
			{ gsub(/\\t/, " "); sub(/^ +/, ""); sub(/[ \\r]+$/, "") }
			$0 == "# kubewiz: the file" { file = 1; next }
			!file { known[$0]; next }
			$0 == "" || /^[][#]/ || $0 in known { next }
			/^(version|disabled_plugins|SystemdCgroup|sandbox_image|sandbox|bin_dirs?|conf_dir) *=/ || /^config_path *= *"\\/etc\\/containerd\\/certs\\.d"/ { next }
			/^[A-Za-z_]*(password|auth|token|secret)[A-Za-z_]* *=/ { sub(/=.*/, "= ***") }
			count++ < 20 { print "containerd-own\\t" substr($0, 1, 200) }'
	fi
`;
