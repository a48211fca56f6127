import {Document, isScalar, Scalar, visit} from 'yaml';
import {lateNames} from '../../shell/late-text.ts';

/** A Kubernetes-style object. */
export interface KubeObject {
	readonly apiVersion: string;
	readonly kind: string;
	readonly [key: string]: unknown;
}

/**
 * YAML of several documents. It reads the same under YAML 1.2 and under 1.1,
 * which Kubernetes' parser follows (there `on`, `yes` and `12:30` are no texts),
 * so what is ambiguous is quoted. Marks of run-time values are double-quoted.
 */
export function emit(objects: readonly KubeObject[]): string {
	return objects.map(emitOne).join('---\n');
}

function emitOne(object: KubeObject): string {
	const document = new Document(object, {version: '1.1', aliasDuplicateObjects: false});
	visit(document, {
		Scalar(_, node) {
			if (isScalar(node) && typeof node.value === 'string' && lateNames(node.value).length > 0) node.type = Scalar.QUOTE_DOUBLE;
		},
	});
	return document.toString({lineWidth: 0, directives: false});
}
