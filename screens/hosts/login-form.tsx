import {Box, Text} from 'ink';
import {useState} from 'react';
import {Secret} from '../../src/shell/secret.ts';
import {nameOf} from '../../src/store/draft.ts';
import {secretName} from '../../src/store/state.ts';
import {fitCells} from '../parts/cells.ts';
import {useRoom} from '../parts/frame.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {TextField} from '../parts/text-field.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {type Field, fieldsOf, hostChange, hostDefault, isSecret, jumpHosts, sshText, withSsh} from './login-fields.ts';

/** Login settings of all hosts or, with `index`, of one; or only the secrets: each line is changed by itself. Secrets go straight into the engine's memory. */
export function LoginForm({index, only, onClose}: {readonly index?: number; readonly only?: 'secrets'; readonly onClose: () => void}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const host = useWizard((state) => (index === undefined ? undefined : state.draft.hosts[index]));
	const common = useWizard((state) => state.draft.spec.ssh);
	const [selected, select] = useState(0);
	const [editing, edit] = useState<Field>();
	const text = words.hosts.login;
	const fields = fieldsOf(host, common, only);
	const field = fields[Math.min(selected, fields.length - 1)];
	const own = host ? host.ssh : common;

	/** Takes the text of a field; false when it is not of its form. */
	const take = (at: Field, value: string, apply: boolean): boolean => {
		if (at.kind === 'secret') {
			if (apply) actions.setSecret(at.id, value === '' ? undefined : new Secret(at.id, value), host && nameOf(host));
			return true;
		}
		if (at.kind === 'jump-secret') {
			const secret = value === '' ? undefined : new Secret('login-password', value);
			if (apply) for (const hop of jumpHosts(host, common)) actions.setSecret('login-password', secret, hop);
			return true;
		}
		if (at.kind === 'host') {
			const change = host && hostChange(host, at.id, value);
			if (change && apply && index !== undefined) actions.changeHost(index, change);
			return change !== undefined;
		}
		const ssh = withSsh(own, at.id, value);
		if (ssh && apply) {
			if (index === undefined) actions.changeLogin(ssh);
			else actions.changeHost(index, {ssh: Object.keys(ssh).length > 0 ? ssh : undefined});
		}
		return ssh !== undefined;
	};
	const start = (at: Field): string => {
		if (isSecret(at)) return '';
		return at.kind === 'ssh' ? sshText(at.id, own) : (host?.[at.id] ?? '');
	};
	const stop = () => edit(undefined);
	const notes = editing && isSecret(editing) ? wrapCells(text.secretNote, columns - 4) : [];
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{host ? text.host(nameOf(host)) : text.all}
			</Text>
			<Text dimColor wrap="truncate">
				{fitCells(host ? text.hostNote : text.note, columns, glyph('more')).trimEnd()}
			</Text>
			<List
				items={fields}
				keyOf={(one) => one.id}
				selected={Math.min(selected, fields.length - 1)}
				onSelect={select}
				rows={Math.max(3, Math.min(fields.length, rows - 2 - (editing ? 3 + notes.length : 0)))}
				focused={editing === undefined}
				empty=""
				bindings={[
					{keys: ['enter'], label: words.hosts.keys.change, run: () => edit(field)},
					{keys: ['esc'], label: words.keys.close, run: onClose},
				]}
			>
				{(one) => <FieldRow field={one} index={index} />}
			</List>
			{editing && (
				<Box marginTop={1} flexDirection="column" flexShrink={0}>
					<TextField
						label={text.labels[editing.id]}
						value={start(editing)}
						mask={isSecret(editing)}
						{...(isSecret(editing) ? {} : {example: text.examples[editing.id]})}
						focused
						submitLabel={words.hosts.keys.keep}
						validate={(value) => (isSecret(editing) || take(editing, value, false) ? undefined : text.wrong[editing.id])}
						onSubmit={(value) => {
							if (!take(editing, value, true)) return;
							stop();
							select(Math.min(fields.indexOf(editing) + 1, fields.length - 1));
						}}
						bindings={[{keys: ['esc'], label: words.keys.close, run: stop}]}
					/>
					{notes.map((line) => (
						<Text key={line} dimColor>{`  ${line}`}</Text>
					))}
				</Box>
			)}
		</Box>
	);
}

/** A setting with its value, or where the value comes from when none is given. */
function FieldRow({field, index}: {readonly field: Field; readonly index: number | undefined}) {
	const {words, glyph} = useLook();
	const {columns} = useRoom();
	const host = useWizard((state) => (index === undefined ? undefined : state.draft.hosts[index]));
	const common = useWizard((state) => state.draft.spec.ssh);
	const secrets = useWizard((state) => state.secrets);
	const text = words.hosts.login;
	const value = ((): {readonly text: string; readonly given: boolean} => {
		if (field.kind === 'secret') {
			if (secrets.includes(secretName(field.id, host && nameOf(host)))) return {text: text.given, given: true};
			return {text: host && secrets.includes(field.id) ? text.givenForAll : text.notGiven, given: false};
		}
		if (field.kind === 'jump-secret') {
			const given = jumpHosts(host, common).every((hop) => secrets.includes(secretName('login-password', hop)));
			return given ? {text: text.given, given} : {text: text.asPassword, given};
		}
		if (field.kind === 'host') {
			const own = host?.[field.id];
			if (own !== undefined) return {text: own, given: true};
			const standard = host && hostDefault(host, field.id);
			return {text: standard ? text.byDefault(standard) : text.byHost, given: false};
		}
		const own = sshText(field.id, host ? host.ssh : common);
		const shared = sshText(field.id, common);
		if (own !== '') return {text: own, given: true};
		return {text: host && shared !== '' ? text.asAll(shared) : text.asSsh, given: false};
	})();
	return (
		<Text wrap="truncate">
			{`${fitCells(text.labels[field.id], 16)} `}
			<Text dimColor={!value.given}>{fitCells(value.text, columns - 20, glyph('more')).trimEnd()}</Text>
		</Text>
	);
}
