/** Stands in the bundle for ajv, with which conf would check a file against a schema; kubewiz gives it none. */
export class Ajv2020 {
	constructor() {
		throw new Error('ajv is not in the bundle');
	}
}

// biome-ignore lint/style/noDefaultExport: the shape of ajv-formats
export default {default: () => {}};
