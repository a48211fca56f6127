import {bootstrapTokenDescription} from '../../src/cluster/kubeadm/init.ts';
import {leaderOf} from '../../src/cluster/types.ts';
import {quote, raw, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {step} from '../step.ts';

/** The second is kubeadm's own token, which lends the certificates (kubeadm phases/copycerts). */
const descriptions = [bootstrapTokenDescription, 'Proxy for managing TTL for the kubeadm-certs secret'];

export const revokeCredentials = step({
	id: 'control-plane/revoke',
	title: told('Revoke join tokens and keys', '吊销加入令牌和证书密钥'),
	why: told(
		'A token lets anyone who can reach the API bring a node in; none is left behind.',
		'任何能访问 API 的人都可以凭令牌加入节点；因此一个也不留下。',
	),
	kind: 'idempotent',
	on: (cluster) => [leaderOf(cluster)],
	after: ['control-plane/kubeconfig', {everywhere: 'control-plane/join'}, {everywhere: 'workers/join'}],
	takesBack: ['join-token', 'certificate-key'],
	check: () => sh`
		${needsControlPlane}
		${functions}
		left=$(remaining)
		[ "$left" = '' ] || todo 'to be deleted from kube-system:' "$left"
	`,
	apply: () => sh`
		${functions}
		# The certificates go with the token that lends them, sooner or later.
		for name in $(remaining); do kw_kubectl -n kube-system delete --ignore-not-found "$name"; done
	`,
});

const ours = raw(descriptions.map(quote).join(' | '), 'alternatives of a case pattern, each quoted');

/** `remaining` prints what is left, as `secret/NAME`. */
const functions: Script = sh`
	${adminKubectl}
	remaining() {
		tokens=$(kw_kubectl -n kube-system get secrets --field-selector type=bootstrap.kubernetes.io/token \\
			-o 'go-template={{range .items}}{{.metadata.name}} {{if .data.description}}{{.data.description | base64decode}}{{end}}{{"\\n"}}{{end}}')
		printf '%s\\n' "$tokens" | while read -r name description; do
			case $description in
			${ours}) echo "secret/$name" ;;
			esac
		done
		kw_kubectl -n kube-system get secret kubeadm-certs --ignore-not-found -o name
	}
`;
