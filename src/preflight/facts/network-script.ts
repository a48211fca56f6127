import {sh} from '../../shell/sh.ts';

/** Links, addresses, routes, name resolution, listening ports and proxies. */
export const networkFacts = sh`
	# ip, because a container may see the links of the machine under /sys.
	if command -v ip >/dev/null 2>&1; then
		ip -o link show 2>/dev/null | awk '
			{ name = $2; sub(/(@.*)?:$/, "", name); mac = "-"; mtu = "-"; state = "-"
			  for (i = 3; i < NF; i++) { if ($i == "mtu") mtu = $(i + 1); if ($i == "state") state = tolower($(i + 1)); if ($i ~ /^link\\//) mac = $(i + 1) }
			  print name, mac, mtu, state }' |
			while read -r name mac mtu state; do
				kind=virtual
				[ -e "/sys/class/net/$name/device" ] && kind=hardware
				put link "$name" "$mac" "$mtu" "$state" "$kind"
			done
	else
		for link in /sys/class/net/*; do
			[ -d "$link" ] || continue
			first_line "$link/address"
			mac=$line
			first_line "$link/mtu"
			mtu=$line
			first_line "$link/operstate"
			kind=virtual
			[ -e "$link/device" ] && kind=hardware
			put link "\${link##*/}" "$mac" "$mtu" "$line" "$kind"
		done
	fi
	if command -v ip >/dev/null 2>&1; then
		ip -o addr show 2>/dev/null | awk '$3 == "inet" || $3 == "inet6" { print "address\\t" $2 "\\t" $4 }'
		ip -o -4 route show 2>/dev/null | awk '
			{ device = ""; gateway = ""; first = $1 }
			first ~ /^(blackhole|unreachable|prohibit|throw|local|broadcast|unicast)$/ { first = $2 }
			{ for (i = 1; i < NF; i++) { if ($i == "dev") device = $(i + 1); if ($i == "via") gateway = $(i + 1) }
			  print "route\\t" first "\\t" device "\\t" gateway }'
		ip -o -6 route show default 2>/dev/null | awk '
			{ device = ""; gateway = ""
			  for (i = 1; i < NF; i++) { if ($i == "dev") device = $(i + 1); if ($i == "via") gateway = $(i + 1) }
			  print "route6\\t" $1 "\\t" device "\\t" gateway }'
	fi
	for file in /etc/resolv.conf /run/systemd/resolve/resolv.conf; do
		[ -r "$file" ] || continue
		put resolv "$file"
		awk -v file="$file" '$1 == "nameserver" { print "nameserver\\t" file "\\t" $2 } $1 == "search" { $1 = ""; print "search\\t" file "\\t" substr($0, 2) }' "$file"
	done
	[ -r /etc/hosts ] && awk '
		{ sub(/#.*/, "") }
		NF > 1 && count < 300 { count++; names = $2; for (i = 3; i <= NF; i++) names = names " " $i; print "etc-hosts\\t" $1 "\\t" names }' /etc/hosts

	if command -v ss >/dev/null 2>&1; then
		ss -lntp 2>/dev/null | awk '
			$1 == "LISTEN" {
				port = $4; sub(/.*:/, "", port); address = substr($4, 1, length($4) - length(port) - 1); program = ""
				if (match($0, /users:\\(\\("[^"]*"/)) program = substr($0, RSTART + 9, RLENGTH - 10)
				print "listen\\t" address "\\t" port "\\t" program
			}'
	else
		cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '
			function hex(text,  i, value) { value = 0; for (i = 1; i <= length(text); i++) value = value * 16 + index("123456789ABCDEF", substr(text, i, 1)); return value }
			$4 == "0A" {
				split($2, part, ":"); address = "[::]"
				if (length(part[1]) == 8) address = hex(substr(part[1], 7, 2)) "." hex(substr(part[1], 5, 2)) "." hex(substr(part[1], 3, 2)) "." hex(substr(part[1], 1, 2))
				if (part[1] == "00000000000000000000000001000000") address = "[::1]"
				print "listen\\t" address "\\t" hex(part[2]) "\\t"
			}'
	fi

	# A proxy's password stays on the host.
	put_proxy() {
		case $2 in
		'') return ;;
		*@*) put proxy "$1" "\${2%%://*}://***@\${2##*@}" ;;
		*) put proxy "$1" "$2" ;;
		esac
	}
	if [ -r /etc/ufw/ufw.conf ] && grep -qi "^ENABLED=yes" /etc/ufw/ufw.conf; then put ufw-enabled yes; fi
	put_proxy http_proxy "\${http_proxy:-\${HTTP_PROXY:-}}"
	put_proxy https_proxy "\${https_proxy:-\${HTTPS_PROXY:-}}"
	put_proxy no_proxy "\${no_proxy:-\${NO_PROXY:-}}"
	if [ -r /etc/environment ]; then
		while IFS= read -r line || [ -n "$line" ]; do
			line=\${line#export }
			value=\${line#*=}
			value=\${value#[\\"\\']}
			value=\${value%[\\"\\']}
			case $line in
			http_proxy=* | HTTP_PROXY=*) put_proxy http_proxy "$value" ;;
			https_proxy=* | HTTPS_PROXY=*) put_proxy https_proxy "$value" ;;
			no_proxy=* | NO_PROXY=*) put_proxy no_proxy "$value" ;;
			esac
		done </etc/environment
	fi
`;
