/**
 * Every call that leaves the process passes here just before it is made: bytes
 * sent to a host, an fsync, a rename. Tests number the calls and stop the
 * program at each in turn (kill points); in production the hook is absent.
 */
export type OutwardKind = 'send' | 'write' | 'fsync' | 'rename';

type Hook = (kind: OutwardKind, what: string) => void;

let hook: Hook | undefined;

/** Announces an outward call. A hook may throw or end the process: then the call was not made. */
export function outward(kind: OutwardKind, what: string): void {
	hook?.(kind, what);
}

/** Installs a hook; gives back a function that removes it. For tests and for KUBEWIZ_STOP_AT. */
export function onOutward(next: Hook): () => void {
	hook = next;
	return () => {
		if (hook === next) hook = undefined;
	};
}
