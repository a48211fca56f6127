import {raw, type Script, sh} from '../shell/sh.ts';
import {diskFacts} from './facts/disks-script.ts';
import {networkFacts} from './facts/network-script.ts';
import {packageFacts} from './facts/packages-script.ts';
import {remainsFacts} from './facts/remains-script.ts';
import {storageSpeedFacts} from './facts/storage-speed-script.ts';
import {systemFacts} from './facts/system-script.ts';
import {timeFacts} from './facts/time-script.ts';

/**
 * The shell text that reads a host's facts in one go. It changes nothing
 * (`measureStorage` writes 64 KiB into a file beside the etcd directory and
 * removes it), needs no tool but those every Linux host has, and tolerates the
 * absence of any other.
 *
 * Output: one fact a line, `key TAB field TAB field…`. Tabs and line feeds
 * inside a field are turned into blanks by `put`, so that lines and fields
 * cannot be mistaken. The last line is `end`: without it the facts are cut.
 */
export function factsScript(options: {readonly measureStorage: boolean}): Script {
	return sh`
		set +e
		LC_ALL=C
		export LC_ALL
		tab=$(printf '\\t')
		line_feed='
		'
		put() {
			fact=$1
			shift
			for field in "$@"; do
				case $field in
				*"$tab"* | *"$line_feed"*) field=$(printf '%s' "$field" | tr '\\t\\n' '  ') ;;
				esac
				fact="$fact$tab$field"
			done
			printf '%s\\n' "$fact"
		}
		# first_line FILE: its first line in $line, empty when it cannot be read.
		first_line() {
			line=
			[ -r "$1" ] && IFS= read -r line 2>/dev/null <"$1"
			return 0
		}
		# bounded SECONDS COMMAND…: a tool that hangs must not hang the facts.
		if command -v timeout >/dev/null 2>&1; then
			bounded() { timeout "$@"; }
		else
			bounded() {
				shift
				"$@"
			}
		fi
		# Nanoseconds since the epoch in $stamp, and how many milliseconds it can be off in $precision.
		now() {
			precision=1
			stamp=$(date +%s%N)
			if [ "\${#stamp}" -lt 19 ] || [ "\${stamp#*[!0-9]}" != "$stamp" ]; then
				precision=1000
				stamp=$(date +%s)000000000
			fi
		}
		now
		put clock-start "$stamp" "$precision"
		${systemFacts}
		${networkFacts}
		${diskFacts}
		${packageFacts}
		${remainsFacts}
		${timeFacts}
		${options.measureStorage ? storageSpeedFacts : raw(': etcd storage is not measured here', 'nothing to run')}
		now
		put clock-end "$stamp" "$precision"
		put end
	`;
}
