import {ToldError, told} from '../told.ts';

/** Calico's manifest, the largest that is fetched, has 350 kB. */
export const largestText = 4 << 20;
const patienceMs = 20_000;

/** Text behind a URL. Throws Error with the reason: `fetch` itself says only "fetch failed". */
export async function fetchText(url: string): Promise<string> {
	const answer = await fetch(url, {signal: AbortSignal.timeout(patienceMs)}).catch((error: Error) => {
		throw error.cause instanceof Error ? error.cause : error;
	});
	if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
	const text = await answer.text();
	if (text.length > largestText) throw new ToldError(told(`it has more than ${largestText} characters`, `超过 ${largestText} 个字符`));
	return text;
}
