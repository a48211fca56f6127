import {sh} from '../../shell/sh.ts';
import {askedDirectories} from './asked.ts';

/**
 * Space, inodes and mount options of the file systems that hold a cluster's
 * data. A directory that is not there yet is judged by its nearest parent. df
 * answers in the order asked; were a line missing, none would be believed.
 */
export const diskFacts = sh`
	directories=${askedDirectories.join(' ')}
	set --
	for path in $directories; do
		while [ ! -d "$path" ]; do
			path=\${path%/*}
			[ -n "$path" ] || path=/
		done
		set -- "$@" "$path"
	done
	bounded 5 df -Pk "$@" 2>/dev/null | awk -v asked="$directories" '
		NR > 1 && NF > 5 { mount = $6; for (i = 7; i <= NF; i++) mount = mount " " $i; row[++count] = $2 "\\t" $4 "\\t" mount }
		END { if (split(asked, path, " ") == count) for (i = 1; i <= count; i++) print "disk\\t" path[i] "\\t" row[i] }'
	bounded 5 df -Pi "$@" 2>/dev/null | awk -v asked="$directories" '
		NR > 1 && NF > 5 { row[++count] = $2 "\\t" $4; counted[count] = ($2 ~ /^[1-9][0-9]*$/ && $4 ~ /^[0-9]+$/) }
		END { if (split(asked, path, " ") == count) for (i = 1; i <= count; i++) if (counted[i]) print "inodes\\t" path[i] "\\t" row[i] }'
	awk '
		{ gsub(/\\\\040/, " ", $2) }
		$2 ~ /^\\/((etc|var|opt|tmp|usr)|var\\/(lib|log)|var\\/lib\\/(etcd|containerd|kubelet))?$/ { print "mount\\t" $2 "\\t" $3 "\\t" $4 }' /proc/self/mounts
	if command -v xfs_info >/dev/null 2>&1; then
		for path in /var/lib/containerd /var/lib /var /; do
			[ -d "$path" ] || continue
			bounded 5 xfs_info "$path" 2>/dev/null | awk -v path="$path" 'match($0, /ftype=[01]/) { print "xfs\\t" path "\\t" substr($0, RSTART + 6, 1) }'
		done
	fi
`;
