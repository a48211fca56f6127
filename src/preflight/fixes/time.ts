import {sh} from '../../shell/sh.ts';

/** Steps the clock by whichever time service runs; the service needs a server that answers. */
export const stepClock = sh`
	if command -v chronyc >/dev/null 2>&1 && chronyc -n tracking >/dev/null 2>&1; then
		chronyc -a 'burst 4/4' >/dev/null
		sleep 5
		chronyc -a makestep
	elif systemctl is-active --quiet systemd-timesyncd; then
		systemctl restart systemd-timesyncd
		sleep 5
	elif command -v ntpd >/dev/null 2>&1; then
		systemctl restart ntp 2>/dev/null || systemctl restart ntpd 2>/dev/null || systemctl restart ntpsec
	else
		echo 'no time service is installed: set the clock with "date -s", then name timeServers in cluster.yaml' >&2
		exit 1
	fi
	date --iso-8601=seconds
`;
