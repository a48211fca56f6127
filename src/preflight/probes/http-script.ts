import {sh} from '../../shell/sh.ts';

/**
 * `request METHOD URL NAME [TOKEN]` asks with what the host has, follows
 * redirections, and leaves the status in $code (three digits; `unknown` without
 * a tool; `000` with the cause in $reason), the headers in $work/NAME.headers and
 * the body in $work/NAME.body. bash alone manages plain HTTP only.
 */
export const httpFunctions = sh`
	accept='Accept: application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, */*'
	last_status() { code=$(awk '/^ *HTTP\\// { code = $2 } END { print code }' "$1"); }
	if command -v curl >/dev/null 2>&1; then
		request() {
			set -- "$1" "$2" "$work/$3" "\${4:-}"
			: >"$3.body"
			set -- "$@" -sS -L --connect-timeout 5 -m 20 -H "$accept" -D "$3.headers" -w '%{http_code}'
			if [ "$1" = HEAD ]; then set -- "$@" -I -o /dev/null; else set -- "$@" -o "$3.body"; fi
			[ -z "$4" ] || set -- "$@" -H "Authorization: Bearer $4"
			url=$2 file=$3
			shift 4
			code=$(curl "$@" -- "$url" 2>"$file.error")
			reason=$(head -n 1 "$file.error")
			[ -n "$code" ] || code=000
		}
	elif command -v wget >/dev/null 2>&1 && wget --help 2>&1 | grep -q -- --server-response; then
		request() {
			set -- "$1" "$2" "$work/$3" "\${4:-}"
			: >"$3.body"
			set -- "$@" -S -T 10 -t 1 --header "$accept"
			if [ "$1" = HEAD ]; then set -- "$@" --spider; else set -- "$@" -O "$3.body"; fi
			[ -z "$4" ] || set -- "$@" --header "Authorization: Bearer $4"
			url=$2 file=$3
			shift 4
			bounded 30 wget "$@" -- "$url" >"$file.headers" 2>&1
			last_status "$file.headers"
			reason=$(grep -iE 'failed|unable|error' "$file.headers" | head -n 1)
			sed -i 's/^  *//' "$file.headers"
			[ -n "$code" ] || code=000
		}
	elif command -v bash >/dev/null 2>&1; then
		request() {
			set -- "$1" "$2" "$work/$3" "\${4:-}"
			code=unknown reason=
			case $2 in https:*) return ;; esac
			# shellcheck disable=SC2016 # bash expands it
			bounded 15 bash --norc -c '
				rest=\${2#http://}; authority=\${rest%%/*}; path=/\${rest#"$authority"}; port=\${authority##*:}
				[ "$port" != "$authority" ] || port=80
				exec 3<>"/dev/tcp/\${authority%:*}/$port" || exit 1
				printf "%s %s HTTP/1.0\\r\\nHost: %s\\r\\n%s\\r\\n" "$1" "/\${path#//}" "$authority" "$3" >&3
				[ -z "$4" ] || printf "Authorization: Bearer %s\\r\\n" "$4" >&3
				printf "\\r\\n" >&3
				cat <&3' bash "$1" "$2" "$accept" "$4" >"$3.answer" 2>"$3.error"
			sed '/^\\r*$/,$d' "$3.answer" >"$3.headers"
			sed '1,/^\\r*$/d' "$3.answer" >"$3.body"
			reason=$(sed -n 's/^bash: connect: //p' "$3.error" | head -n 1)
			last_status "$3.headers"
			[ -n "$code" ] || code=000
		}
	else
		request() { code=unknown reason=; }
	fi
	# verdict: what $code means for a thing that should be there, in $result and $detail.
	verdict() {
		detail="HTTP status $code"
		case $code in
		2??) result=held ;;
		404) result=lacking ;;
		401 | 403 | 429) result=refused ;;
		unknown) result=unknown detail='no curl or wget' ;;
		000) result=failed detail=\${reason:-no answer} ;;
		*) result=failed ;;
		esac
	}
	milliseconds() {
		now
		elapsed=$((\${stamp%??????} - $1))
	}
`;
