import type {ConfigApi, ExtraArgs} from '../types.ts';

/** Extra flags as an API wants them: v1beta4 takes a list of name and value, older ones a mapping. Undefined when there are none. */
export function argsFor(
	api: ConfigApi,
	args: ExtraArgs,
): ExtraArgs | readonly {readonly name: string; readonly value: string}[] | undefined {
	const entries = Object.entries(args);
	if (entries.length === 0) return undefined;
	return api === 'v1beta4' ? entries.map(([name, value]) => ({name, value})) : args;
}

/** The object without the keys whose value is undefined, so that nothing is emitted as null. */
export function present<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
