import {sh} from '../shell/sh.ts';

/**
 * Shell functions that facts and probes share. `put KEY FIELD…` prints one
 * line, `key TAB field TAB field…`; tabs and line feeds inside a field become
 * blanks, so that lines and fields cannot be mistaken.
 */
export const lineFunctions = sh`
	set +e
	LC_ALL=C
	export LC_ALL
	unset BASH_ENV
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
	# bounded SECONDS COMMAND…: a tool that hangs must not hang the rest.
	if command -v timeout >/dev/null 2>&1; then
		bounded() { timeout "$@"; }
	else
		bounded() {
			shift
			"$@"
		}
	fi
	# Nanoseconds since the epoch in $stamp, and how many milliseconds it can be off in $precision.
	# shellcheck disable=SC2034 # callers read both
	now() {
		precision=1
		stamp=$(date +%s%N)
		if [ "\${#stamp}" -lt 19 ] || [ "\${stamp#*[!0-9]}" != "$stamp" ]; then
			precision=1000
			stamp=$(date +%s)000000000
		fi
	}
`;
