import type {Host} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {places} from '../places.ts';
import {progressFunctions} from '../progress.ts';
import {everyNode, minutes, step} from '../step.ts';

export const pullImages = step({
	id: 'images/pull',
	title: told('Pull the images', '拉取镜像'),
	why: told(
		'A registry that is slow, full or lacks an image shows here, before anything is begun that can’t be begun twice.',
		'镜像仓库缓慢、已满或缺少镜像，都会在这里显现，而此时尚未开始任何不能重来的操作。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['runtime/containerd'],
	detached: true,
	pool: 'download',
	retry: ['network', 'pull'],
	timeoutMs: minutes(40),
	check: ({host}) => sh`
		${functions(host)}
		[ -r ${places.imageList} ] || todo 'kubeadm was not asked yet'
		[ -S /run/containerd/containerd.sock ] || todo 'containerd does not run'
		[ "$(missing)" = '' ] || todo "not here yet: $(missing | tr '\\n' ' ')"
	`,
	apply: ({host}) => sh`
		${functions(host)}
		${progressFunctions}
		${stored}
		set --
		for image in $(missing); do set -- "$@" "$image"; done
		number=0
		for image in "$@"; do
			number=$((number + 1))
			echo "pulling image $number/$# $image"
			kw_measured "image $number/$# $image" stored crictl pull "$image"
			echo "$(kw_amount "$kw_grown") in $kw_took s image $number/$# $image"
		done
	`,
	verify: ({host}) => sh`
		${functions(host)}
		[ "$(missing)" = '' ] || kw_fail "not here: $(missing | tr '\\n' ' ')"
		{ needed; echo; present; } | awk 'NF == 0 { asked = 1; next } !asked { wanted[$1]; next } $1 in wanted { print $1, $3 }'
	`,
});

/**
 * `stored`: bytes in containerd's content store, for crictl says nothing until
 * an image is whole. Layers come in below `ingest` and move to `blobs`, which
 * is counted first: one that moves meanwhile is missed once, never counted
 * twice. What they are unpacked to lies elsewhere. The place is containerd's
 * default, which the configuration written by kubewiz leaves as it is.
 */
const content = '/var/lib/containerd/io.containerd.content.v1.content';
const stored: Script = sh`
	stored() { kw_bytes_in ${content}/blobs ${content}/ingest; }
`;

/** Components that run on every node; the others are control planes' own. */
const everywhere = '/(kube-proxy|pause|coredns):';

/**
 * `ctr` answers for all images in one call, with their digests. It shows what
 * containerd has in the kubelet's namespace; pulling is left to crictl, which
 * goes by the mirrors in certs.d.
 */
function functions(host: Host): Script {
	const pattern = host.roles.includes('control-plane') ? '/' : everywhere;
	return sh`
		needed() { grep -v '^#' ${places.imageList} | grep -E ${pattern}; }
		present() { ctr -n k8s.io images ls; }
		missing() { { present; echo; needed; } | awk 'NF == 0 { asked = 1; next } !asked { have[$1]; next } !($1 in have)'; }
	`;
}
