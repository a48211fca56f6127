/**
 * The published form of the event stream. A reader must ignore fields, event
 * types and enumeration values it does not know. The minor number rises when
 * something is added, the major one when something is removed or changes its
 * meaning (test/events holds the published schema against this one).
 */
export const schemaVersion = '1.0';

/** First record of a `--json` stream. */
export interface VersionRecord {
	readonly type: 'version';
	readonly schema: string;
	readonly kubewiz: string;
}
