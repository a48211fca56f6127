/** Upload and download. Both as root, so that no temporary file of the login user is needed. */
export const agentFiles = `
# receive PATH MODE SIZE SHA256 OFFSET LENGTH: a piece of a file from stdin. Runs in the agent itself, which owns stdin.
receive() {
	temp=\${1%/*}/.kubewiz.\${1##*/}.$agent
	if [ ! -d "\${1%/*}/" ]; then
		[ "$6" = 0 ] || dd bs="$6" count=1 iflag=fullblock >/dev/null 2>&1
		fail absent "there is no directory \${1%/*}"
		return
	fi
	[ "$5" != 0 ] || rm -f "$temp"
	if [ "$6" != 0 ] && ! dd bs="$6" count=1 iflag=fullblock 2>/dev/null >>"$temp"; then
		rm -f "$temp"
		fail failed "cannot write $temp"
		return
	fi
	[ $(($5 + $6)) -ge "$3" ] || { ok; return; }
	[ "$6" != 0 ] || true >>"$temp"
	settle "$1" "$2" "$3" "$4"
}

# settle PATH MODE SIZE SHA256: the temporary file takes its place, if it is whole
settle() {
	size "$temp"
	sum=$(sha256sum <"$temp")
	done=$temp
	temp=
	if [ "$size" != "$3" ] || [ "\${sum%% *}" != "$4" ]; then
		rm -f "$done"
		fail checksum "$1 arrived with $size bytes, sha256 \${sum%% *}; $3 bytes, $4 were sent"
		return
	fi
	if chmod "$2" "$done" && keep "$done" && mv -f "$done" "$1" && keep "\${1%/*}/"; then ok; else
		rm -f "$done"
		fail failed "cannot put $1 in place"
	fi
}

# download PATH LIMIT
download() {
	if [ ! -f "$1" ]; then
		fail absent "there is no file $1"
		return
	fi
	size "$1"
	if [ "$size" -gt "$2" ]; then
		fail too-big "$1 has $size bytes, more than $2"
		return
	fi
	at=0
	while [ "$at" -lt "$size" ]; do
		# Through a copy and not through a variable: a shell's variable holds no NUL.
		dd if="$1" of="$W/piece" bs=1048576 skip=$((at / 1048576)) count=1 2>/dev/null
		total=$size
		size "$W/piece"
		[ "$size" != 0 ] || break
		rec data "$at" - - - "$size"
		cat "$W/piece"
		at=$((at + size))
		size=$total
	done
	ok
}
`;
