import {sh} from '../../shell/sh.ts';

/** Whether the clock follows anything. `timedatectl` is asked last: it may have to start a service first. */
export const timeFacts = sh`
	if [ -r /etc/timezone ]; then
		first_line /etc/timezone
		put time-zone "$line"
	elif [ -L /etc/localtime ]; then
		file=$(readlink /etc/localtime)
		put time-zone "\${file##*/zoneinfo/}"
	fi
	synchronized=
	if [ -e /run/systemd/timesync/synchronized ]; then
		synchronized=yes
	elif command -v chronyc >/dev/null 2>&1; then
		case $(bounded 3 chronyc -n tracking 2>/dev/null) in
		*'Leap status'*'Not synchronised'*) synchronized=no ;;
		*'Leap status'*) synchronized=yes ;;
		esac
	fi
	if [ -z "$synchronized" ] && command -v timedatectl >/dev/null 2>&1 && [ -d /run/systemd/system ]; then
		case $(bounded 3 timedatectl 2>/dev/null) in
		*'ynchronized: yes'*) synchronized=yes ;;
		*'ynchronized: no'*) synchronized=no ;;
		esac
	fi
	put time-synchronized "\${synchronized:-unknown}"
`;
