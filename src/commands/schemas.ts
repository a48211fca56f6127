import {clusterJsonSchema} from '../cluster/json-schema.ts';
import {eventJsonSchema} from '../events/schema.ts';

/** The schemas that kubewiz publishes, by the word `kubewiz schema` takes; each makes its JSON Schema. */
export const schemas = {cluster: clusterJsonSchema, events: eventJsonSchema} as const;
