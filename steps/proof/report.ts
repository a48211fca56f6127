import {leaderOf} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {places} from '../places.ts';
import {step} from '../step.ts';
import {unprovenWord} from './record.ts';
import {nodeTemplate, reportWord} from './report-lines.ts';

/**
 * Prints the report in every phase: also when a second apply finds nothing to
 * do, it is there without a further round trip. Its lines are for `parseReport`.
 */
export const reportCluster = step({
	id: 'proof/report',
	title: told('Report on the cluster', '生成集群报告'),
	why: told('Versions, nodes, and until when certificates are good.', '版本、节点，以及证书的有效期。'),
	kind: 'read',
	on: (cluster) => [leaderOf(cluster)],
	after: ['proof/finish', 'control-plane/revoke', 'control-plane/kubeconfig', {everywhere: 'proof/ready'}],
	check: () => sh`
		${needsControlPlane}
		${report}
		report || todo 'the API does not answer'
	`,
	apply: () => sh`
		${report}
		report >/dev/null
	`,
});

/** Fields are separated by tabs. Certificates inside kubeconfig files count as well. */
const report: Script = sh`
	${adminKubectl}
	tab=$(printf '\\t')
	say() { printf '%s\\t%s\\n' ${reportWord} "$1"; }
	expiry() { openssl x509 -noout -enddate 2>/dev/null | sed 's/^notAfter=//'; }
	report() {
		# shellcheck disable=SC2016 # the variables are the template's
		nodes=$(kw_kubectl get nodes -o ${`go-template=${nodeTemplate}`}) || return 1
		printf '%s\\n' "$nodes" | while read -r line; do say "node$tab$line"; done
		version=$(kw_kubectl get --raw /version | tr -d ' \\n' | sed 's/.*"gitVersion":"\\([^"]*\\)".*/\\1/')
		say "version$tab$version"
		for file in /etc/kubernetes/pki/*.crt /etc/kubernetes/pki/etcd/*.crt; do
			if [ -f "$file" ]; then say "certificate$tab\${file#/etc/kubernetes/}$tab$(expiry <"$file")"; fi
		done
		for file in /etc/kubernetes/*.conf; do
			data=$(awk '$1 == "client-certificate-data:" { print $2; exit }' "$file")
			if [ "$data" != '' ]; then say "certificate$tab\${file#/etc/kubernetes/}$tab$(printf '%s' "$data" | base64 -d | expiry)"; fi
		done
		if [ -r ${places.proof} ]; then
			say "proof\${tab}pods, Services and DNS from every node$tab$(grep -v '^#' ${places.proof} | tr '\\n' ' ')"
			sed -n ${`s/^${unprovenWord} //p`} ${places.proof} | while read -r node why; do say "unproven\${tab}network of $node$tab$why"; done
		fi
	}
`;
