import {type Script, sh} from '../../../src/shell/sh.ts';
import {progressFunctions} from '../../progress.ts';

/** Who holds apt's or dpkg's lock, read from /proc/locks: fuser and lsof are not everywhere. `kw_wait_for_lock` waits until nobody does. */
export const locks: Script = sh`
	# Prints LOCK PID COMMAND of the first lock that another process holds.
	kw_lock_holder() {
		for lock in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock; do
			[ -e "$lock" ] || continue
			inode=$(stat -c %i "$lock")
			# Fields: number, type, kind, access, pid, device:inode. Lines with -> only wait for the lock.
			awk -v inode="$inode" '$2 != "->" { split($6, place, ":"); if (place[3] == inode) print $5 }' /proc/locks | while read -r pid; do
				# Another file system may have a file of the same inode number.
				case $(ls -l "/proc/$pid/fd" 2>/dev/null) in
				*"-> $lock"*) printf '%s %s %s\\n' "$lock" "$pid" "$(cat "/proc/$pid/comm")" ;;
				esac
			done
		done | head -n 1
	}
	kw_wait_for_lock() {
		waited=0
		while holder=$(kw_lock_holder) && [ "$holder" != '' ]; do
			lock=\${holder%% *} process=\${holder#* }
			[ "$waited" -lt 600 ] || kw_fail "E: Could not get lock $lock. It is held by process \${process%% *} (\${process#* }) for more than 10 minutes"
			[ $((waited % 15)) -ne 0 ] || echo "waiting for process \${process%% *} (\${process#* }), which holds $lock"
			sleep 3
			waited=$((waited + 3))
		done
	}
`;

/**
 * apt-get without questions, that waits for the locks itself: apt's own
 * DPkg::Lock::Timeout is silent and does not cover `update`.
 */
export const installer: Script = sh`
	export DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1
	${locks}
	${progressFunctions}
	# kw_fetched: what apt has fetched. It names a file when it begins with it and then says nothing; lists count unpacked.
	kw_fetched() { kw_bytes_in /var/lib/apt/lists /var/cache/apt/archives; }
	# kw_apt ARG...: tries again when another process took the lock in between.
	kw_apt() {
		kw_verb=$1
		for round in 1 2 3; do
			kw_wait_for_lock
			code=0
			kw_measured "fetched by apt-get $kw_verb" kw_fetched \\
				apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \\
				-o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" || code=$?
			[ "$code" -ne 0 ] || return 0
			if [ "$round" -eq 3 ] || [ "$(kw_lock_holder)" = '' ]; then return "$code"; fi
		done
	}
	# kw_update: a repository that cannot be read is no reason to stop, for it may be of somebody else's and not be
	# needed; it is named with its file. Whether something is missed kw_install finds out, and then repeats apt's errors.
	kw_update() {
		kw_said=$(mktemp -d)
		{ code=0; kw_apt update || code=$?; echo "$code" >"$kw_said/code"; } 2>&1 | tee "$kw_said/lines"
		[ -s "$kw_said/code" ] || exit 1
		kw_update_errors=''
		[ "$(cat "$kw_said/code")" = 0 ] || kw_update_errors=$(grep '^E: ' "$kw_said/lines" || :)
		kw_unread "$kw_said/lines"
		rm -rf "$kw_said"
	}
	# kw_unread FILE: names the repositories that these lines of apt's complain of, and the files they stand in.
	kw_unread() {
		grep -E '^(E|W|Err)[:0-9]' "$1" | grep -oE "(https?|ftp|file|cdrom)://?[^][:blank:]]+" | sort -u >"$1.urls" || :
		for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
			[ -f "$file" ] || continue
			{ grep -v '^[[:space:]]*#' "$file" || :; } | { grep -oE "(https?|ftp|file|cdrom)://?[^][:blank:]]+" || :; } | sort -u | while read -r uri; do
				if awk -v uri="\${uri%/}" '$0 == uri || index($0, uri "/") == 1 { found = 1 } END { exit !found }' "$1.urls"; then
					echo "warning: apt cannot read the repository $uri, named in $file; going on with what the others have"
				fi
			done
		done
	}
	# kw_install PACKAGE...: after an update; removes nothing to make room.
	kw_install() {
		kw_wait_for_lock
		# What a power cut left half configured is finished first.
		if [ "$(ls -A /var/lib/dpkg/updates)" != '' ] || dpkg --audit 2>/dev/null | grep -q .; then dpkg --configure -a; fi
		code=0
		kw_apt install --no-install-recommends --no-remove "$@" || code=$?
		if [ "$code" -ne 0 ] && [ "\${kw_update_errors:-}" != '' ]; then printf 'apt-get update had said before:\\n%s\\n' "$kw_update_errors" >&2; fi
		return "$code"
	}
`;

/** `kw_version_of PACKAGE` prints the installed version, or nothing. Defined apart: checks need no more. */
export const installedVersion: Script = sh`
	kw_version_of() { dpkg-query -W -f='\${db:Status-Status} \${Version}\\n' "$1" 2>/dev/null | awk '$1 == "installed" { print $2 }'; }
`;
