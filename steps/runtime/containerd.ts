import {stringify} from 'yaml';
import {criSocket} from '../../src/cluster/kubeadm/node-registration.ts';
import {writtenByKubewiz} from '../../src/cluster/written-by-kubewiz.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {checkFiles, writeFiles} from '../files.ts';
import {places} from '../places.ts';
import {everyNode, minutes, step} from '../step.ts';
import {containerdConfigs} from './containerd-config.ts';

const config = '/etc/containerd/config.toml';

const crictlConfig = {
	path: '/etc/crictl.yaml',
	text: stringify({'runtime-endpoint': criSocket, 'image-endpoint': criSocket, timeout: 10, debug: false}),
} as const;

const head = `${writtenByKubewiz} for this version of containerd. The file that was here before is kept under /var/lib/kubewiz/backup.`;

export const configureContainerd = step({
	id: 'runtime/containerd',
	title: told('Configure containerd', '配置 containerd'),
	why: told(
		'It must use systemd’s cgroups as the kubelet does, kubeadm’s pause image, and the mirrors.',
		'它必须与 kubelet 一样使用 systemd 的 cgroup，并使用 kubeadm 的 pause 镜像和所选的镜像站。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['packages/containerd', 'images/list', 'runtime/registries'],
	timeoutMs: minutes(3),
	check: () => sh`
		kw_has containerd || todo 'containerd is not installed'
		[ -r ${places.imageList} ] || todo 'the pause image is not known yet'
		${newConfig}
		new_config | kw_same ${config} 644 || todo ${config} 'is not the one for this containerd'
		${checkFiles([crictlConfig], 'todo')}
		${runsWithIt('todo')}
	`,
	apply: () => sh`
		${newConfig}
		${daemon}
		daemon | kw_write ${places.formerContainerd} 600
		kw_write ${config} 644 new_config
		${writeFiles([crictlConfig])}
		systemctl restart containerd
	`,
	verify: () => sh`
		${newConfig}
		${runsWithIt('kw_fail')}
		loaded=$(containerd config dump)
		for part in "$(sandbox)" 'SystemdCgroup = true' /etc/containerd/certs.d; do
			printf '%s\\n' "$loaded" | grep -qF -e "$part" || kw_fail "containerd does not know '$part' from" ${config}
		done
		kw_wait 60 'containerd answers' answers
	`,
});

const newConfig: Script = sh`
	sandbox() { grep '/pause:' ${places.imageList} | head -n 1; }
	answers() { crictl version >/dev/null; }
	new_config() {
		echo ${head}
		[ "$(sandbox)" != '' ] || kw_fail 'no pause image is named in' ${places.imageList}
		case $(containerd --version | awk '{ sub(/^v/, "", $3); print $3 }') in
		0.* | 1.*) version_2 ;;
		2.0*) version_3 ;;
		*) version_3_lists ;;
		esac | sed "s|@SANDBOX IMAGE@|$(sandbox)|"
	}
	version_2() {
		cat ${heredoc(containerdConfigs.version2)}
	}
	version_3() {
		cat ${heredoc(containerdConfigs.version3)}
	}
	version_3_lists() {
		cat ${heredoc(containerdConfigs.version3Lists)}
	}
`;

/**
 * It runs, and has read its configuration: it is not the process that ran when
 * that was written. No time is compared, for clocks are set, and of the kernel's
 * two only one counts the hours a machine sleeps.
 */
function runsWithIt(verdict: 'todo' | 'kw_fail'): Script {
	return sh`
		${daemon}
		kw_active containerd || ${verdict} 'containerd does not run'
		[ "$(daemon)" != "$(cat ${places.formerContainerd} 2>/dev/null)" ] || ${verdict} 'containerd was started before its configuration was written'
	`;
}

/** `daemon` prints which process containerd is: boot, process id, and start in the kernel's ticks since boot, the 22nd field of its stat. */
const daemon: Script = sh`
	daemon() {
		pid=$(systemctl show -p MainPID containerd)
		pid=\${pid#MainPID=}
		if [ -r "/proc/$pid/stat" ]; then echo "$(cat /proc/sys/kernel/random/boot_id) $pid $(sed 's/.*) //' "/proc/$pid/stat" | cut -d ' ' -f 20)"; else echo none; fi
	}
`;
