import {raw, type Script, sequence, sh} from './sh.ts';

/** The request of SNTP (RFC 4330): version 4, mode 3, all else zero, 48 bytes. */
export const timeRequest = `\\043${'\\0'.repeat(47)}`;

/**
 * Sets the clock at once: by chrony where it is in step with its sources, else
 * by one question to a time server of the spec (SNTP, RFC 4330: seconds since
 * 1900 stand in bytes 40 to 43 of the answer), else by restarting what keeps it.
 * Ends the shell.
 */
export function setClock(servers: readonly string[]): Script {
	return sh`
		set_by_chrony() {
			command -v chronyc >/dev/null 2>&1 || return 1
			chronyc -n tracking 2>/dev/null | grep -q 'Leap status.*: Normal' || return 1
			chronyc -a makestep
		}
		set_by_service() {
			for service in systemd-timesyncd chrony chronyd ntpsec ntp ntpd; do
				systemctl is-active --quiet "$service" 2>/dev/null || continue
				systemctl restart "$service"
				sleep 5
				return 0
			done
			return 1
		}
		if set_by_chrony; then exit 0; fi
		${servers.length > 0 ? byServer(servers) : raw(':', 'no server to ask')}
		if set_by_service; then exit 0; fi
		echo 'no time service is in step and no time server of cluster.yaml answers: set the clock with "date -s"' >&2
		exit 1
	`;
}

/** A lost datagram is no answer, so each server is asked twice. */
function byServer(servers: readonly string[]): Script {
	return sh`
		set_by_server() {
			# shellcheck disable=SC2016 # bash expands it
			answer=$(timeout 4 bash --norc -c 'exec 3<>"/dev/udp/$0/123" && printf "$1" >&3 && head -c 48 <&3 | od -An -tu1 -j40 -N4' "$1" ${timeRequest} 2>/dev/null)
			# shellcheck disable=SC2086 # four numbers
			set -- $answer
			[ $# -eq 4 ] || return 1
			date -u -s "@$((($1 * 16777216) + ($2 * 65536) + ($3 * 256) + $4 - 2208988800))"
		}
		${sequence([...servers, ...servers].map((server) => sh`if set_by_server ${server}; then exit 0; fi`))}
	`;
}
