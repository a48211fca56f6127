import {Ajv2020} from 'ajv/dist/2020.js';
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {clusterJsonSchema, type JsonSchema} from '../../src/cluster/json-schema.ts';
import {fixtureTexts} from './fixtures.ts';

const schema = clusterJsonSchema();
const validate = new Ajv2020({strict: false, allErrors: true, formats: {ipv4: true, uri: true}}).compile(schema);

function errorsOf(document: unknown): string[] {
	return validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Every schema inside a schema, with its path. */
function inside(part: JsonSchema, path = ''): [string, JsonSchema][] {
	const children = [
		...Object.entries(part.properties ?? {}).map(([key, child]) => [`${path}.${key}`, child] as const),
		...(part.items ? [[`${path}[]`, part.items] as const] : []),
		...[...(part.anyOf ?? []), ...(part.oneOf ?? [])].map((child) => [path, child] as const),
	];
	return [[path, part], ...children.flatMap(([where, child]) => inside(child, where))];
}

describe('the JSON Schema of cluster.yaml', () => {
	it.each(Object.entries(fixtureTexts))('takes the fixture %s', (_, text) => {
		expect(errorsOf(parse(text))).toEqual([]);
	});

	it('refuses what the loader refuses for its shape', () => {
		const document = parse(fixtureTexts.single ?? '') as {spec: Record<string, unknown>};
		const changed = (spec: Record<string, unknown>) => errorsOf({...document, spec: {...document.spec, ...spec}});
		expect(changed({hosts: []})).not.toEqual([]);
		expect(changed({hosts: [{name: 'a'}]})).not.toEqual([]);
		expect(changed({hosts: ['-oProxyCommand=x']})).not.toEqual([]);
		expect(changed({unknown: 1})).toEqual(['/spec must NOT have additional properties']);
		expect(changed({ssh: {port: 0}})).not.toEqual([]);
		expect(changed({mirrors: {images: 'tuna'}})).not.toEqual([]);
		expect(changed({cni: {name: 'calico', backend: 'vxlan'}})).not.toEqual([]);
		expect(changed({kubeadm: {extraArgs: {apiServer: {'--v': '4'}}}})).not.toEqual([]);
		expect(errorsOf({...document, kind: 'Pod'})).not.toEqual([]);
	});

	it('demands nothing but hosts', () => {
		const spec = schema.properties?.spec;
		expect(spec?.required).toEqual(['hosts']);
		expect(spec?.properties?.hosts?.items?.anyOf?.map((branch) => branch.required)).toEqual([undefined, ['address']]);
		expect(schema.required).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
	});

	it('explains every section and names the defaults', () => {
		for (const key of ['hosts', 'ssh', 'controlPlaneEndpoint', 'cni', 'mirrors', 'kubeadm', 'proxy', 'timeServers', 'firewall'])
			expect(schema.properties?.spec?.properties?.[key]?.description, key).toMatch(/\w{3}/);
		const defaults = Object.fromEntries(
			inside(schema).flatMap(([path, part]) => (part.default === undefined ? [] : [[path, part.default]])),
		);
		expect(defaults).toMatchObject({
			'.spec.kubernetesVersion': '1.36.4',
			'.spec.network.podCIDR': '10.244.0.0/16',
			'.spec.network.serviceCIDR': '10.96.0.0/12',
			'.spec.runtime.package': 'containerd.io',
			'.spec.firewall': 'open-ports',
		});
	});

	it('gives only examples it would take itself', () => {
		for (const [path, part] of inside(schema)) {
			const check = new Ajv2020({strict: false, formats: {ipv4: true, uri: true}}).compile(part);
			for (const example of [...((part.examples as unknown[]) ?? []), ...(part.default === undefined ? [] : [part.default])])
				expect(check(example), `${path}: ${JSON.stringify(example)}`).toBe(true);
		}
	});

	it('has no key for a secret', () => {
		const keys = inside(schema).map(([path]) => path.split('.').at(-1) ?? '');
		expect(keys.filter((key) => /password|passphrase|token|secret/i.test(key))).toEqual([]);
	});
});
