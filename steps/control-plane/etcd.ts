import {type Script, sh} from '../../src/shell/sh.ts';

const pki = '/etc/kubernetes/pki/etcd';

/**
 * A disk of etcd's own has this directory from mkfs, and kubeadm refuses a data
 * directory that is not empty. Only an empty one goes; fsck makes it again when
 * it has something to put there.
 */
export const emptyEtcdDisk: Script = sh`
	if rmdir /var/lib/etcd/lost+found 2>/dev/null; then echo 'removed /var/lib/etcd/lost+found, which was empty'; fi
`;

/**
 * etcd as seen from a control plane, through its own HTTP gateway (`/v3` since
 * etcd 3.4): no etcdctl is needed on the host.
 *
 * `etcd_members` prints a line per member: NAME or `-` when it was never
 * started, `voter` or `learner`, and its peer URLs. `etcd_troubles` prints what
 * speaks against adding a member now, and nothing when all is well.
 */
export const etcdFunctions: Script = sh`
	etcd_ask() {
		curl -sS --noproxy '*' --max-time 10 --cacert ${pki}/ca.crt --cert ${pki}/healthcheck-client.crt --key ${pki}/healthcheck-client.key "$@" 2>&1
	}
	etcd_members() {
		answer=$(etcd_ask -X POST -d '{}' https://127.0.0.1:2379/v3/cluster/member/list)
		case $answer in *'"members"'*) ;; *) echo "etcd does not list its members: $answer" >&2; return 1 ;; esac
		printf '%s\\n' "$answer" | awk '{
			count = split($0, members, /\\{"ID":/)
			for (i = 2; i <= count; i++) {
				name = "-"; urls = ""
				if (match(members[i], /"name":"[^"]+"/)) name = substr(members[i], RSTART + 8, RLENGTH - 9)
				if (match(members[i], /"peerURLs":\\[[^]]*\\]/)) urls = substr(members[i], RSTART + 12, RLENGTH - 13)
				gsub(/"/, "", urls)
				print name, (members[i] ~ /"isLearner":true/ ? "learner" : "voter"), urls
			}
		}'
	}
	etcd_troubles() {
		health=$(etcd_ask https://127.0.0.1:2379/health)
		case $health in *'"health":"true"'*) ;; *) echo "etcd on this host is not healthy: $health" ;; esac
		if ! members=$(etcd_members 2>&1); then echo "$members"; return; fi
		printf '%s\\n' "$members" | awk '
			$1 == "-" { print "a member was added but never started: " $3 }
			$2 == "learner" { print "member " $1 " is still a learner: " $3 }'
	}
`;
