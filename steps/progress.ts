import {type Script, sh} from '../src/shell/sh.ts';

/**
 * `kw_measured WORDS COUNT COMMAND...` runs a command that says nothing for as
 * long as it downloads. COUNT is a function that prints the bytes on the disk
 * which grow with the download; every few seconds a line says by how much they
 * have grown since the command began, and how fast of late. That is what is
 * measured, no more: what another process puts there meanwhile counts too.
 *
 * The meter is a child of the script, in its process group: it goes with a job
 * that is killed, and by itself when only the script was.
 */
export const progressFunctions: Script = sh`
	# kw_amount BYTES: as 34.1 MB or 512 kB.
	kw_amount() {
		if [ "$1" -ge 1000000 ]; then echo "$(($1 / 1000000)).$(($1 / 100000 % 10)) MB"; else echo "$(($1 / 1000)) kB"; fi
	}
	# kw_bytes_in DIRECTORY...: bytes of the files in them, one directory after the other.
	kw_bytes_in() { find "$@" -type f -printf '%s\\n' 2>/dev/null | awk '{ sum += $1 } END { printf "%.0f\\n", sum }'; }
	# kw_ticks: hundredths of a second since boot, from a clock that nobody sets.
	kw_ticks() { read -r kw_up _ </proc/uptime; echo "\${kw_up%.*}\${kw_up#*.}"; }
	# kw_meter: until it gets a TERM, or the script is gone. What it sleeps with goes with it, and holds no pipe open.
	kw_meter() {
		kw_nap='' kw_got=0 kw_told=0 kw_before=$kw_begun
		trap '[ "$kw_nap" = "" ] || kill "$kw_nap" 2>/dev/null || :; exit 0' TERM
		while :; do
			sleep 4 >/dev/null 2>&1 &
			kw_nap=$!
			wait "$kw_nap" || :
			kill -0 "$$" 2>/dev/null || exit 0
			kw_more=$(($("$kw_count") - kw_base - kw_got)) kw_time=$(($(kw_ticks) - kw_before))
			if [ "$kw_more" -gt 0 ]; then
				kw_got=$((kw_got + kw_more))
				echo "$(kw_amount "$kw_got") $(kw_amount $((kw_more * 100 / (kw_time + 1))))/s $kw_words"
			elif [ "$kw_got" != "$kw_told" ]; then
				# Said once: silence that lasts is for the screen to tell.
				echo "$(kw_amount "$kw_got"), no more just now: $kw_words"
				kw_told=$kw_got
			fi
			kw_before=$((kw_before + kw_time))
		done
	}
	# kw_measured WORDS COUNT COMMAND...: leaves what grew in all in $kw_grown, and the seconds in $kw_took.
	kw_measured() {
		kw_words=$1 kw_count=$2
		shift 2
		kw_base=$("$kw_count") kw_begun=$(kw_ticks) kw_code=0
		kw_meter &
		kw_metering=$!
		"$@" || kw_code=$?
		kill "$kw_metering" 2>/dev/null || :
		wait "$kw_metering" 2>/dev/null || :
		# shellcheck disable=SC2034 # for whoever calls it
		kw_grown=$(($("$kw_count") - kw_base)) kw_took=$((($(kw_ticks) - kw_begun) / 100))
		return "$kw_code"
	}
`;
