import {type Script, sh} from '../../../src/shell/sh.ts';

/**
 * `kw_key_is FILE FINGERPRINT` and `kw_fetch_key URL FINGERPRINT FILE`: a
 * repository's key is taken only if it is the pinned one, alone, and still good.
 */
export const keyFunctions: Script = sh`
	# kw_gpg ARG...: gpg with a home of its own, so that root's keyring is neither read nor written.
	kw_gpg() {
		GNUPGHOME=$(mktemp -d)
		export GNUPGHOME
		result=0
		gpg --batch --quiet --no-autostart "$@" || result=$?
		rm -rf "$GNUPGHOME"
		return "$result"
	}
	# kw_keys FILE: prints FINGERPRINT VALIDITY EXPIRY of each primary key. Expiry is in seconds, or nothing.
	kw_keys() {
		kw_gpg --with-colons --import-options show-only --import "$1" 2>/dev/null |
			awk -F: '$1 == "pub" { validity = $2; expiry = $7; first = 1 } $1 == "fpr" && first { print $10, (validity == "" ? "-" : validity), expiry; first = 0 }'
	}
	# kw_key_is FILE FINGERPRINT: holds this key only, readable by apt, not expired.
	kw_key_is() {
		[ -r "$1" ] || return 1
		found=$(kw_keys "$1")
		case $found in "$2 e"* | "$2 r"*) return 1 ;; esac
		[ "\${found%% *}" = "$2" ] && [ "$(printf '%s\\n' "$found" | wc -l)" -eq 1 ]
	}
	# kw_fetch_key URL FINGERPRINT FILE
	kw_fetch_key() {
		dir=$(mktemp -d)
		curl -fsSL --retry 3 --connect-timeout 15 --max-time 120 -o "$dir/key" "$1" || kw_fail "the signing key could not be fetched from $1"
		keys=$(kw_keys "$dir/key" || :)
		[ "$keys" != '' ] || kw_fail "$1 gave no OpenPGP key, but: $(head -c 200 "$dir/key" | head -n 2)"
		ours=$(printf '%s\\n' "$keys" | awk -v want="$2" '$1 == want')
		[ "$ours" != '' ] || kw_fail "the key at $1 is $(printf '%s\\n' "$keys" | awk '{ print $1 }' | tr '\\n' ' ')and not the pinned $2: refused"
		case $ours in
		*' e '*) kw_fail "the key $2 at $1 expired on $(date -u -d "@\${ours##* }" +%F): each minor's repository keeps the copy of its last publish, so take the key from the newest minor's (Release.key)" ;;
		*' r '*) kw_fail "the key $2 at $1 is revoked" ;;
		esac
		(umask 022 && mkdir -p "\${3%/*}")
		GNUPGHOME=$dir gpg --batch --quiet --no-autostart --import "$dir/key"
		GNUPGHOME=$dir gpg --batch --quiet --no-autostart --output "$dir/out" --export "$2"
		kw_keep "$3"
		ring=$(mktemp "$3.kubewiz.XXXXXX")
		cat "$dir/out" >"$ring"
		chmod 644 "$ring"
		kw_place "$ring" "$3"
		rm -rf "$dir"
		echo "key $2 from $1 is in $3"
	}
`;
