/** Sizes as package managers, curl and crictl print them: `11.9 MB`, `[1,204 kB]`, `30.1MiB`. */
const size = /\[?\b(\d[\d.,]* ?[kMG]i?B)\b\]?/;

/**
 * A line of a download with its size in front, where the end of the screen
 * does not cut it off: `Get:3 https://… kubeadm 1.36.4 [11.9 MB]` →
 * `11.9 MB  Get:3 https://… kubeadm 1.36.4`.
 */
export function amountFirst(line: string): string {
	const match = size.exec(line);
	if (!match?.[1] || match.index === 0) return line;
	const rest = `${line.slice(0, match.index).trimEnd()} ${line.slice(match.index + match[0].length).trimStart()}`.trim();
	return `${match[1]}  ${rest}`;
}
