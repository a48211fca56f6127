import {type Script, sh} from '../../src/shell/sh.ts';

/**
 * `resolve SERVER NAME` prints the addresses the server gives for a name, asked
 * over UDP from inside the network of process `pid`, with bash alone: neither
 * dig nor nslookup need be on the host. The packet is that of RFC 1035 4.1; dd
 * makes one datagram of it, since bash writes in pieces that end at a byte 10.
 */
export const resolve: Script = sh`
	resolve() {
		labels=$(printf '%s' "$2" | awk -F. '{ for (i = 1; i <= NF; i++) printf "\\\\x%02x%s", length($i), $i }')
		# shellcheck disable=SC2016 # bash has the values as its own $0 and $1
		nsenter -t "$pid" -n timeout 5 bash -c 'exec 3<>"/dev/udp/$0/53" && printf "\\x4b\\x57\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00$1\\x00\\x00\\x01\\x00\\x01" | dd bs=4096 count=1 iflag=fullblock status=none >&3 && dd bs=4096 count=1 status=none <&3' "$1" "$labels" |
			od -An -v -tu1 | tr -s ' \\n' '  ' | awk '
				function skip(at) { while ($(at) > 0 && $(at) < 192) at += $(at) + 1; return $(at) >= 192 ? at + 2 : at + 1 }
				NF < 12 { exit 1 }
				$4 % 16 != 0 { print "answer code " $4 % 16; exit 1 }
				{
					at = skip(13) + 4
					for (left = $7 * 256 + $8; left > 0; left--) {
						at = skip(at)
						if ($(at) * 256 + $(at + 1) == 1) print $(at + 10) "." $(at + 11) "." $(at + 12) "." $(at + 13)
						at += 10 + $(at + 8) * 256 + $(at + 9)
					}
				}'
	}
`;
