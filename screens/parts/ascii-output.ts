/** What kubewiz itself or Ink (which cuts with an ellipsis) writes beyond ASCII, as one character of ASCII each so that no column moves. */
const plain: Readonly<Record<string, string>> = {
	'…': '~',
	'’': "'",
	'‘': "'",
	'“': '"',
	'”': '"',
	'—': '-',
	'–': '-',
	'·': '.',
	'×': 'x',
	'›': '>',
};

const beyond = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu');

/** The same terminal, which is never sent an ornament that it may show at another width or not at all. Names that hosts have are left as they are. */
export function asciiOutput(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
	const write = (data: string | Uint8Array, ...rest: never[]) =>
		stdout.write(typeof data === 'string' ? data.replace(beyond, (character) => plain[character] ?? '?') : data, ...rest);
	return new Proxy(stdout, {
		get: (target, name) => {
			if (name === 'write') return write;
			const value: unknown = Reflect.get(target, name);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}
