import {isMap, isScalar, isSeq, type Node} from 'yaml';
import {type Told, told} from '../../told.ts';
import type {Complaint, Path} from '../problem.ts';
import {shapeTexts as texts} from '../texts/shape.ts';

/** Keys that mean a secret, with case, dashes and underscores aside. A path to a file that holds one is fine. */
const secretKey =
	/(?:password|passwd|passphrase|passwort|sudopass|becomepass|secret|credentials?|privatekey|apikey|(?:^|join|bootstrap|access|auth|bearer)token|certificatekey)$/;

const secretValues: readonly {readonly pattern: RegExp; readonly what: Told}[] = [
	{pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/, what: told('a private key', '私钥')},
	{pattern: /^[a-z0-9]{6}\.[a-z0-9]{16}$/, what: told('a join token', '加入令牌')},
	{pattern: /^[0-9a-f]{64}$/, what: told('a certificate key', '证书密钥')},
];

/** Looks at every key and value of a document, wherever it stands; a label may be called anything. The value itself is never repeated. */
export function secretComplaints(node: Node | null, path: Path = []): Complaint[] {
	if (isMap(node))
		return node.items.flatMap((pair) => {
			const key = isScalar(pair.key) ? String(pair.key.value) : '';
			const here: Path = [...path, key];
			if (path.at(-1) !== 'labels' && secretKey.test(key.toLowerCase().replace(/[-_.]/g, '')))
				return [{path: here, at: 'key' as const, text: texts.secretKey(key)}];
			return secretComplaints(pair.value as Node | null, here);
		});
	if (isSeq(node)) return node.items.flatMap((item, index) => secretComplaints(item as Node, [...path, index]));
	if (!isScalar(node) || typeof node.value !== 'string') return [];
	const text = node.value;
	const found = secretValues.find(({pattern}) => pattern.test(text));
	return found ? [{path, text: texts.secretValue(found.what)}] : [];
}
