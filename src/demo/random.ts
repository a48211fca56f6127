import {createHash} from 'node:crypto';

/** Numbers that follow from a seed and a purpose alone, so that one draw more somewhere changes nothing elsewhere. */
export interface Random {
	/** In [0, 1), by purpose: the same purpose gives the same number. */
	fraction(purpose: string): number;
	/** Lower-case hex digits, `length` of them at most 64. */
	hex(purpose: string, length: number): string;
	/** In the layout of a random UUID. */
	uuid(purpose: string): string;
}

export function seeded(seed: string): Random {
	const digest = (purpose: string) => createHash('sha256').update(`${seed}\0${purpose}`).digest();
	const hex = (purpose: string, length: number) => digest(purpose).toString('hex').slice(0, length);
	return {
		fraction: (purpose) => digest(purpose).readUInt32BE(0) / 2 ** 32,
		hex,
		uuid(purpose) {
			const h = hex(purpose, 32);
			return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
		},
	};
}
