/** Check, apply and verify of units, each script in a process group of its own. */
export const agentRun = `
# run check|apply UNIT...: nine words a unit, see UnitFrame in protocol.ts
run() {
	mode=$1
	unit=0
	shift
	while [ $# -ge 9 ]; do
		limit=$3 repair=$4 values=$6
		if steps "$7" "$8" "$9"; then
			mark "$2" "$5" || { fail failed "cannot write the mark of $2 under $K/steps"; return; }
		else
			# A check alone never ends the run: each unit is asked for itself.
			if [ "$mode" != check ] || [ "$rc" = cancelled ]; then break; fi
		fi
		unit=$((unit + 1))
		shift 9
	done
	ok
}

# steps CHECK APPLY VERIFY: true when the unit is done
steps() {
	rc=10
	if [ -n "$1" ]; then phase check "$1"; fi
	[ "$rc" = 0 ] && return 0
	[ "$mode" = check ] && return 1
	case $rc in
	10) ;;
	11) [ "$repair" = repair ] || return 1 ;;
	*) return 1 ;;
	esac
	if [ -n "$2" ]; then
		phase apply "$2"
		[ "$rc" = 0 ] || return 1
	fi
	if [ -n "$3$1" ]; then phase verify "\${3:-$1}"; else rc=0; fi
	[ "$rc" = 0 ]
}

# phase NAME TEXT: runs it, reports it, its end in $rc
phase() {
	rec phase "$unit" "$1" - - 0
	true >"$W/out"
	rm_if "$W/head" "$W/dropped" "$W/timeout"
	# In front of the first line, so that line numbers in errors are those of the step's own text.
	source=". '$W/pre'; "
	if [ -n "$values" ]; then
		printf '%s' "$values" >"$W/values"
		source="$source. '$W/values'; rm -f '$W/values'; "
	fi
	printf '%s%s\\n' "$source" "$2" >"$W/script"
	read -r begin _ </proc/uptime
	if [ -e "$W/cancelled" ]; then
		rc=cancelled
	else
		setsid /bin/sh "$W/script" >>"$W/out" 2>&1 </dev/null 9>&- &
		group=$!
		echo "$((\${begin%.*} + limit)) $group" >"$W/deadline"
		[ ! -e "$W/cancelled" ] || kill -TERM "$group" -"$group" 2>/dev/null
		wait "$group"
		rc=$?
		true >"$W/deadline"
		[ ! -e "$W/timeout" ] || rc=timeout
		[ ! -e "$W/cancelled" ] || rc=cancelled
	fi
	read -r end _ </proc/uptime
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
	lost=0
	read -r lost 2>/dev/null <"$W/dropped" || lost=0
	skip=0
	[ ! -e "$W/head" ] || send "$W/head" 0 out "$unit" "$1"
	size "$W/out"
	if [ "$size" -gt 3145728 ]; then
		[ -e "$W/head" ] || send "$W/out" 0 out "$unit" "$1"
		skip=$((size / 1048576 - 1))
		if [ -e "$W/head" ]; then lost=$((lost + skip * 1048576)); else lost=$((lost + (skip - 1) * 1048576)); fi
	fi
	[ "$lost" = 0 ] || rec dropped "$unit" "$1" "$lost" - 0
	while [ $((skip * 1048576)) -lt "$size" ] && send "$W/out" "$skip" out "$unit" "$1"; do skip=$((skip + 1)); done
}

# mark UNIT TEXT: the host's own record, written only when it changes
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
	temp=$K/steps/.$name.$agent
	printf '%s\\n' "$2" 2>/dev/null >"$temp" && keep "$temp" && mv -f "$temp" "$K/steps/$name" && keep "$K/steps"
}

rm_if() {
	for file; do
		[ ! -e "$file" ] || rm -f "$file"
	done
}
`;
