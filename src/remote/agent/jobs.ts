/** Finished jobs kept on a host, the newest first, and KiB that they may take together. */
const keptJobs = 32;
const keptKib = 64 << 10;

/**
 * Detached jobs: started, asked for, tailed, ended. What is true of a job is in
 * its files, K/jobs/<id>/:
 *
 * | file | |
 * |---|---|
 * | body | the step's script, checked by length and sha256 before it got this name |
 * | script | what is run: the library, the values, then the body |
 * | lock | held by flock for as long as the job's runner lives |
 * | started | boot id; written and synced before the script begins |
 * | pid | process group of the script |
 * | out, tail.N | output from byte 0, and later segments from byte N (the middle of a flood is gone) |
 * | rc | exit code, by temporary file, sync and rename |
 * | once | it must never run twice: its record stays for good |
 */
export const agentJobs = `
# job_state ID: none, running, exited, interrupted or rebooted in $state, exit code in $code
job_state() {
	J=$K/jobs/$1
	code=-
	state=none
	[ -d "$J" ] || return 0
	job_exited && return 0
	[ -e "$J/lock" ] || return 0
	if ! flock -n "$J/lock" true; then
		state=running
		[ -e "$J/started" ] || state=none
		return 0
	fi
	job_exited && return 0
	[ -e "$J/started" ] || return 0
	state=interrupted
	boot='' since=''
	read -r boot </proc/sys/kernel/random/boot_id
	read -r since 2>/dev/null <"$J/started"
	[ "$boot" = "$since" ] || state=rebooted
}

job_exited() {
	read -r code 2>/dev/null <"$J/rc" || { code=-; return 1; }
	state=exited
}

# job_start ID TIMEOUT once|- VALUES SHA256 LENGTH BODY
job_start() {
	case $1 in '' | .* | *[!A-Za-z0-9_.-]*) fail refused "no name for a job: $1"; return ;; esac
	job_state "$1"
	if [ "$state" = none ]; then
		job_prepare "$@" || return
		job_launch "$1" "$2" "$3"
		tries=0
		while job_state "$1" && [ "$state" = none ]; do
			tries=$((tries + 1))
			if [ "$tries" -ge 100 ]; then
				fail failed "the job was launched but has not said that it started; its state is not known yet"
				return
			fi
			nap
		done
	fi
	rec job "$state" "$code" 0 - 0
	ok
}

# job_prune: what finished jobs have left is kept for the newest of them. One that has not ended, and one that must not
# run twice, is evidence.
job_prune() {
	# shellcheck disable=SC2012 # names of our own; the order by time is what is asked for
	ls -t "$K/jobs"/*/rc 2>/dev/null | while read -r rc; do
		[ -e "\${rc%/rc}/once" ] || printf '%s\\n' "\${rc%/rc}"
	done | xargs -r du -sk 2>/dev/null | {
		count=0 kib=0
		while read -r taken old; do
			count=$((count + 1)) kib=$((kib + taken))
			if [ "$count" -gt ${keptJobs} ] || [ "$kib" -gt ${keptKib} ]; then rm -rf "$old"; fi
		done
	}
}

job_prepare() {
	job_prune
	J=$K/jobs/$1
	if ! mkdir -p "$J" || ! printf '%s' "$7" >"$J/body.$agent"; then
		fail failed "cannot write $J"
		return 1
	fi
	size "$J/body.$agent"
	sum=$(sha256sum <"$J/body.$agent")
	if [ "$size" != "$6" ] || [ "\${sum%% *}" != "$5" ]; then
		rm -f "$J/body.$agent"
		fail checksum "the script of job $1 did not arrive whole"
		return 1
	fi
	{
		cat "$W/lib"
		printf '%s\\n' 'set -eu' 'umask 022' "KW_GIVEN='$R/gave-$1'" "$give"
		[ -z "$4" ] || printf '%s\\n' ". '$R/values-$1'; rm -f '$R/values-$1'"
		printf '%s\\n' ". '$J/body'"
	} >"$J/script.$agent"
	[ -z "$4" ] || printf '%s' "$4" >"$R/values-$1"
	true >"$R/gave-$1"
	printf '%s' "$runner" >"$J/runner.$agent"
	keep "$J/body.$agent" && keep "$J/script.$agent" && keep "$J/runner.$agent" &&
		# Renamed, never written in place: a shell that another agent has started reads them meanwhile.
		mv -f "$J/body.$agent" "$J/body" && mv -f "$J/script.$agent" "$J/script" && mv -f "$J/runner.$agent" "$J/runner" && keep "$J" && return 0
	fail failed "cannot write $J: is the disk full?"
	return 1
}

# A unit of systemd has its own cgroup: it outlives sshd and the end of the login session.
job_launch() {
	if [ -d /run/systemd/system ] && systemd-run --quiet --collect --unit="kubewiz-$1" -p KillMode=control-group \\
		/bin/sh "$K/jobs/$1/runner" "$K/jobs/$1" "$2" "$3" "$R/values-$1" >/dev/null 2>&1 </dev/null 9>&-; then return; fi
	setsid /bin/sh "$K/jobs/$1/runner" "$K/jobs/$1" "$2" "$3" "$R/values-$1" >/dev/null 2>&1 </dev/null 9>&- &
}

# job_attach ID OFFSET WAIT: what is new since byte OFFSET, after at most WAIT seconds
job_attach() {
	at=$2
	now
	until=$((now + $3))
	while :; do
		# The state first: when it says exited, the output read afterwards is whole.
		job_state "$1"
		begin=$at
		pieces=0
		while [ "$pieces" -lt 4 ] && job_piece; do pieces=$((pieces + 1)); done
		now
		if [ "$state" != running ] || [ "$at" != "$begin" ] || [ -e "$W/cancelled" ] || [ "$now" -ge "$until" ]; then break; fi
		nap
	done
	# More to come: the end is told when it has been read.
	if [ "$pieces" = 4 ] && [ "$state" != none ]; then state=running code=-; fi
	if [ "$state" != running ] && [ -s "$R/gave-$1" ]; then send "$R/gave-$1" 0 gave - -; fi
	rec job "$state" "$code" "$at" - 0
	ok
}

# job_piece: one record of output from byte $at on; false when there is none yet
job_piece() {
	size "$J/out"
	if [ "$at" -lt "$size" ]; then
		job_send "$J/out" 0
		return
	fi
	# The earliest segment that reaches beyond $at; names are no order.
	from=
	for tail in "$J"/tail.*; do
		[ -s "$tail" ] || continue
		size "$tail"
		start=\${tail##*.}
		[ "$at" -lt $((start + size)) ] || continue
		if [ -z "$from" ] || [ "$start" -lt "$from" ]; then from=$start; fi
	done
	[ -n "$from" ] || return 1
	if [ "$at" -lt "$from" ]; then
		rec dropped - - $((from - at)) - 0
		at=$from
	fi
	job_send "$J/tail.$from" "$from"
}

job_send() {
	tail -c +$((at - $2 + 1)) "$1" | dd of="$W/piece" bs=1048576 count=1 iflag=fullblock 2>/dev/null
	size "$W/piece"
	[ "$size" -gt 0 ] || return 1
	rec data "$at" - - - "$size"
	cat "$W/piece"
	at=$((at + size))
}

# job_cancel ID: ends its process group, unless it is one that runs once
job_cancel() {
	job_state "$1"
	if [ -e "$J/once" ]; then
		fail refused "job $1 must not be interrupted"
		return
	fi
	if [ "$state" = running ]; then
		true >"$J/cancelled"
		group=
		read -r group 2>/dev/null <"$J/pid" || :
		[ -z "$group" ] || kill_group "$group"
	fi
	ok
}

job_ack() {
	rm -f "$R/gave-$1"
	ok
}
`;
