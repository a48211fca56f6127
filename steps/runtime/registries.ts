import type {Cluster} from '../../src/cluster/types.ts';
import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {checkFiles, type ManagedFile, writeFiles} from '../files.ts';
import {places} from '../places.ts';
import {everyNode, step} from '../step.ts';

export const configureRegistries = step({
	id: 'runtime/registries',
	title: told('Configure registry mirrors in containerd, if any', '为 containerd 配置镜像仓库（如有）'),
	why: told(
		'containerd looks for /etc/containerd/certs.d/<registry>/hosts.toml at every pull; it needs no restart for it.',
		'containerd 每次拉取镜像都会查看 /etc/containerd/certs.d/<registry>/hosts.toml，因此无需重启。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['packages/containerd'],
	check: ({cluster}) => sh`
		${checkFiles(hostsFiles(cluster), 'todo')}
		${unwanted(cluster)}
		left=$(unwanted)
		[ "$left" = '' ] || todo 'no longer in the spec:' "$left"
	`,
	apply: ({cluster}) => sh`
		${writeFiles(hostsFiles(cluster))}
		${unwanted(cluster)}
		unwanted | while read -r file; do
			kw_take_back "$file"
			rmdir "\${file%/*}" 2>/dev/null || :
		done
	`,
});

/** `unwanted` prints the files of registries that kubewiz wrote, unchanged since, and that the spec no longer names. */
function unwanted(cluster: Cluster): Script {
	return sh`
		wanted() {
			cat ${heredoc(
				hostsFiles(cluster)
					.map(({path}) => path)
					.join('\n'),
			)}
		}
		unwanted() {
			for noted in ${places.written}/etc/containerd/certs.d/*/hosts.toml; do
				file=\${noted#${places.written}}
				if kw_wrote "$file" && ! wanted | grep -qxF -e "$file"; then echo "$file"; fi
			done
		}
	`;
}

/** One hosts.toml for each registry that is not simply reached over HTTPS by its own name (containerd docs/hosts.md). */
export function hostsFiles({mirrors}: Cluster): readonly ManagedFile[] {
	const {repository, insecure} = mirrors.images;
	const own = repository.split('/')[0] as string;
	const urls = new Map(Object.entries({...(insecure ? {[own]: `http://${own}`} : {}), ...mirrors.registries}));
	return [...urls].map(([registry, url]) => ({path: `/etc/containerd/certs.d/${registry}/hosts.toml`, text: hostsToml(registry, url)}));
}

/**
 * Without `resolve` among the capabilities tags would still be asked of the
 * upstream registry, and without `server` a pull would fall back on it over
 * HTTPS, which a plain-HTTP registry of the same name can't answer.
 */
function hostsToml(registry: string, mirror: string): string {
	const {origin, pathname} = new URL(mirror);
	const path = pathname.replace(/\/+$/, '');
	const same = new URL(origin).host === registry;
	const lines = [`server = "${same ? origin : upstream(registry)}"`, '', `[host."${origin}${path === '' ? '' : withVersion(path)}"]`];
	return [...lines, '  capabilities = ["pull", "resolve"]', ...(path === '' ? [] : ['  override_path = true'])].join('\n');
}

/** With `override_path` the path must hold the API's version itself. */
function withVersion(path: string): string {
	return path === '/v2' || path.startsWith('/v2/') ? path : `/v2${path}`;
}

/** docker.io is the one registry whose name is not where it answers. */
function upstream(registry: string): string {
	return registry === 'docker.io' ? 'https://registry-1.docker.io' : `https://${registry}`;
}
