/**
 * Shell functions that every step's script can use. Sourced before a script by
 * the agent, and written as `lib.sh` by `plan --export`. POSIX sh; safe under
 * `set -eu`. File names are absolute.
 *
 * Who runs a script tells it by `KW_GIVEN` into which file `kw_give` writes, or
 * defines a `kw_give` of its own after sourcing this.
 */
export const stepLibrary = `
# What a check found, and why. Each ends the script.
todo() { printf '%s\\n' "$*"; exit 10; }
partial() { printf '%s\\n' "$*"; exit 11; }
foreign() { printf '%s\\n' "$*"; exit 12; }

# kw_fail WORDS: ends the script with an error.
kw_fail() { printf '%s\\n' "$*" >&2; exit 1; }

# kw_give NAME VALUE: hands a run-time value to steps of other hosts.
kw_give() { printf '%s %s\\n' "$1" "$2" >>"\${KW_GIVEN:?}"; }

# kw_same FILE MODE <text: is the file so? MODE - means any.
kw_same() {
	[ -f "$1" ] || return 1
	[ "$2" = - ] || [ "$(stat -Lc %a "$1")" = "$2" ] || return 1
	[ "$(cat; echo .)" = "$(cat "$1"; echo .)" ]
}

# kw_write FILE MODE [COMMAND...] <text: writes what stdin holds, or what COMMAND prints, into the file (temp, sync,
# rename) unless it is so already, and keeps what was there before in /var/lib/kubewiz/backup. MODE - keeps mode and
# owner. A command that fails ends the script, and nothing is written: no shell here tells of a failure before a pipe.
kw_write() {
	kw_file=$1 kw_mode=$2
	[ ! -L "$1" ] || kw_file=$(readlink -f "$1")
	if [ $# -gt 2 ]; then
		shift 2
		kw_text=$(set -e; "$@"; echo .)
	else
		kw_text=$(cat; echo .)
	fi
	if printf '%s' "\${kw_text%.}" | kw_same "$kw_file" "$kw_mode"; then return; fi
	mkdir -p "\${kw_file%/*}"
	kw_keep "$kw_file"
	kw_temp=$(mktemp "$kw_file.kubewiz.XXXXXX")
	[ "$kw_mode" != - ] || [ ! -f "$kw_file" ] || cp -p "$kw_file" "$kw_temp"
	printf '%s' "\${kw_text%.}" >"$kw_temp"
	case $kw_mode in
	-) [ -f "$kw_file" ] || chmod 644 "$kw_temp" ;;
	*) chmod "$kw_mode" "$kw_temp" ;;
	esac
	kw_place "$kw_temp" "$kw_file"
	echo "wrote $kw_file"
}

# kw_place TEMP FILE: TEMP becomes FILE, which is noted as kubewiz's own writing.
kw_place() {
	sync "$1"
	kw_noted=/var/lib/kubewiz/written$2
	(umask 077 && mkdir -p "\${kw_noted%/*}")
	sha256sum <"$1" >"$kw_noted"
	mv -f "$1" "$2"
}

# kw_wrote FILE: is it there, and still as kubewiz wrote it?
kw_wrote() { [ -f "$1" ] && [ -f "/var/lib/kubewiz/written$1" ] && [ "$(sha256sum <"$1")" = "$(cat "/var/lib/kubewiz/written$1")" ]; }

# kw_keep FILE: keeps a copy of the file as it was before kubewiz first changed it, and of what others have made of it since.
kw_keep() {
	kw_kept=/var/lib/kubewiz/backup$1
	if [ -e "$kw_kept" ] || [ -e "$kw_kept.absent" ]; then
		if [ ! -f "$1" ] || [ ! -f "/var/lib/kubewiz/written$1" ] || kw_wrote "$1"; then return; fi
		kw_kept=$kw_kept.$(date -u +%Y%m%dT%H%M%SZ)
	fi
	(umask 077 && mkdir -p "\${kw_kept%/*}")
	if [ -e "$1" ]; then cp -p "$1" "$kw_kept"; else : >"$kw_kept.absent"; fi
}

# kw_take_back FILE: takes away what kubewiz wrote, and puts back what was there before. What others have changed since is theirs.
kw_take_back() {
	kw_kept=/var/lib/kubewiz/backup$1
	if kw_wrote "$1"; then
		if [ -f "$kw_kept" ]; then
			kw_temp=$(mktemp "$1.kubewiz.XXXXXX")
			cp -p "$kw_kept" "$kw_temp"
			sync "$kw_temp"
			mv -f "$kw_temp" "$1"
			echo "$1 is again as it was before kubewiz"
		else
			rm -f "$1"
			echo "removed $1"
		fi
		rm -f "$kw_kept" "$kw_kept.absent"
	elif [ -e "$1" ]; then
		echo "$1 is not as kubewiz wrote it, and stays"
	fi
	rm -f "/var/lib/kubewiz/written$1"
}

# kw_block TITLE <lines: prints them between kubewiz's marker lines.
kw_block() { printf '# BEGIN kubewiz: %s\\n' "$1"; cat; printf '# END kubewiz: %s\\n' "$1"; }

# kw_without_block TITLE FILE: prints the file without that block.
kw_without_block() {
	[ ! -e "$2" ] || awk -v b="# BEGIN kubewiz: $1" -v e="# END kubewiz: $1" '$0 == b { skip = 1 } !skip { print } $0 == e { skip = 0 }' "$2"
}

# kw_has COMMAND: is it installed?
kw_has() { command -v "$1" >/dev/null 2>&1; }

# kw_active UNIT: does systemd run it?
kw_active() { systemctl is-active --quiet "$1"; }

# kw_wait SECONDS WHAT COMMAND...: tries every other second until it succeeds; says every 10 s what it waits for.
# Time is the kernel's, which no clock that is set right can move.
kw_wait() {
	kw_end=$(($(kw_uptime) + $1)) kw_say=$(($(kw_uptime) + 4)) kw_what=$2
	shift 2
	while ! "$@"; do
		kw_now=$(kw_uptime)
		[ "$kw_now" -lt "$kw_end" ] || { printf 'gave up waiting: %s\\n' "$kw_what" >&2; return 1; }
		if [ "$kw_now" -ge "$kw_say" ]; then
			printf 'waiting: %s (%s s left)\\n' "$kw_what" "$((kw_end - kw_now))"
			kw_say=$((kw_now + 10))
		fi
		sleep 2
	done
}
kw_uptime() { read -r kw_up _ </proc/uptime; echo "\${kw_up%.*}"; }
`.trimStart();
