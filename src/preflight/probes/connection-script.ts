import {timeRequest} from '../../shell/set-clock.ts';
import {sh} from '../../shell/sh.ts';

/**
 * Functions that try connections with bash's /dev/tcp and /dev/udp, which need
 * no listener of ours: a closed port answers "refused", and that is proof
 * enough that packets pass. `--norc`, for bash under sshd reads ~/.bashrc even
 * for `-c`, and some print or sleep there.
 */
export const connectionFunctions = sh`
	if command -v bash >/dev/null 2>&1; then
		# shellcheck disable=SC2016 # bash expands it
		try() { bounded 3 bash --norc -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1; }
	else
		try() {
			echo unknown
			return 1
		}
	fi
	# connect PURPOSE NAME ADDRESS PORT
	connect() {
		answer=$(try "$3" "$4")
		case $?:$answer in
		0:*) result=open ;;
		*efused*) result=refused ;;
		124:* | *'timed out'*) result=timeout ;;
		*'No route'* | *nreachable* | *rohibited* | *'not permitted'* | *'ermission denied'*) result=rejected ;;
		*) result=unknown ;;
		esac
		put connection "$1" "$2" "$3" "$4" "$result"
	}
	# ask_time SERVER: a datagram may get lost, and servers limit how often they answer.
	ask_time() {
		if ! command -v bash >/dev/null 2>&1; then
			put time-server "$1" unknown
			return
		fi
		for seconds in 1 2 4; do
			# shellcheck disable=SC2016 # bash expands it
			size=$(bounded "$seconds" bash --norc -c 'exec 3<>"/dev/udp/$0/123" && printf "$1" >&3 && head -c 48 <&3 | wc -c' "$1" ${timeRequest} 2>/dev/null)
			if [ "\${size:-0}" -eq 48 ]; then
				put time-server "$1" yes
				return
			fi
		done
		put time-server "$1" no
	}
	ask_name() {
		command -v getent >/dev/null 2>&1 || return
		put endpoint-asked "$1"
		bounded 10 getent ahosts "$1" | awk '!seen[$1]++ { print "endpoint-address\\t" $1 }'
	}
	candidate() {
		command -v apt-cache >/dev/null 2>&1 || return
		bounded 15 apt-cache policy "$1" 2>/dev/null | awk -v package="$1" '$1 == "Candidate:" && $2 != "(none)" { print "candidate\\t" package "\\t" $2 }'
	}
`;
