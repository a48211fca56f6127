/**
 * The host's lock: flock on a file of /run, held by the agent, so the kernel
 * drops it with the agent and nothing goes stale. A half-open older session of
 * the same lineage is ended; any other holder is left alone and named. The
 * highest epoch seen is kept on disk, so that a controller which was frozen and
 * wakes up after another has taken over is refused.
 */
export const agentLock = `
# lock CLUSTER LINEAGE OWNER
lock() {
	case $2 in '' | *[!A-Za-z0-9-]*) fail refused 'a lineage is made of letters, digits and dashes'; return ;; esac
	seen=0
	read -r seen 2>/dev/null <"$K/epochs/$2" || seen=0
	if [ "$E" -lt "$seen" ]; then
		fail fenced "another run of this cluster has taken over: its epoch is $seen, this one's $E"
		return
	fi
	if [ "$locked" = 0 ]; then
		true 2>/dev/null >>"$L" || { fail failed "cannot write $L"; return; }
		exec 9>>"$L"
		grab "$2" || { exec 9>&-; return; }
		locked=1
	fi
	floor=$E
	boot=
	read -r boot </proc/sys/kernel/random/boot_id
	started_at "$agent"
	printf '%s\\n' "$2 $E $agent $started_at $boot $3" >"$L"
	if [ "$seen" != "$E" ]; then
		temp=$K/epochs/.$2.$agent
		{ echo "$E" 2>/dev/null >"$temp" && keep "$temp" && mv -f "$temp" "$K/epochs/$2" && keep "$K/epochs"; } || {
			fail failed "cannot write $K/epochs"
			return
		}
	fi
	ok
}

# grab LINEAGE: the lock on descriptor 9, or a refusal
grab() {
	tries=0
	until flock -n 9; do
		[ -x "$(command -v flock)" ] || { fail failed 'flock is missing (package util-linux)'; return 1; }
		holder='' held=0 pid=0 since='' whose=''
		read -r holder held pid since _ whose <"$L" || :
		# One that hung up a moment ago may still be tidying up.
		if [ "$holder" != "$1" ] && [ -n "$holder" ] && [ "$tries" -ge 10 ]; then
			fail locked "$whose"
			return 1
		fi
		if [ "$holder" = "$1" ] && [ "\${held:-0}" -gt "$E" ]; then
			fail fenced "another run of this cluster holds the host: its epoch is $held, this one's $E"
			return 1
		fi
		if [ "$holder" = "$1" ] && started_at "$pid" && [ "$started_at" = "$since" ]; then
			if [ "$tries" -lt 70 ]; then kill -TERM "$pid" 2>/dev/null; else kill -KILL "$pid" 2>/dev/null; fi
		fi
		tries=$((tries + 1))
		[ "$tries" -lt 200 ] || { fail locked "$whose"; return 1; }
		nap
	done
}
`;
