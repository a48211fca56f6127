import type {Host} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {places} from '../places.ts';
import {everyNode, minutes, step} from '../step.ts';

export const pullImages = step({
	id: 'images/pull',
	title: told('Pull the images', '拉取镜像'),
	why: 'A registry that is slow, full or lacks an image shows here, before anything is begun that can’t be begun twice.',
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
		for image in $(missing); do
			echo "pulling $image"
			crictl pull "$image"
		done
	`,
	verify: ({host}) => sh`
		${functions(host)}
		[ "$(missing)" = '' ] || kw_fail "not here: $(missing | tr '\\n' ' ')"
		{ needed; echo; present; } | awk 'NF == 0 { asked = 1; next } !asked { wanted[$1]; next } $1 in wanted { print $1, $3 }'
	`,
});

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
