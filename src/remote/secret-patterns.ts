/** Things that are secret by their shape, whoever made them. */
const patterns: readonly {readonly shape: RegExp; readonly by: string}[] = [
	// kubeadm's bootstrap token
	{shape: /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, by: '‹secret:token›'},
	// kubeadm's certificate key; digests are written with their algorithm in front and are no secret
	{shape: /(?<!sha256[:= ]\s*)\b[0-9a-f]{64}\b/g, by: '‹secret:key›'},
	// kubeconfig
	{shape: /\b((?:client-key|client-certificate|certificate-authority)-data["']?:\s*["']?)[A-Za-z0-9+/=]{8,}/g, by: '$1‹secret:kubeconfig›'},
	{shape: /(^|[\s"'{,])(token["']?:\s*["']?)[A-Za-z0-9._~+/=-]{8,}/g, by: '$1$2‹secret:token›'},
	// JSON web tokens, and anything given to HTTP as one
	{shape: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, by: '‹secret:token›'},
	{shape: /\b(Bearer\s+)[A-Za-z0-9._~+/=-]{8,}/g, by: '$1‹secret:token›'},
	// PEM in base64, as in a kubeconfig or a Secret
	{shape: /\bLS0tLS1CRUdJTi[A-Za-z0-9+/=]{8,}/g, by: '‹secret:pem›'},
	{shape: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, by: '‹secret:private-key›'},
];

const keyBegins = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const keyEnds = /-----END [A-Z ]*PRIVATE KEY-----/;

/** Replaces what looks like a secret. */
export function redactPatterns(text: string): string {
	return patterns.reduce((rest, {shape, by}) => rest.replaceAll(shape, by), text);
}

/** The same line by line, with private keys that go over many lines. */
export class LineRedactor {
	#inKey = false;

	/** True inside a private key: a reader who starts here would not know it for one. */
	get inKey(): boolean {
		return this.#inKey;
	}

	/** The line without secrets; undefined for a line inside a private key. */
	take(line: string): string | undefined {
		if (this.#inKey) {
			this.#inKey = !keyEnds.test(line);
			return undefined;
		}
		this.#inKey = keyBegins.test(line) && !keyEnds.test(line.slice(line.search(keyBegins)));
		return redactPatterns(line);
	}
}
