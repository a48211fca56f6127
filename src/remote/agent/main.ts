/** The agent's loop: one request at a time, worked off by a child, so that a `cancel` is heard meanwhile. */
export const agentMain = `
hello() {
	N=$1
	printf '%s\\n' "$2" >"$W/lib"
	{
		printf '%s\\n' ". '$W/lib'" 'set -eu' 'umask 022' "KW_GIVEN='$W/gave'" "$give"
	} >"$W/pre"
	true >"$W/gave"
	ok
}

# How a script reports a run-time value. Its own line in a file, never its output.
give='kw_give() { printf "%s %s\\n" "$1" "$2" >>"$KW_GIVEN"; }'

# cancel: TERM to what runs now; the watch follows up with KILL
cancel() {
	true >"$W/cancelled"
	if read -r _ group 2>/dev/null <"$W/deadline"; then
		now
		echo "$now $group" >"$W/deadline"
		kill -TERM -"$group" 2>/dev/null
	fi
}

work() {
	verb=$1
	shift
	case $verb in
	run) run "$@" ;;
	job-start) job_start "$@" ;;
	job-state) job_state "$1"; rec job "$state" "$code" 0 - 0; ok ;;
	job-attach) job_attach "$@" ;;
	job-cancel) job_cancel "$@" ;;
	job-ack) job_ack "$@" ;;
	download) download "$@" ;;
	*) fail refused "unknown request $verb" ;;
	esac
}

agent=$$
worker='' watch='' temp='' N='' locked=0 floor=0 I=0 E=0
umask 077
cd / || exit 1
mkdir -p "$R" "$K/steps" "$K/jobs" "$K/epochs" || exit 1
chmod 0700 "$R" "$K" || exit 1
W=$R/agent.$agent
rm -rf "$W"
mkdir "$W" || exit 1
trap finish EXIT TERM HUP INT
true >"$W/deadline"
echo 0 >"$W/beat"
(
	exec >/dev/null 2>&1 </dev/null
	watch
) &
watch=$!

beats=0
while IFS=' ' read -r magic id epoch verb length extra; do
	[ "$magic" = KW1 ] || exit 1
	beats=$((beats + 1))
	echo "$beats" >"$W/beat"
	text=
	[ "$length" = 0 ] || text=$(dd bs="$length" count=1 iflag=fullblock 2>/dev/null)
	# Cut short by a lost link: nothing of it may be run.
	[ "\${#text}" = "$length" ] || exit 1
	case $verb in
	ping) continue ;;
	cancel) cancel; continue ;;
	esac
	[ -z "$worker" ] || wait "$worker"
	worker=
	I=$id E=$epoch
	rm_if "$W/cancelled"
	eval "set -- $text"
	if [ "$E" -lt "$floor" ] && [ "$verb" != lock ]; then
		[ "$extra" = 0 ] || exit 1
		fail fenced "another run of this cluster has taken over: its epoch is $floor, this one's $E"
		continue
	fi
	case $verb in
	hello) hello "$@" ;;
	lock) lock "$@" ;;
	upload) receive "$@" "$extra" ;;
	*)
		work "$verb" "$@" 2>/dev/null &
		worker=$!
		echo "$worker" >"$W/worker"
		;;
	esac
done
`;
