import type {AgentErrorCode} from '../remote/protocol.ts';

/** An answer that ends a request with an error the controller knows. */
export class Refusal extends Error {
	readonly code: AgentErrorCode;

	constructor(code: AgentErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}
