import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, step} from '../step.ts';

/** Services that make swap at boot without a line in fstab. */
const swapServices = ['zramswap.service', 'zram-config.service', 'dphys-swapfile.service'];

export const turnSwapOff = step({
	id: 'prepare/swap',
	title: told('Turn swap off, now and after a reboot', '关闭交换分区，重启后也关闭'),
	why: told(
		'The kubelet does not start while swap is on, unless it is told to allow it (kubelet.failSwapOn: false in the spec).',
		'swap 启用时 kubelet 不会启动，除非允许它这样做（规约中的 kubelet.failSwapOn: false）。',
	),
	kind: 'idempotent',
	on: (cluster) => (cluster.kubeadm.kubelet.failSwapOn === false ? [] : everyNode(cluster)),
	after: [],
	check: () => sh`
		${functions}
		[ "$(swaps)" = '' ] || todo "swap is on: $(swaps | tr '\\n' ' ')"
		without_swap | kw_same /etc/fstab - || [ ! -e /etc/fstab ] || todo '/etc/fstab turns swap on at the next boot'
		[ ! -e /usr/lib/systemd/zram-generator.conf ] || [ -e /etc/systemd/zram-generator.conf ] || todo 'zram-generator makes swap at the next boot'
		for service in ${swapServices}; do
			[ ! -e "/etc/systemd/system/multi-user.target.wants/$service" ] || todo "$service makes swap at the next boot"
		done
	`,
	apply: () => sh`
		${functions}
		if [ -e /etc/fstab ]; then kw_write /etc/fstab - without_swap; fi
		for service in ${swapServices}; do
			if systemctl is-enabled --quiet "$service" 2>/dev/null; then systemctl disable --now "$service"; fi
		done
		# An empty file here overrides the distribution's, which would make compressed swap in memory.
		if [ -e /usr/lib/systemd/zram-generator.conf ]; then : | kw_write /etc/systemd/zram-generator.conf 644; fi
		systemctl daemon-reload
		swaps | while read -r name; do echo "swapoff $name"; done
		swapoff -a
		# Of the units left, those of a file somebody made are disabled. Only what nothing else would stop is masked: units that
		# systemd makes itself for swap partitions it finds (GPT), and those that something else pulls in. What has no file
		# is there as a memory or as another name.
		systemctl list-units --type=swap --all --plain --no-legend | while read -r unit _; do
			case $(systemctl show -p FragmentPath "$unit") in
			FragmentPath=) ;;
			FragmentPath=/run/systemd/generator*) systemctl mask --now "$unit" ;;
			*)
				systemctl disable --now "$unit"
				case $(systemctl is-enabled "$unit" 2>/dev/null) in static | indirect) systemctl mask "$unit" ;; esac
				;;
			esac
		done
	`,
	// Units that are masked.
	writes: ({facts}) => (facts.swap.length > 0 ? ['/etc/systemd/system/*.swap'] : []),
	verify: () => sh`
		${functions}
		[ "$(swaps)" = '' ] || kw_fail "swap is still on: $(swaps | tr '\\n' ' ')"
		without_swap | kw_same /etc/fstab - || [ ! -e /etc/fstab ] || kw_fail '/etc/fstab still turns swap on at boot'
	`,
});

/** A line is swap by its third field: words such as /mnt/swapdata elsewhere mean nothing. */
const functions: Script = sh`
	swaps() { awk 'NR > 1 { print $1 }' /proc/swaps; }
	without_swap() { [ ! -e /etc/fstab ] || awk '$1 !~ /^#/ && $3 == "swap" { print "# turned off by kubewiz: " $0; next } { print }' /etc/fstab; }
`;
