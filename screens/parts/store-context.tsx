import {createContext, type ReactNode, useContext} from 'react';
import {useStore} from 'zustand';
import type {WizardState} from '../../src/store/state.ts';
import type {WizardActions, WizardStore} from '../../src/store.ts';

const Context = createContext<WizardStore | undefined>(undefined);

export function StoreProvider({store, children}: {readonly store: WizardStore; readonly children: ReactNode}) {
	return <Context.Provider value={store}>{children}</Context.Provider>;
}

/** A part of the wizard's state; the component is drawn again when it changes. */
export function useWizard<Value>(select: (state: WizardState) => Value): Value {
	return useStore(useWizardStore(), select);
}

export function useActions(): WizardActions {
	return useWizardStore().actions;
}

function useWizardStore(): WizardStore {
	const store = useContext(Context);
	if (!store) throw new Error('the store is used outside of StoreProvider');
	return store;
}
