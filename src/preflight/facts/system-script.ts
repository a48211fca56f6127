import {sh} from '../../shell/sh.ts';
import {askedCommands, askedModules, askedProcesses, askedServices, askedSysctls} from './asked.ts';

/** Who the host is, what runs it, and what root finds on its PATH. */
export const systemFacts = sh`
	first_line /proc/sys/kernel/hostname
	put hostname "$line"
	if [ -r /etc/os-release ]; then
		while IFS= read -r line || [ -n "$line" ]; do
			case $line in
			ID=* | ID_LIKE=* | VERSION_ID=* | VERSION_CODENAME=* | PRETTY_NAME=*) put os "\${line%%=*}" "\${line#*=}" ;;
			esac
		done </etc/os-release
	fi
	put kernel "$(uname -r)" "$(uname -m)"
	command -v systemd-detect-virt >/dev/null 2>&1 && put virtualization "$(systemd-detect-virt 2>/dev/null)"
	put cpus "$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)"
	while read -r name value _; do
		case $name in
		MemTotal:)
			put memory-kib "$value"
			break
			;;
		esac
	done </proc/meminfo
	first_line /proc/sys/kernel/random/boot_id
	put boot-id "$line"
	first_line /etc/machine-id
	put machine-id "$line"
	first_line /sys/class/dmi/id/product_uuid
	put product-uuid "$line"
	awk -F ': *' '/^flags/ { print "cpu-flags\\t" $2; exit }' /proc/cpuinfo

	if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
		put cgroup v2
		first_line /sys/fs/cgroup/cgroup.controllers
		put cgroup-controllers "$line"
	else
		if [ -f /sys/fs/cgroup/unified/cgroup.controllers ]; then
			put cgroup hybrid
		elif [ -d /sys/fs/cgroup/memory ] || [ -d /sys/fs/cgroup/systemd ]; then
			put cgroup v1
		fi
		[ -r /proc/cgroups ] && awk '$4 == 1 { all = all " " $1 } END { print "cgroup-controllers\\t" substr(all, 2) }' /proc/cgroups
	fi
	[ -r /proc/swaps ] && awk 'NR > 1 { print "swap\\t" $1 "\\t" $3 }' /proc/swaps

	for name in ${askedModules}; do
		if [ -d "/sys/module/$name" ] || grep -q "[[:space:]]$name\$" /proc/filesystems; then
			put module "$name"
		elif [ "$name" = br_netfilter ] && [ -d /proc/sys/net/bridge ]; then
			put module "$name"
		elif [ ! -d "/lib/modules/$(uname -r)" ]; then
			put module-unknown "$name"
		elif command -v modprobe >/dev/null 2>&1 && ! modprobe -n -q "$name" 2>/dev/null; then
			put module-missing "$name"
		fi
	done
	# awk, not read: dash reads byte by byte, and these files give nothing after the first.
	set --
	for name in ${askedSysctls}; do
		file=/proc/sys/$(printf '%s' "$name" | tr . /)
		[ -r "$file" ] && set -- "$@" "$file"
	done
	[ $# -eq 0 ] || awk '{ name = substr(FILENAME, 11); gsub("/", ".", name); print "sysctl\\t" name "\\t" $0 }' "$@" 2>/dev/null
	grep -HsE '^[[:space:]]*net[./]ipv4[./](ip_forward|conf[./]all[./]forwarding)[[:space:]]*=[[:space:]]*0' \\
		/etc/sysctl.conf /etc/sysctl.d/*.conf /usr/lib/sysctl.d/*.conf /run/sysctl.d/*.conf |
		awk -F : '{ print "sysctl-file\\t" $1 "\\t" $2 }'

	for name in ${askedCommands}; do
		command -v "$name" >/dev/null 2>&1 && put command "$name"
	done
	wanted=${` ${askedProcesses.join(' ')} `}
	cat /proc/[0-9]*/comm 2>/dev/null | sort -u | while IFS= read -r name; do
		case $wanted in *" $name "*) put process "$name" ;; esac
	done
	if [ -d /run/systemd/system ]; then
		bounded 5 systemctl --version | awk 'NR == 1 { print "systemd\\t" $2 }'
		bounded 5 systemctl show --property=Id,LoadState,ActiveState,UnitFileState ${askedServices.map((name) => `${name}.service`)} |
			awk -F = '
				$1 == "Id" { id = $2 } $1 == "LoadState" { load = $2 } $1 == "ActiveState" { active = $2 } $1 == "UnitFileState" { file = $2 }
				function flush() { if (id != "" && load != "not-found") print "service\\t" id "\\t" active "\\t" file; id = ""; load = ""; active = ""; file = "" }
				NF == 0 { flush() } END { flush() }'
	fi

	if [ -r /sys/fs/selinux/enforce ]; then
		first_line /sys/fs/selinux/enforce
		case $line in 1) put selinux enforcing ;; *) put selinux permissive ;; esac
	elif [ -e /etc/selinux/config ]; then
		put selinux disabled
	else
		put selinux absent
	fi
	[ -e /run/reboot-required ] && put reboot-required
	grep -HsiE '^[[:space:]]*(manage_etc_hosts:[[:space:]]*(true|localhost|template)|preserve_hostname:[[:space:]]*false)' \\
		/etc/cloud/cloud.cfg /etc/cloud/cloud.cfg.d/*.cfg | awk -F : '{ print "cloud-init\\t" $2 "\\t" $1 }'
`;
