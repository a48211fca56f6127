import {packageSourceFor} from '../../../src/cluster/package-source.ts';
import type {PackageSource} from '../../../src/cluster/types.ts';
import {type Script, sequence, sh} from '../../../src/shell/sh.ts';
import {checkTakenBack, takeBack} from '../../files.ts';
import {curlProxy} from '../../prepare/proxy-settings.ts';
import type {StepContext} from '../../step.ts';
import type {Actions} from '../family.ts';
import {installer} from './apt.ts';
import {keyFunctions} from './keys.ts';

/** A repository as this host has it: names of the files that Kubernetes' and Docker's own instructions use, so that theirs are replaced, not doubled. */
interface Repository {
	readonly list: string;
	readonly keyring: string;
	readonly source: PackageSource;
	readonly line: string;
}

const kubernetes = {list: '/etc/apt/sources.list.d/kubernetes.list', keyring: '/etc/apt/keyrings/kubernetes-apt-keyring.gpg'} as const;
const docker: Pick<Repository, 'list' | 'keyring'> = {list: '/etc/apt/sources.list.d/docker.list', keyring: '/etc/apt/keyrings/docker.gpg'};

/** Signed apt repositories: each bound to its own key by `signed-by`, the key to the fingerprint in the spec. */
export function repositories(context: StepContext): Actions {
	const all = repositoriesOf(context);
	const former = context.cluster.mirrors.dockerCe ? [] : [docker.list, docker.keyring];
	return {
		check: sequence([keyFunctions, ...all.map(check), checkTakenBack(former, 'todo')]),
		apply: sequence([installer, keyFunctions, curlProxy(context.cluster), ...all.map(apply), takeBack(former)]),
		writes: all.map(({keyring}) => keyring),
		verify: sequence([keyFunctions, ...all.map(check), checkTakenBack(former, 'kw_fail'), versionThere(context)]),
	};
}

function repositoriesOf({cluster, facts}: StepContext): readonly Repository[] {
	const {packages, dockerCe} = cluster.mirrors;
	const arch = facts.arch === 'unknown' ? [] : [`arch=${facts.arch === 'arm' ? 'armhf' : facts.arch}`];
	const make = ({list, keyring}: typeof docker, source: PackageSource): Repository => ({
		...{list, keyring, source},
		line: `deb [${[...arch, `signed-by=${keyring}`].join(' ')}] ${placeOf(source)}`,
	});
	return [make(kubernetes, packages), ...(dockerCe ? [make(docker, packageSourceFor(dockerCe, facts.os))] : [])];
}

function placeOf({deb}: PackageSource): string {
	return deb.layout === 'flat' ? `${deb.url} /` : `${deb.url} ${deb.suite} ${deb.components.join(' ')}`;
}

function check({list, keyring, source, line}: Repository): Script {
	return sh`
		kw_has gpg || todo 'gpg is not installed'
		echo ${line} | kw_same ${list} 644 || todo ${list} 'does not name the chosen mirror'
		kw_key_is ${keyring} ${source.keyFingerprint} || todo "the key in" ${keyring} "is missing, expired or not the pinned one"
	`;
}

function apply({list, keyring, source, line}: Repository): Script {
	return sh`
		other=''
		for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
			if [ -f "$file" ] && [ "$file" != ${list} ] && grep -v '^[[:space:]]*#' "$file" | grep -qF ${source.deb.url.replace(/\/$/, '')}; then other=$file; fi
		done
		[ "$other" = '' ] || kw_fail "$other names" ${source.deb.url} "as well; apt refuses one repository with two keys. Remove or comment out that entry"
		kw_key_is ${keyring} ${source.keyFingerprint} || kw_fetch_key ${source.keyUrl} ${source.keyFingerprint} ${keyring}
		echo ${line} | kw_write ${list} 644
		kw_apt update -o Dir::Etc::sourcelist=${list} -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any
	`;
}

/** The mirror must hold this very version, or the next step would fail with less to go by. */
function versionThere({cluster}: StepContext): Script {
	const {kubernetesVersion, mirrors} = cluster;
	return sh`
		there=$(apt-cache madison kubeadm | awk -F'|' '{ gsub(/ /, "", $2); print $2 }')
		printf '%s\\n' "$there" | grep -q ${`^${kubernetesVersion.replaceAll('.', '\\.')}\\(-\\|$\\)`} ||
			kw_fail ${mirrors.packages.deb.url} "has no kubeadm" ${kubernetesVersion}"; newest there:" "$(printf '%s\\n' "$there" | head -n 3 | tr '\\n' ' ')"
	`;
}
