/** JSON Schema as far as the event schema uses it. */
export interface Schema {
	readonly type?: string;
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly oneOf?: readonly Schema[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly additionalProperties?: Schema;
}

/**
 * What a reader written against `was` would trip over in `now`: something it
 * counts on that is gone, has become optional, or has another type. Additions
 * are not listed: readers ignore what they do not know.
 */
export function breaks(was: Schema, now: Schema | undefined, path = ''): string[] {
	if (!now) return [`${path} is gone`];
	if (was.oneOf) return was.oneOf.flatMap((variant) => breaks(variant, variantOf(now, variant), `${path}${String(tag(variant))}`));
	const own = [
		...(was.type !== now.type ? [`${path} was ${was.type}, is ${now.type}`] : []),
		...(was.const !== now.const ? [`${path} was ${String(was.const)}, is ${String(now.const)}`] : []),
		...(was.enum ?? []).filter((value) => !now.enum?.includes(value)).map((value) => `${path} lost the value ${String(value)}`),
		...(was.required ?? []).filter((key) => !now.required?.includes(key)).map((key) => `${path}.${key} may be absent now`),
	];
	const deeper = Object.entries(was.properties ?? {}).flatMap(([key, schema]) => breaks(schema, now.properties?.[key], `${path}.${key}`));
	const inner = (['items', 'additionalProperties'] as const).flatMap((key) =>
		was[key] ? breaks(was[key], now[key], `${path}.${key}`) : [],
	);
	return [...own, ...deeper, ...inner];
}

function tag(schema: Schema): unknown {
	return schema.properties?.type?.const;
}

function variantOf(schema: Schema, variant: Schema): Schema | undefined {
	return schema.oneOf?.find((other) => tag(other) === tag(variant));
}
