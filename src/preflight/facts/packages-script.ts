import {sh} from '../../shell/sh.ts';
import {askedPackages} from './asked.ts';

/** Installed and held packages, and who holds the package manager's lock now. */
export const packageFacts = sh`
	if command -v dpkg-query >/dev/null 2>&1; then
		dpkg-query -W -f '\${db:Status-Abbrev}\\t\${Package}\\t\${Version}\\n' ${askedPackages} 2>/dev/null |
			awk -F '\\t' '$1 ~ /^.i/ { print "package\\t" $2 "\\t" $3 } $1 ~ /^h/ { print "held\\t" $2 } $1 ~ /^.[HUFWt]/ { print "half-installed\\t" $2 }'
		[ -n "$(ls -A /var/lib/dpkg/updates 2>/dev/null)" ] && put dpkg-interrupted
	elif command -v rpm >/dev/null 2>&1; then
		bounded 10 rpm -q --qf 'package\\t%{NAME}\\t%{VERSION}-%{RELEASE}\\n' ${askedPackages} 2>/dev/null | grep "^package$tab"
	fi

	# dpkg, apt and rpm hold fcntl locks: /proc/locks names inode and process; the open file confirms it.
	for file in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock \\
		/var/lib/rpm/.rpm.lock /usr/lib/sysimage/rpm/.rpm.lock; do
		[ -e "$file" ] || continue
		inode=$(stat -c %i "$file" 2>/dev/null) || continue
		awk -v end=":$inode" '$2 != "->" && substr($6, length($6) - length(end) + 1) == end { print $5 }' /proc/locks 2>/dev/null |
			while read -r pid; do
				for descriptor in "/proc/$pid/fd"/*; do
					[ "$(readlink "$descriptor")" = "$file" ] || continue
					first_line "/proc/$pid/comm"
					put lock "$pid" "$line" "$file"
					break
				done
			done
	done
	for file in /run/dnf.pid /run/yum.pid /var/run/yum.pid; do
		[ -r "$file" ] || continue
		first_line "$file"
		pid=$line
		case $pid in '' | *[!0-9]*) continue ;; esac
		[ -d "/proc/$pid" ] || continue
		first_line "/proc/$pid/comm"
		put lock "$pid" "$line" "$file"
	done
`;
