import {createHash} from 'node:crypto';

/**
 * JSON with object keys in code-point order and no white space, so that equal
 * values give equal text (RFC 8785 for the values used here). Members that are
 * undefined are left out. Throws TypeError on what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
	if (typeof value === 'number') {
		if (!Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON`);
		return JSON.stringify(value);
	}
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
	if (typeof value === 'object') return canonicalObject(value as Record<string, unknown>);
	throw new TypeError(`a ${typeof value} has no form in JSON`);
}

function canonicalObject(value: Record<string, unknown>): string {
	const members = Object.keys(value)
		.filter((key) => value[key] !== undefined)
		.sort()
		.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
	return `{${members.join(',')}}`;
}

/** SHA-256 of UTF-8 text, 64 hexadecimal digits. */
export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
