/** Bytes of output of one unit on the host, above which the middle is thrown away. */
const unitOutput = 16 << 20;

/**
 * A second process beside the agent, since POSIX `read` knows no timeout. Once
 * a second: is the agent alive, does the controller still speak, is the script
 * under way within its time, is its output within bounds.
 */
export const agentWatch = `
watch() {
	idle=0
	last=
	while sleep 1; do
		if ! kill -0 "$agent" 2>/dev/null; then
			# Killed without a word: what it ran must not outlive it.
			true >"$W/cancelled"
			if read -r worker 2>/dev/null <"$W/worker"; then kill -KILL "$worker" 2>/dev/null; fi
			if read -r _ group 2>/dev/null <"$W/deadline"; then kill_group "$group"; fi
			rm -rf "$W" "$K/marks.$agent"
			exit
		fi
		beat=
		read -r beat 2>/dev/null <"$W/beat"
		if [ "$beat" = "$last" ]; then idle=$((idle + 1)); else idle=0; fi
		last=$beat
		[ "$idle" -lt "$patience" ] || kill -TERM "$agent"
		if read -r due group 2>/dev/null <"$W/deadline"; then
			overdue "$due" "$group"
			bound
		fi
	done
}

# overdue DUE GROUP: TERM when the time is up, KILL five seconds later
overdue() {
	now
	[ "$now" -ge "$1" ] || return 0
	[ -e "$W/cancelled" ] || true >"$W/timeout"
	if [ "$now" -lt $(($1 + 5)) ]; then kill -TERM -"$2" 2>/dev/null; else kill -KILL -"$2" 2>/dev/null; fi
}

# bound: keeps the first megabyte and what comes last; the script writes in append mode.
# Copying takes its time, and a script that has ended meanwhile has said its last words, which must not be cut off, nor
# those of the next one. So the runner reads no output while there is the file "bounding", and nothing is cut when,
# with that file there, another script runs or none: one of the two sees the other.
bound() {
	running='' still=''
	read -r running 2>/dev/null <"$W/at"
	size "$W/out"
	[ "$size" -gt ${unitOutput} ] || return 0
	[ -e "$W/head" ] || dd if="$W/out" of="$W/head.new" bs=1048576 count=1 2>/dev/null
	true >"$W/bounding"
	read -r still 2>/dev/null <"$W/at"
	if [ -s "$W/deadline" ] && [ "$still" = "$running" ]; then cut_out; fi
	rm -f "$W/bounding"
}

cut_out() {
	if [ ! -e "$W/head" ]; then
		mv "$W/head.new" "$W/head"
		size=$((size - 1048576))
	fi
	true >"$W/out"
	dropped=0
	read -r dropped 2>/dev/null <"$W/dropped"
	echo $((dropped + size)) >"$W/dropped"
}
`;
