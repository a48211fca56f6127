import {schemaVersion, type VersionRecord} from '../events/version.ts';
import {englishJson} from '../told.ts';
import type {Renderer} from './renderer.ts';
import type {Sink} from './sink.ts';

/** One JSON object a line; the first names the schema (`kubewiz schema events`). */
export function jsonRenderer(sink: Sink, kubewiz: string): Renderer {
	const version: VersionRecord = {type: 'version', schema: schemaVersion, kubewiz};
	sink.write(`${JSON.stringify(version)}\n`);
	return {
		event: (event) => sink.write(`${englishJson(event)}\n`),
		end: () => sink.drain(),
	};
}
