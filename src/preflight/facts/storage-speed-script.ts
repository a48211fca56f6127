import {sh} from '../../shell/sh.ts';

/**
 * How long one synchronous write takes on the disk of etcd. dd writes 2300
 * bytes (the size etcd's own documents use for this measurement) with O_DSYNC into blocks that exist already, and
 * says itself how long that took, so that starting dd does not count. At most
 * 100 writes, and none starts after the first second.
 */
export const storageSpeedFacts = sh`
	measure_storage() {
		directory=/var/lib/etcd
		[ -d "$directory" ] || directory=/var/lib
		[ -w "$directory" ] || return 0
		sample=$(mktemp -d "$directory/.kubewiz-speed.XXXXXX" 2>/dev/null) || return 0
		trap 'rm -rf "$sample"' EXIT
		if dd if=/dev/zero of="$sample/blocks" bs=4096 count=16 conv=fsync 2>/dev/null; then
			now
			limit=$((\${stamp%??????} + 1000))
			count=0
			while [ "$count" -lt 100 ]; do
				dd if=/dev/zero of="$sample/blocks" bs=2300 count=1 seek="$((count % 28))" conv=notrunc oflag=dsync 2>&1 || break
				count=$((count + 1))
				[ "$((count % 5))" -ne 0 ] && continue
				now
				[ "\${stamp%??????}" -lt "$limit" ] || break
			done | awk '/copied/ && match($0, /[0-9.e+-]+ s/) { print substr($0, RSTART, RLENGTH - 2) * 1000 }' | sort -n | awk '
				{ time[NR] = $1 }
				END { if (NR >= 20) { rank = int(NR * 0.99); if (rank < NR * 0.99) rank++; printf "fsync\\t%.3f\\t%d\\t%.3f\\n", time[rank], NR, time[int((NR + 1) / 2)] } }'
		fi
		rm -rf "$sample"
		trap - EXIT
	}
	measure_storage
`;
