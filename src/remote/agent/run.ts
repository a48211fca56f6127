/**
 * Check, apply and verify of units. A fork and exec is what a script costs on a
 * host, so one shell, the unit runner, runs all scripts of a request, each in a
 * subshell of its own. The runner leads a session of its own: a signal to its
 * group reaches the script and whatever that started. It outlives a TERM, to
 * report the script's end; when KILL was needed, the worker reports for it.
 *
 * These functions are the agent's and the runner's alike.
 */
export const agentRun = `
# run check|apply UNIT...: nine words a unit, see UnitFrame in protocol.ts
run() {
	mode=$1
	first=0
	[ -e "$W/runner" ] || printf '%s\\n' "$shared" '. "$1/request"' '. "$W/lib"' "$give" 'frame "$@"' >"$W/runner"
	while :; do
		true >"$W/at"
		printf "W='%s' N='%s' I=%s K='%s' agent=%s first=%s\\nset -- %s\\n" "$W" "$N" "$I" "$K" "$agent" "$first" "$text" >"$W/request"
		setsid /bin/sh "$W/runner" "$W" 9>&- &
		leader=$!
		wait "$leader"
		[ -s "$W/at" ] || break
		# Killed with all its group: a process may take a moment to go, and one that the kernel holds is not waited for.
		tries=0
		while [ "$tries" -lt 50 ] && lingers "$leader"; do
			tries=$((tries + 1))
			nap
		done
		read -r unit phase begin <"$W/at"
		rc=137
		settled
		report "$phase"
		first=$((unit + 1))
		if [ "$mode" != check ] || [ "$rc" = cancelled ]; then break; fi
	done
	if settle_marks; then ok; else fail failed "cannot write marks under $K/steps"; fi
}

# frame check|apply UNIT...: the runner's work
frame() {
	# Values that came with the request stay in memory.
	true >"$W/request"
	trap : TERM
	mode=$1
	unit=0
	shift
	while [ $# -ge 9 ]; do
		if [ "$unit" -ge "$first" ]; then
			limit=$3 repair=$4 values=$6
			steps "$7" "$8" "$9"
			if [ "$rc" = 0 ]; then
				mark "$2" "$5"
			# A check alone never ends the run: each unit is asked for itself.
			elif [ "$mode" != check ] || [ "$rc" = cancelled ]; then
				break
			fi
		fi
		unit=$((unit + 1))
		shift 9
	done
}

# steps CHECK APPLY VERIFY: the unit is done when $rc is 0. Never call it as a
# condition: the shell would not stop scripts at their first error then.
steps() {
	rc=10
	if [ -n "$1" ]; then phase check "$1"; fi
	if [ "$rc" = 0 ] || [ "$mode" = check ]; then return 0; fi
	case $rc in
	10) ;;
	11) [ "$repair" = repair ] || return 0 ;;
	*) return 0 ;;
	esac
	if [ -n "$2" ]; then
		phase apply "$2"
		[ "$rc" = 0 ] || return 0
	fi
	rc=0
	if [ -n "$3$1" ]; then phase verify "\${3:-$1}"; fi
}

# phase NAME TEXT: runs it, reports it, its end in $rc
phase() {
	rec phase "$unit" "$1" - - 0
	true >"$W/out"
	exec 3>>"$W/out"
	rm_if "$W/head" "$W/dropped" "$W/timeout"
	read -r begin _ </proc/uptime
	echo "$unit $1 $begin" >"$W/at"
	rc=0
	if [ ! -e "$W/cancelled" ]; then
		script "$2" &
		child=$!
		echo "$((\${begin%.*} + limit)) $$" >"$W/deadline"
		[ ! -e "$W/cancelled" ] || kill -TERM -$$ 2>/dev/null
		reap "$child"
		# What was to be ended is at its end when nothing of it is left: what heeds no TERM gets its KILL, and this runner too.
		while { [ -e "$W/cancelled" ] || [ -e "$W/timeout" ]; } && lingers $$; do nap; done
		settled
	fi
	report "$1"
	true >"$W/at"
}

# settled: nothing runs, and the watch, which may have been bounding the output, is done with it
settled() {
	true >"$W/deadline"
	tries=0
	while [ -e "$W/bounding" ] && [ "$tries" -lt 100 ]; do
		tries=$((tries + 1))
		nap
	done
}

# script TEXT: in a subshell, which it need not leave. \`exec\`, since shells undo a
# redirection of the call before they run the script's EXIT trap.
script() {
	exec >&3 2>&1 </dev/null 3>&-
	unset N
	set -eu
	umask 022
	KW_GIVEN=$W/gave
	eval "$values"
	body=$1
	set --
	eval "$body"
}

# reap PID: its exit code in $rc. A TERM to the group wakes the runner too: the script has the last word.
reap() {
	wait "$1"
	rc=$?
	while kill -0 "$1" 2>/dev/null; do
		wait "$1"
		rc=$?
	done
}

# lingers GROUP: is there a process of the group beside its leader?
lingers() {
	group=$1
	for stat in /proc/[0-9]*/stat; do
		line=
		{ read -r line <"$stat"; } 2>/dev/null
		line=\${line##*) }
		pid=\${stat#/proc/}
		# shellcheck disable=SC2086 # state, parent and group are words of it
		set -- $line
		[ "\${3:-}" = "$group" ] && [ "$1" != Z ] && [ "$pid" != "$group/stat" ] && return 0
	done
	return 1
}

# report PHASE: how it ended
report() {
	read -r end _ </proc/uptime
	[ ! -e "$W/timeout" ] || rc=timeout
	[ ! -e "$W/cancelled" ] || rc=cancelled
	# Values first: they are to be unreadable in the output as well.
	if [ -s "$W/gave" ]; then
		send "$W/gave" 0 gave "$unit" -
		true >"$W/gave"
	fi
	output "$1"
	rec result "$unit" "$1" "$rc" $(((\${end%.*} - \${begin%.*}) * 1000 + (1\${end#*.} - 1\${begin#*.}) * 10)) 0
}

# output PHASE: at most a megabyte from the beginning and two from the end
output() {
	[ -s "$W/out" ] || [ -e "$W/head" ] || return 0
	# How much was written stands in /proc: without asking a program, most output is sent without starting any.
	read -r _ written 2>/dev/null <"/proc/$$/fdinfo/3" || written=unknown
	[ ! -e "$W/head" ] || written=unknown
	case $written in
	? | ?? | ??? | [1-7]???)
		few_lines "$W/out"
		rec out "$unit" "$1" - - "\${#piece}"
		printf '%s' "$piece"
		return
		;;
	esac
	lost=0
	read -r lost 2>/dev/null <"$W/dropped" || lost=0
	if [ -e "$W/head" ]; then
		send "$W/head" 0 out "$unit" "$1"
		size "$W/out"
		skip=0
	else
		send "$W/out" 0 out "$unit" "$1"
		[ "\${#piece}" -ge 1048576 ] || return 0
		size "$W/out"
		skip=1
	fi
	if [ "$size" -gt 3145728 ]; then
		lost=$((lost + (size / 1048576 - 1 - skip) * 1048576))
		skip=$((size / 1048576 - 1))
	fi
	[ "$lost" = 0 ] || rec dropped "$unit" "$1" "$lost" - 0
	while [ $((skip * 1048576)) -lt "$size" ] && send "$W/out" "$skip" out "$unit" "$1"; do skip=$((skip + 1)); done
}

# few_lines FILE: its text in $piece, byte by byte, so for short ones only
few_lines() {
	piece=
	while IFS= read -r line; do
		piece=$piece$line'
'
	done <"$1"
	piece=$piece$line
}

# mark UNIT TEXT: the host's own record, laid by for settle_marks when it says something new
mark() {
	[ -n "$2" ] || return 0
	name=$1
	while :; do
		case $name in
		*[!A-Za-z0-9_.-]*) left=\${name%%[!A-Za-z0-9_.-]*}; rest=\${name#"$left"}; name=$left.\${rest#?} ;;
		*) break ;;
		esac
	done
	old=
	{ IFS= read -r old 2>/dev/null <"$K/steps/$name" && [ "$old" = "$2" ]; } && return 0
	[ -d "$K/marks.$agent" ] || mkdir "$K/marks.$agent" 2>/dev/null
	printf '%s\\n' "$2" 2>/dev/null >"$K/marks.$agent/$name" || echo "$name" >"$W/unmarked"
}

# settle_marks: all marks of a request at once, by temporary file, sync and rename. Fails when one could not be written.
settle_marks() {
	[ ! -d "$K/marks.$agent" ] && [ ! -e "$W/unmarked" ] && return 0
	sync "$K/marks.$agent"/* 2>/dev/null || sync
	mv -f "$K/marks.$agent"/* "$K/steps" 2>/dev/null && keep "$K/steps" && rmdir "$K/marks.$agent" && [ ! -e "$W/unmarked" ]
}

rm_if() {
	for file; do
		[ ! -e "$file" ] || rm -f "$file"
	done
}
`;
