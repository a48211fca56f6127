import type {Secret} from '../shell/secret.ts';

type Verdict = {readonly fits: true} | {readonly fits: false; readonly host: string};

/**
 * Tries each password on one host first. A wrong one, given for 500 hosts,
 * then fails once and not 500 times: no locked accounts, no penalties.
 */
export class Canary {
	/** Kind and value of a secret → its verdict, or the trial under way. */
	readonly #verdicts = new Map<string, Promise<Verdict | undefined>>();

	/**
	 * Runs `attempt` with the secret. The first to come tries, the others wait.
	 * `wrong` tells from the error whether the secret was at fault; other errors
	 * leave it open and the next in line tries. `spared` makes the error for
	 * those who need not try.
	 */
	async attempt<Value>(
		kind: string,
		secret: Secret,
		host: string,
		attempt: () => Promise<Value>,
		wrong: (error: unknown) => boolean,
		spared: (refusedBy: string) => Error,
	): Promise<Value> {
		const key = `${kind} ${secret.reveal()}`;
		for (;;) {
			const running = this.#verdicts.get(key);
			if (!running) break;
			const verdict = await running;
			if (verdict?.fits) return await attempt();
			if (verdict) throw spared(verdict.host);
			// The trial ended without a verdict; whoever comes first tries again.
			if (this.#verdicts.get(key) === running) this.#verdicts.delete(key);
		}
		let tell: (verdict: Verdict | undefined) => void = () => {};
		this.#verdicts.set(
			key,
			new Promise((resolve) => {
				tell = resolve;
			}),
		);
		try {
			const value = await attempt();
			tell({fits: true});
			return value;
		} catch (error) {
			tell(wrong(error) ? {fits: false, host} : undefined);
			throw error;
		}
	}
}
