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

/** The shortest text that any of them fits. */
const shortest = 14;

/** Replaces what looks like a secret. */
export function redactPatterns(text: string): string {
	if (text.length < shortest) return text;
	return patterns.reduce((rest, {shape, by}) => rest.replaceAll(shape, by), text);
}

/** Finds the lines of private keys, which go over many. */
export class PrivateKeyLines {
	#inside = false;

	/** True in the middle of a key: a reader who starts here would not know it for one. */
	get inside(): boolean {
		return this.#inside;
	}

	/** True for a line to be left out. The line that begins a key is told, for redactPatterns to replace. */
	hides(line: string): boolean {
		if (!line.includes('-----')) return this.#inside;
		const hidden = this.#inside;
		const begins = line.lastIndexOf('-----BEGIN ');
		if (/-----END [A-Z ]*PRIVATE KEY-----/.test(line.slice(Math.max(0, begins)))) this.#inside = false;
		else if (begins >= 0 && /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line.slice(begins))) this.#inside = true;
		return hidden;
	}
}
