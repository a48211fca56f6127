import {useCallback, useState} from 'react';
import {nameOf} from '../src/store/draft.ts';
import {AddHosts} from './hosts/add-hosts.tsx';
import {ChooseHosts} from './hosts/choose-hosts.tsx';
import {HostDetails} from './hosts/host-details.tsx';
import {HostKeys} from './hosts/host-keys.tsx';
import {HostTable} from './hosts/host-table.tsx';
import {ImportHosts} from './hosts/import-hosts.tsx';
import {LoginForm} from './hosts/login-form.tsx';
import {ScanNetwork} from './hosts/scan-network.tsx';
import type {View} from './hosts/view.ts';
import {Ways} from './hosts/ways.tsx';
import {Confirm} from './parts/confirm.tsx';
import {useLook} from './parts/look.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';

/** The machines: named, logged in to, and asked what they are. One thing at a time has the whole body. */
export function Hosts() {
	const {words} = useLook();
	const {removeHost} = useActions();
	const hosts = useWizard((state) => state.draft.hosts);
	const [view, setView] = useState<View>({kind: 'table'});
	const [selected, select] = useState(0);
	const show = useCallback((next: View) => setView(next), []);
	const close = () => show({kind: 'table'});
	switch (view.kind) {
		case 'add':
			return <AddHosts show={show} />;
		case 'choose':
			return <ChooseHosts read={view.read} onClose={close} />;
		case 'import':
			return <ImportHosts show={show} />;
		case 'scan':
			return <ScanNetwork show={show} />;
		case 'login':
			return <LoginForm onClose={close} />;
		case 'host':
			return <LoginForm index={view.index} onClose={close} />;
		case 'details':
			return <HostDetails index={view.index} show={show} />;
		case 'keys':
			return <HostKeys show={show} />;
		case 'remove': {
			const host = hosts[view.index];
			const text = words.hosts.remove;
			const remove = () => {
				removeHost(view.index);
				close();
			};
			return (
				<Confirm
					title={text.title(host ? nameOf(host) : '')}
					lines={[text.line]}
					safe={text.keep}
					act={text.act}
					onSafe={close}
					onAct={remove}
				/>
			);
		}
		case 'table':
			return hosts.length === 0 ? <Ways show={show} /> : <HostTable selected={selected} onSelect={select} show={show} />;
	}
}
