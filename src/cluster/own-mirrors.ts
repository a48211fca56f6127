import type {z} from 'zod';
import {isPlainUrl} from './patterns.ts';
import {
	type MirrorPartsSpec,
	type MirrorsSpec,
	type ownDockerCe,
	type ownImages,
	type ownPackages,
	registriesMap,
} from './schema/mirrors.ts';
import * as kinds from './schema/words.ts';

/**
 * A mirror of the operator's own, for one use. `url` is what it is called on
 * screen: the URL as it was typed, and with `registries` all of its pairs.
 */
export type OwnMirror =
	| {readonly use: 'packages'; readonly url: string; readonly source: z.output<typeof ownPackages>}
	| {readonly use: 'images'; readonly url: string; readonly source: z.output<typeof ownImages>}
	| {readonly use: 'docker-ce'; readonly url: string; readonly source: z.output<typeof ownDockerCe>}
	| {readonly use: 'registries'; readonly url: string; readonly source: Readonly<Record<string, string>>};

type Use = OwnMirror['use'];

/** What is asked of an own mirror, in this order. */
export const ownFields = {
	packages: ['url', 'keyURL', 'keyFingerprint'],
	images: ['repository'],
	'docker-ce': ['url', 'keyURL', 'keyFingerprint'],
	registries: ['registries'],
} as const satisfies Readonly<Record<Use, readonly string[]>>;

export type OwnField = (typeof ownFields)[Use][number];

/** Answers by field, as typed. */
export type OwnAnswers = Readonly<Partial<Record<OwnField, string>>>;

/** True when a field of this use may have this text. docker-ce's key has a default, so its fields may stay empty. */
export function isOwnAnswer(use: Use, field: OwnField, text: string): boolean {
	const value = text.trim();
	if (use === 'docker-ce' && field !== 'url' && value === '') return true;
	switch (field) {
		case 'url':
			return use === 'packages' ? packageSource(value) !== undefined : isPlainUrl(value);
		case 'keyURL':
			return isPlainUrl(value);
		case 'keyFingerprint':
			return kinds.fingerprint.safeParse(fingerprint(value)).success;
		case 'repository':
			return kinds.imageRepository.safeParse(repository(value).repository).success;
		case 'registries':
			return registries(value) !== undefined;
	}
}

/** What a field begins with, made of the answers before it: a repository as pkgs.k8s.io lays it out has its key beside it. */
export function firstAnswer(use: Use, field: OwnField, answers: OwnAnswers): string {
	const source = use === 'packages' && field === 'keyURL' ? packageSource(answers.url ?? '') : undefined;
	return source && source.suite === undefined ? `${source.url.replace(/\/+$/, '')}/Release.key` : '';
}

/** The mirror of answers that `isOwnAnswer` let through. */
export function ownMirror(use: Use, answers: OwnAnswers): OwnMirror {
	const {url = '', keyURL = '', keyFingerprint = '', repository: image = '', registries: pairs = ''} = answers;
	switch (use) {
		case 'packages': {
			const source = packageSource(url.trim()) ?? {url: url.trim()};
			const key = {keyURL: keyURL.trim(), keyFingerprint: fingerprint(keyFingerprint)};
			return named({use, source: {...source, ...key}});
		}
		case 'images':
			return named({use, source: repository(image.trim())});
		case 'docker-ce': {
			const key = {
				...(keyURL.trim() !== '' && {keyURL: keyURL.trim()}),
				...(keyFingerprint.trim() !== '' && {keyFingerprint: fingerprint(keyFingerprint)}),
			};
			return named({use, source: {url: url.trim(), ...key}});
		}
		case 'registries':
			return named({use, source: registries(pairs) ?? {}});
	}
}

/** Own mirrors that a spec names, as one imported from a file may. */
export function ownMirrorsIn(spec: MirrorsSpec | undefined): readonly OwnMirror[] {
	if (spec === undefined || typeof spec === 'string') return [];
	const {packages, images, dockerCE, registries: map} = spec;
	return [
		...(typeof packages === 'object' ? [named({use: 'packages', source: packages})] : []),
		...(typeof images === 'object' ? [named({use: 'images', source: images})] : []),
		...(typeof dockerCE === 'object' ? [named({use: 'docker-ce', source: dockerCE})] : []),
		// An empty map is no mirror: every registry itself.
		...(typeof map === 'object' && Object.keys(map).length > 0 ? [named({use: 'registries', source: map})] : []),
	];
}

/** How a spec says to use it. */
export function specOf(mirror: OwnMirror): MirrorPartsSpec {
	switch (mirror.use) {
		case 'packages':
			return {packages: mirror.source};
		case 'images':
			return {images: mirror.source};
		case 'docker-ce':
			return {dockerCE: mirror.source};
		case 'registries':
			return {registries: mirror.source};
	}
}

type Unnamed<Mirror> = Mirror extends OwnMirror ? Omit<Mirror, 'url'> : never;

function named(mirror: Unnamed<OwnMirror>): OwnMirror {
	switch (mirror.use) {
		case 'packages': {
			const {url, suite, components} = mirror.source;
			return {...mirror, url: suite === undefined ? url : [url, suite, ...(components ?? [])].join(' ')};
		}
		case 'images':
			return {...mirror, url: `${mirror.source.insecure ? 'http://' : ''}${mirror.source.repository}`};
		case 'docker-ce':
			return {...mirror, url: mirror.source.url};
		case 'registries':
			return {
				...mirror,
				url: Object.entries(mirror.source)
					.map(([registry, url]) => `${registry}=${url}`)
					.join(' '),
			};
	}
}

/** `URL`, or `URL SUITE COMPONENT…` as a line of sources.list has them. */
function packageSource(text: string): {readonly url: string; readonly suite?: string; readonly components?: string[]} | undefined {
	const [url = '', suite, ...components] = text.split(/\s+/);
	if (!isPlainUrl(url) || ![suite, ...components].every((word) => word === undefined || kinds.nodeName.safeParse(word).success))
		return undefined;
	return {url, ...(suite !== undefined && {suite}), ...(components.length > 0 && {components})};
}

/** gpg prints it in groups; copied from there it is right. */
function fingerprint(text: string): string {
	return text.replaceAll(/\s+/g, '').toUpperCase();
}

/** A repository has no scheme; written with `http://` it says that the registry speaks plain HTTP. */
function repository(text: string): z.output<typeof ownImages> {
	const insecure = text.startsWith('http://');
	return {repository: text.replace(/^https?:\/\//, '').replace(/\/+$/, ''), ...(insecure && {insecure})};
}

/** `docker.io=https://mirror.example quay.io=…`; undefined when a pair is not of that form. */
function registries(text: string): Record<string, string> | undefined {
	const pairs = text
		.split(/[\s,]+/)
		.filter((pair) => pair !== '')
		.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')] as const);
	const read = registriesMap.safeParse(Object.fromEntries(pairs));
	return read.success && pairs.length > 0 ? read.data : undefined;
}
