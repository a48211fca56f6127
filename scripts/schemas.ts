import {writeFileSync} from 'node:fs';
import {eventJsonSchema} from '../src/events/schema.ts';

/** Writes the published event schema; a test holds it against the source. Run by bare node: `node scripts/schemas.ts`. */
writeFileSync('docs/events.schema.json', `${JSON.stringify(eventJsonSchema(), null, 2)}\n`);
