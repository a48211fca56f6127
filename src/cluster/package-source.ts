import type {Facts} from './facts.ts';
import type {PackageSource} from './types.ts';

/** Distributions docker-ce has a deb repository for. */
const dockerDistributions = ['ubuntu', 'debian', 'raspbian'];

/**
 * The source as it reads on a host: `{id}` becomes the distribution docker-ce
 * knows it by (its own or the one it is like), `{codename}` the release. Throws
 * Error when the host tells neither.
 */
export function packageSourceFor(source: PackageSource, os: Facts['os']): PackageSource {
	const fill = (text: string) => text.replaceAll('{id}', () => distribution(os)).replaceAll('{codename}', () => codename(os));
	const deb =
		source.deb.layout === 'flat'
			? {...source.deb, url: fill(source.deb.url)}
			: {...source.deb, url: fill(source.deb.url), suite: fill(source.deb.suite)};
	return {...source, deb, keyUrl: fill(source.keyUrl)};
}

function canServe({id, idLike, codename}: Facts['os']): boolean {
	return codename !== undefined && [id, ...idLike].some((one) => dockerDistributions.includes(one));
}

function distribution(os: Facts['os']): string {
	const found = [os.id, ...os.idLike].find((id) => dockerDistributions.includes(id));
	if (!found)
		throw new Error(
			`docker-ce has no Debian packages for ${os.pretty}: use the distribution's own containerd (runtime.package: containerd)`,
		);
	return found;
}

function codename(os: Facts['os']): string {
	if (!os.codename)
		throw new Error(`${os.pretty} does not name its release (VERSION_CODENAME in /etc/os-release), which docker-ce's repository needs`);
	return os.codename;
}

/**
 * A repository as apt's one-line form has it behind `deb`: URL, suite and
 * components; `/` for a flat one. What depends on the host stays in braces
 * where no host is given, or none that docker-ce has packages for.
 */
export function packageSourceText(source: PackageSource, os?: Facts['os']): string {
	const {deb} = os && canServe(os) ? packageSourceFor(source, os) : source;
	return deb.layout === 'flat' ? `${deb.url} /` : `${deb.url} ${deb.suite} ${deb.components.join(' ')}`;
}
