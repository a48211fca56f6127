import {type Key, useInput, usePaste} from 'ink';
import {createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore} from 'react';
import {keyName} from './key-name.ts';

/** One thing a key does here. The footer and the help are made of these, so a key that works is a key that is shown. */
export interface Binding {
	/** Key names as `keyName` gives them; the first is shown in the footer. */
	readonly keys: readonly string[];
	readonly label: string;
	run(): void;
	/** Why it can't be done now; shown instead of doing it. */
	readonly disabled?: string | undefined;
	/** Left out of the footer, still in the help. */
	readonly quiet?: boolean;
	/** Opens the next screen: why it can't yet stands on the screen without being asked. */
	readonly goesOn?: boolean;
}

/** The bindings of one part of the screen. Layers made active later are asked first. */
interface KeyLayer {
	readonly bindings: readonly Binding[];
	/** Takes a key before any binding, as a text field does with letters. True when it was used. */
	capture?(name: string, input: string, key: Key): boolean;
	paste?(text: string): boolean;
	/** Every letter is text here: keys of the layers below that are one do nothing. */
	readonly types?: boolean;
	/** Keys of the layers below do nothing: a dialog is open. */
	readonly modal?: boolean;
	/** Under all other layers, even those of its own children, whose effects React runs first. */
	readonly base?: boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: text copied from a terminal brings its colours along
const sequences = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[^[\]])/gu;

/** Holds the layers in the order they became active. */
export class KeyRegistry {
	#layers: {readonly id: symbol; layer: KeyLayer}[] = [];
	readonly #listeners = new Set<() => void>();
	#version = 0;
	onDisabled: ((reason: string) => void) | undefined;
	/** Called at every key and paste, before anything is done with it. */
	onPress: (() => void) | undefined;

	set(id: symbol, layer: KeyLayer): void {
		const known = this.#layers.find((entry) => entry.id === id);
		const shown = known ? signature(known.layer) : undefined;
		if (known) known.layer = layer;
		else if (layer.base) this.#layers.unshift({id, layer});
		else this.#layers.push({id, layer});
		if (shown !== signature(layer)) this.#tell();
	}

	remove(id: symbol): void {
		this.#layers = this.#layers.filter((entry) => entry.id !== id);
		this.#tell();
	}

	/** What is valid now, topmost layer first. A key bound above hides the same key below. */
	bindings(): readonly Binding[] {
		const taken = new Set<string>();
		const found: Binding[] = [];
		let typed = false;
		for (const layer of this.#active()) {
			for (const binding of layer.bindings) {
				const keys = binding.keys.filter((key) => !taken.has(key) && !(typed && isText(key)));
				if (keys.length === 0) continue;
				for (const key of keys) taken.add(key);
				found.push(keys.length === binding.keys.length ? binding : {...binding, keys});
			}
			typed ||= layer.types === true;
		}
		return found;
	}

	press(input: string, key: Key): void {
		this.onPress?.();
		const name = keyName(input, key);
		for (const layer of this.#active()) {
			if (layer.capture?.(name, input, key)) return;
			const binding = layer.bindings.find((entry) => entry.keys.includes(name));
			if (!binding) continue;
			if (binding.disabled === undefined) binding.run();
			else this.onDisabled?.(binding.disabled);
			return;
		}
	}

	paste(text: string): void {
		this.onPress?.();
		const plain = text.replace(sequences, '');
		for (const layer of this.#active()) if (layer.paste?.(plain)) return;
	}

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	version = (): number => this.#version;

	#active(): readonly KeyLayer[] {
		const found: KeyLayer[] = [];
		for (const {layer} of this.#layers.toReversed()) {
			found.push(layer);
			if (layer.modal) break;
		}
		return found;
	}

	#tell(): void {
		this.#version += 1;
		for (const listener of this.#listeners) listener();
	}
}

/** True for a key that puts a character into a field. */
function isText(key: string): boolean {
	return key === 'space' || [...key].length === 1;
}

function signature(layer: KeyLayer): string {
	return `${layer.modal ?? false}|${layer.types ?? false}|${layer.bindings.map((entry) => `${entry.keys.join()}=${entry.label}=${entry.disabled ?? ''}`).join('|')}`;
}

const Keys = createContext<KeyRegistry | undefined>(undefined);

/** Reads the keyboard once for the whole screen. */
export function KeyProvider({registry, children}: {readonly registry: KeyRegistry; readonly children: ReactNode}) {
	useInput((input, key) => registry.press(input, key));
	usePaste((text) => registry.paste(text));
	return <Keys.Provider value={registry}>{children}</Keys.Provider>;
}

/** Makes a layer of bindings valid while the component is on screen and `active`. */
export function useKeys(layer: KeyLayer, active = true): void {
	const registry = useRegistry();
	const id = useMemo(() => Symbol('keys'), []);
	const latest = useRef(layer);
	useLayoutEffect(() => {
		latest.current = layer;
		if (active) registry.set(id, layer);
	});
	useEffect(() => {
		if (!active) return;
		registry.set(id, latest.current);
		return () => registry.remove(id);
	}, [registry, id, active]);
}

/** The bindings valid now, for the footer and the help. */
export function useBindings(): readonly Binding[] {
	const registry = useRegistry();
	useSyncExternalStore(registry.subscribe, registry.version);
	return registry.bindings();
}

function useRegistry(): KeyRegistry {
	const registry = useContext(Keys);
	if (!registry) throw new Error('keys are used outside of KeyProvider');
	return registry;
}
