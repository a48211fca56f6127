/**
 * The agent's ground: replies, files read without loss, its end. All agent text
 * is POSIX sh, ASCII, and costs as few processes as it can: a fork and exec is
 * what a step on a host costs.
 *
 * W is the agent's own directory on /run, N the session's nonce, I and E the id
 * and epoch of the request under way, K the state directory, R the run directory.
 */
export const agentCore = `
# rec KIND A B C D LENGTH: the header of one reply
rec() {
	printf '%s %s %s %s %s %s %s %s\\n' "$N" "$I" "$1" "$2" "$3" "$4" "$5" "$6"
}

# fail CODE MESSAGE: the end of a request that was refused or broke
fail() {
	rec end error "$1" - - "\${#2}"
	printf '%s' "$2"
}

ok() {
	rec end ok - - - 0
}

# now: seconds since boot, from a clock that nobody sets
now() {
	read -r up _ </proc/uptime
	now=\${up%.*}
}

nap() {
	sleep 0.1 2>/dev/null || sleep 1
}

# size FILE: its bytes in $size, 0 when it is absent
size() {
	size=0
	[ -s "$1" ] || return 0
	size=$(wc -c <"$1" 2>/dev/null) || size=0
	size=$((size))
}

# send FILE SKIP KIND A B: a record with the megabyte number SKIP of a file that
# may still grow: what is announced is what was read. Fails at the end of the file.
send() {
	piece=$(dd if="$1" bs=1048576 skip="$2" count=1 2>/dev/null; echo .)
	piece=\${piece%.}
	[ -n "$piece" ] || return 1
	rec "$3" "$4" "$5" - - "\${#piece}"
	printf '%s' "$piece"
}

# keep FILE: its content reaches the disk
keep() {
	sync "$1" 2>/dev/null || sync
}

# started_at PID: field 22 of its stat, so that a reused pid is told from the old one
started_at() {
	stat=
	read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
	stat=\${stat##*) }
	# shellcheck disable=SC2086
	set -- $stat
	shift 19
	started_at=$1
}

# kill_group PID: ends a process group, politely for five seconds
kill_group() {
	kill -TERM -"$1" 2>/dev/null || return 0
	tries=0
	while kill -0 -"$1" 2>/dev/null && [ "$tries" -lt 50 ]; do
		tries=$((tries + 1))
		nap
	done
	kill -KILL -"$1" 2>/dev/null || :
}

# Runs when the link is gone, the watch says so, or a newer session takes over.
finish() {
	trap - EXIT TERM HUP INT
	trap '' PIPE
	exec 0</dev/null
	true >"$W/cancelled"
	if read -r _ group 2>/dev/null <"$W/deadline"; then kill_group "$group"; fi
	[ -z "$worker" ] || kill -TERM "$worker" 2>/dev/null || :
	[ -z "$watch" ] || kill -TERM "$watch" 2>/dev/null || :
	[ -z "$temp" ] || rm -f "$temp"
	settle_marks
	rm -rf "$W" "$K/marks.$agent"
	exit
}
`;
