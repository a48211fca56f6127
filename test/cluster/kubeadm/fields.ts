import type {ConfigApi} from '../../../src/cluster/types.ts';
import table from './fields.json' with {type: 'json'};

type Types = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Everything about an object that kubeadm of an API version would not take, as `path: reason`. */
export function misfits(api: ConfigApi, type: string, value: unknown): string[] {
	return checkKind(table[api].types as unknown as Types, type, value, type);
}

function checkKind(types: Types, kind: string, value: unknown, path: string): string[] {
	if (kind.startsWith('[]')) {
		if (!Array.isArray(value)) return [`${path}: expected a list`];
		return value.flatMap((item, index) => checkKind(types, kind.slice(2), item, `${path}[${index}]`));
	}
	if (kind.startsWith('map[string]')) {
		if (!isMapping(value)) return [`${path}: expected a mapping`];
		return Object.entries(value).flatMap(([key, item]) => checkKind(types, kind.slice('map[string]'.length), item, `${path}.${key}`));
	}
	const check = scalars[kind];
	if (check) return check(value) ? [] : [`${path}: expected ${kind}, found ${JSON.stringify(value)}`];
	return checkStruct(types, kind, value, path);
}

function checkStruct(types: Types, type: string, value: unknown, path: string): string[] {
	const fields = types[type];
	if (!fields) throw new Error(`fields.json has no type ${type}`);
	if (!isMapping(value)) return [`${path}: expected an object`];
	const wrong = Object.entries(value).flatMap(([key, item]) => {
		const kind = fields[key];
		return kind === undefined ? [`${path}.${key}: no such field`] : checkKind(types, kind.replace('!', ''), item, `${path}.${key}`);
	});
	const missing = Object.keys(fields).filter(
		(key) => fields[key]?.endsWith('!') && value[key] === undefined && !madeUp.has(`${type}.${key}`),
	);
	return [...wrong, ...missing.map((key) => `${path}.${key}: missing`)];
}

/** Without omitempty in the types, and yet kubeadm makes one up where it is missing (SetBootstrapTokensDynamicDefaults). */
const madeUp = new Set(['BootstrapToken.token']);

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
	string: (value) => typeof value === 'string',
	bool: (value) => typeof value === 'boolean',
	int32: (value) => Number.isInteger(value),
	// Go's time.ParseDuration.
	duration: (value) => typeof value === 'string' && /^(?:\d+(?:\.\d+)?(?:ns|us|ms|s|m|h))+$/.test(value),
};

function isMapping(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
