import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';

/** A layer, packed and put into the store. */
export type Layer = {digest: string; size: number; diffId: string};

/** What an image is, beside its layers. */
export type ImageConfig = {entrypoint?: string[]; cmd?: string[]; labels: Record<string, string>};

const mediaTypes = {
	manifest: 'application/vnd.docker.distribution.manifest.v2+json',
	config: 'application/vnd.docker.container.image.v1+json',
	layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
} as const;

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

/** Writes images straight into the file layout that docker-registry keeps, so that no push is needed. */
export class ImageStore {
	readonly #root: string;

	constructor(directory: string) {
		this.#root = join(directory, 'docker/registry/v2');
	}

	/** Packs a folder as one layer: fastest gzip, since hosts unpack it time and again. */
	layer(directory: string): Layer {
		const packed = execFileSync(
			'sh',
			['-c', 'tar --sort=name --mtime=@0 --numeric-owner --owner=0 --group=0 -C "$1" -c . | gzip -1n', 'sh', directory],
			{maxBuffer: 1 << 30},
		);
		return {digest: this.#blob(packed), size: packed.length, diffId: sha256(gunzipSync(packed))};
	}

	/** Makes an image of layers and gives it a name and a tag. */
	image(repository: string, tag: string, layers: readonly Layer[], config: ImageConfig): void {
		const configText = JSON.stringify({
			architecture: 'amd64',
			os: 'linux',
			created: '2021-01-13T13:28:09Z',
			config: {
				Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
				Labels: config.labels,
				...(config.entrypoint === undefined ? {} : {Entrypoint: config.entrypoint}),
				...(config.cmd === undefined ? {} : {Cmd: config.cmd}),
			},
			rootfs: {type: 'layers', diff_ids: layers.map((layer) => `sha256:${layer.diffId}`)},
			history: layers.map(() => ({created: '2021-01-13T13:28:09Z', created_by: 'kubewiz lab'})),
		});
		const configDigest = this.#blob(configText);
		const manifest = JSON.stringify({
			schemaVersion: 2,
			mediaType: mediaTypes.manifest,
			config: {mediaType: mediaTypes.config, size: Buffer.byteLength(configText), digest: `sha256:${configDigest}`},
			layers: layers.map((layer) => ({mediaType: mediaTypes.layer, size: layer.size, digest: `sha256:${layer.digest}`})),
		});
		const digest = this.#blob(manifest);
		const base = `repositories/${repository}`;
		for (const one of [configDigest, ...layers.map((layer) => layer.digest)]) this.#link(`${base}/_layers/sha256/${one}`, one);
		this.#link(`${base}/_manifests/revisions/sha256/${digest}`, digest);
		this.#link(`${base}/_manifests/tags/${tag}/current`, digest);
		this.#link(`${base}/_manifests/tags/${tag}/index/sha256/${digest}`, digest);
	}

	#blob(data: Buffer | string): string {
		const digest = sha256(data);
		const directory = join(this.#root, 'blobs/sha256', digest.slice(0, 2), digest);
		mkdirSync(directory, {recursive: true});
		writeFileSync(join(directory, 'data'), data);
		return digest;
	}

	#link(directory: string, digest: string): void {
		mkdirSync(join(this.#root, directory), {recursive: true});
		writeFileSync(join(this.#root, directory, 'link'), `sha256:${digest}`);
	}
}
