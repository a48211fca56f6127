/** Bytes of a job's output kept from its beginning, and the size of each later segment, of which the last two are kept. */
const headBytes = 8 << 20;
const segmentBytes = 4 << 20;

/**
 * The process that runs one job on the host, a program of its own: it lives
 * longer than the agent and the connection. It holds the job's lock for its
 * life; the script and whatever that leaves behind don't inherit it.
 */
export const jobRunner = `
# runner DIRECTORY TIMEOUT once|- VALUES-FILE
set -u
umask 077
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOME=/root
LC_ALL=C
export PATH HOME LC_ALL
cd / || exit 97
J=$1 limit=$2 once=$3 values=$4

nap() {
	sleep 0.1 2>/dev/null || sleep 1
}
keep() {
	sync "$1" 2>/dev/null || sync
}
size() {
	size=0
	[ -s "$1" ] || return 0
	size=$(wc -c <"$1")
	size=$((size))
}

# say TEXT: a line of our own at the end of the output; the collector may be gone
say() {
	(
		trap '' PIPE
		printf '\\nkubewiz: %s\\n' "$1" >&8
	)
}

# Whoever asks for the state holds the lock for an instant: try again.
exec 9>>"$J/lock"
tries=0
until flock -n 9; do
	[ ! -e "$J/started" ] || exit 98
	tries=$((tries + 1))
	[ "$tries" -lt 50 ] || exit 99
	nap
done
[ ! -e "$J/started" ] || exit 98
[ "$once" != once ] || true >"$J/once"
cat /proc/sys/kernel/random/boot_id >"$J/started.tmp" && keep "$J/started.tmp" || exit 97
mv "$J/started.tmp" "$J/started" && keep "$J" || exit 97

# collect: keeps the beginning and the end of stdin; what is read is written at once
collect() {
	size "$J/out"
	total=$size
	file=$J/out
	while :; do
		# On a full disk the script must go on, without a record of its output.
		dd bs=16384 count=128 2>/dev/null >>"$file" || cat >/dev/null
		was=$size
		size "$file"
		[ "$size" != "$was" ] || break
		total=$((total + size - was))
		if [ "$file" = "$J/out" ] && [ "$size" -lt ${headBytes} ]; then continue; fi
		if [ "$file" != "$J/out" ] && [ "$size" -lt ${segmentBytes} ]; then continue; fi
		[ "$file" = "$J/out" ] || [ "$file" = "$previous" ] || rm -f "$previous"
		previous=$file
		[ "$file" != "$J/out" ] || previous=$J/none
		file=$J/tail.$total
		size=0
	done
}

# enforce GROUP: the time limit
enforce() {
	left=$limit
	[ "$left" -gt 0 ] || return
	while kill -0 "$1" 2>/dev/null; do
		sleep 1
		left=$((left - 1))
		if [ "$left" = 0 ]; then
			true >"$J/timeout"
			kill -TERM -"$1" 2>/dev/null
		elif [ "$left" = -5 ]; then
			kill -KILL -"$1" 2>/dev/null
		fi
	done
}

true >"$J/out"
previous=$J/none
rm -f "$J/pipe"
mkfifo "$J/pipe" || exit 97
rm -f "$J/drained"
# By exec, here and below: a function called with a redirection keeps the old descriptor for its return.
(
	exec <"$J/pipe" 9>&-
	collect
	true >"$J/drained"
) &
collector=$!
exec 8>"$J/pipe"
setsid /bin/sh "$J/script" >&8 2>&1 </dev/null 8>&- 9>&- &
group=$!
echo "$group" >"$J/pid"
if [ "$once" != once ]; then
	(
		exec 8>&- 9>&-
		enforce "$group"
	) &
fi
wait "$group"
rc=$?
if [ -e "$J/timeout" ]; then
	rc=124
	say "ended after $limit seconds, the time this step may take"
fi
[ ! -e "$J/cancelled" ] || say 'ended because the operator cancelled it'
exec 8>&-
# A daemon left behind may hold the pipe open for ever: the collector gets two seconds to drain it.
tries=0
while [ ! -e "$J/drained" ] && [ "$tries" -lt 20 ]; do
	tries=$((tries + 1))
	nap
done
kill "$collector" 2>/dev/null
rm -f "$J/pipe" "$J/pid" "$J/drained" "$values"
keep "$J/out"
echo "$rc" >"$J/rc.tmp" && keep "$J/rc.tmp" && mv "$J/rc.tmp" "$J/rc" && keep "$J"
`;
