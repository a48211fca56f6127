import {sh} from '../../shell/sh.ts';

/** Functions that ask package repositories and registries; each prints one `source` line. They run side by side, so each uses files named by its number. */
export const sourceFunctions = sh`
	# package_source NUMBER KIND PACKAGE VERSION SHOWN INDEX…: an index URL without ending for each component; plain first, then packed.
	package_source() {
		number=$1 kind=$2 package=$3 version=$4 shown=$5
		shift 5
		now
		began=\${stamp%??????}
		for index in "$@"; do
			request GET "$index" "$number"
			if [ "$code" = 404 ]; then
				request GET "$index.gz" "$number"
				[ "$code" = 200 ] && gzip -dc "$work/$number.body" >"$work/$number.plain" 2>/dev/null && mv "$work/$number.plain" "$work/$number.body"
			fi
			verdict
			[ "$result" = held ] || continue
			versions=$(awk -v package="$package" '$1 == "Package:" { name = $2 } $1 == "Version:" && name == package { print $2 }' "$work/$number.body" | sort -V)
			[ -n "$versions" ] || { result=lacking detail="no package $package"; continue; }
			[ -n "$version" ] || break
			# 1.36.4-1.1, 1.20.2-00, or 1.20.5+really1.20.2-1 of Debian.
			found=$(printf '%s\\n' "$versions" | grep -E "(^|[:+]|really)$(printf '%s' "$version" | sed 's/\\./\\\\./g')-" | tail -n 1)
			if [ -n "$found" ]; then detail=$found; break; fi
			result=lacking detail="newest is $(printf '%s\\n' "$versions" | tail -n 1)"
		done
		milliseconds "$began"
		put source "$kind" "$shown" "$result" "$detail" "$elapsed"
	}
	# manifest NUMBER URL: asks for an image's manifest, with an anonymous token where the registry wants one.
	manifest() {
		request HEAD "$2" "$1"
		[ "$code" = 401 ] || return 0
		challenge=$(tr -d '\\r' <"$work/$1.headers" | sed -n 's/^[Ww][Ww][Ww]-[Aa]uthenticate: *[Bb]earer *//p' | tail -n 1)
		realm=$(printf '%s' "$challenge" | sed -n 's/.*realm="\\([^"]*\\)".*/\\1/p')
		service=$(printf '%s' "$challenge" | sed -n 's/.*service="\\([^"]*\\)".*/\\1/p' | sed 's/ /%20/g')
		scope=$(printf '%s' "$challenge" | sed -n 's/.*scope="\\([^"]*\\)".*/\\1/p' | sed 's/ /%20/g')
		[ -n "$realm" ] || return 0
		request GET "$realm?service=$service&scope=$scope" "$1"
		[ "$code" = 200 ] || { [ "$code" = unknown ] || code=401; return 0; }
		token=$(sed -n 's/.*"\\(access_\\)\\{0,1\\}token" *: *"\\([^"]*\\)".*/\\2/p' "$work/$1.body" | head -n 1)
		request HEAD "$2" "$1" "$token"
	}
	# image_source NUMBER SHOWN URL…: the first registry that holds the image will do, as containerd tries them in turn.
	image_source() {
		number=$1 shown=$2
		shift 2
		now
		began=\${stamp%??????}
		for url in "$@"; do
			manifest "$number" "$url"
			verdict
			[ "$result" = held ] && break
		done
		milliseconds "$began"
		put source images "$shown" "$result" "$detail" "$elapsed"
	}
	# registry_mirror NUMBER URL: any answer of a registry will do, also that it wants a token.
	registry_mirror() {
		now
		began=\${stamp%??????}
		request GET "$2/v2/" "$1"
		verdict
		[ "$code" = 401 ] && result=held
		milliseconds "$began"
		put source registry-mirror "$2" "$result" "$detail" "$elapsed"
	}
`;
