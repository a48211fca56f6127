import {Box, Text} from 'ink';
import {cleanup} from 'ink-testing-library';
import {useState} from 'react';
import {afterEach, describe, expect, test} from 'vitest';
import {Breadcrumb} from '../../../screens/parts/breadcrumb.tsx';
import {fitCells} from '../../../screens/parts/cells.ts';
import {Confirm} from '../../../screens/parts/confirm.tsx';
import {Footer} from '../../../screens/parts/footer.tsx';
import {Help} from '../../../screens/parts/help.tsx';
import {type Binding, KeyRegistry, useKeys} from '../../../screens/parts/keys.tsx';
import {List} from '../../../screens/parts/list.tsx';
import {Menu} from '../../../screens/parts/menu.tsx';
import {Scroll} from '../../../screens/parts/scroll.tsx';
import {TextField} from '../../../screens/parts/text-field.tsx';
import {keys, leaf} from './leaf.tsx';

afterEach(() => cleanup());

const letters = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'];

function Choice({rows}: {readonly rows: number}) {
	const [selected, select] = useState(0);
	return (
		<List items={letters} keyOf={(item) => item} selected={selected} onSelect={select} rows={rows} focused empty="nothing">
			{(item) => <Text>{item}</Text>}
		</List>
	);
}

describe('List', () => {
	test('arrows, j/k, PgDn, End and Home move; the window follows and says what it hides', async () => {
		const part = leaf(<Choice rows={4} />);
		expect(part.lastFrame()).toBe('❯ alpha\n  beta\n  gamma\n  4 below');
		await part.press(keys.down, 'j', 'k', keys.down);
		await part.shows(/❯ gamma/);
		await part.press(keys.down);
		await part.shows('  beta\n  gamma\n❯ delta\n  1 above, 3 below');
		await part.press(keys.end);
		await part.shows('❯ eta\n  4 above');
		await part.press(keys.pageUp);
		await part.shows('❯ delta');
		await part.press(keys.home);
		await part.shows('❯ alpha');
	});

	test('an empty list says so', () => {
		const part = leaf(
			<List items={[]} keyOf={String} selected={0} onSelect={() => {}} rows={3} focused empty="no hosts yet">
				{() => <Text />}
			</List>,
		);
		expect(part.lastFrame()).toBe('no hosts yet');
	});
});

describe('Menu', () => {
	test('begins with what is chosen now, Enter chooses, Esc closes', async () => {
		const chosen: string[] = [];
		const menu = (
			<Menu
				title="Pod network"
				current="calico"
				items={['flannel', 'calico', 'cilium'].map((value) => ({label: value, value}))}
				onChoose={(value) => chosen.push(value)}
				onClose={() => chosen.push('closed')}
			/>
		);
		const part = leaf(menu);
		expect(part.lastFrame()).toBe('Pod network\n  flannel\n❯ calico\n  cilium');
		await part.press(keys.down, keys.enter);
		await expect.poll(() => chosen).toEqual(['cilium']);
		await part.press(keys.esc);
		await expect.poll(() => chosen).toEqual(['cilium', 'closed']);
	});

	test('digits choose nothing, the ends are ends, and what is hidden is counted', async () => {
		const chosen: string[] = [];
		const values = Array.from({length: 20}, (_, index) => `1.${index + 10}`);
		const items = values.map((value) => ({label: value, value}));
		const part = leaf(
			<Menu title="Version" current="1.10" items={items} onChoose={(value) => chosen.push(value)} onClose={() => chosen.push('closed')} />,
		);
		await part.press('1', '.', '9', '3', keys.up, keys.up);
		await part.shows(/^Version\n❯ 1\.10\n {2}1\.11\n(?:.*\n)* *\d+ below$/);
		await part.press(keys.end, keys.down);
		await part.shows(/\d+ above$/);
		expect(part.lastFrame()).toContain('❯ 1.29\n');
		await part.press(keys.enter);
		await expect.poll(() => chosen).toEqual(['1.29']);
	});
});

describe('Confirm', () => {
	const ask = (said: string[]) => (
		<Confirm
			title="Leave?"
			lines={['Answers are kept.']}
			safe="Stay"
			act="Leave"
			onSafe={() => said.push('safe')}
			onAct={() => said.push('act')}
			actKeys={['ctrl+c']}
		/>
	);

	test('Enter, Esc, letters and numbers never act; only the moved choice does, or Ctrl+C again', async () => {
		const said: string[] = [];
		const part = leaf(ask(said));
		expect(part.lastFrame()).toContain('❯ Stay     Leave');
		await part.press('1', '2', 'y', 'l', keys.enter);
		await expect.poll(() => said).toEqual(['safe']);
		await part.press(keys.esc);
		await expect.poll(() => said).toEqual(['safe', 'safe']);
		await part.press(keys.tab);
		await part.shows('Stay   ❯ Leave');
		await part.press(keys.enter);
		await expect.poll(() => said).toEqual(['safe', 'safe', 'act']);
		await part.press('\u0003');
		await expect.poll(() => said).toEqual(['safe', 'safe', 'act', 'act']);
	});

	test('in ASCII too the chosen answer is marked by more than its weight', () => {
		expect(leaf(ask([]), {ascii: true}).lastFrame()).toContain('> Stay     Leave');
	});
});

describe('TextField', () => {
	function Field({onSubmit}: {readonly onSubmit: (value: string) => void}) {
		return (
			<TextField
				label="Port"
				value="22"
				focused
				submitLabel="ok"
				example="2222"
				onSubmit={onSubmit}
				validate={(value) => (/^\d+$/.test(value) ? undefined : 'a number, for example 22')}
			/>
		);
	}

	test('edits in the middle, by word and by line; an empty field gives an example', async () => {
		const part = leaf(<Field onSubmit={() => {}} />);
		await part.press(keys.left, '1');
		await part.shows('Port: 212');
		await part.press(keys.home, keys.delete, keys.end, keys.backspace);
		await part.shows(/Port: 1$/m);
		await part.press('\u0015');
		await part.shows('Port: for example 2222');
	});

	test('says what is wrong after the first try and submits only what is right', async () => {
		const given: string[] = [];
		const part = leaf(<Field onSubmit={(value) => given.push(value)} />);
		await part.press('x');
		await part.shows('Port: 22x');
		expect(part.lastFrame()).not.toContain('a number');
		await part.press(keys.enter);
		await part.shows('✖ a number, for example 22');
		await part.press(keys.backspace);
		await part.shows(/^(?![\s\S]*a number)/);
		await part.press(keys.enter);
		await expect.poll(() => given).toEqual(['22']);
	});

	test('a secret is shown as stars only', async () => {
		const part = leaf(<TextField label="Password" value="" mask focused submitLabel="ok" onSubmit={() => {}} />);
		await part.press('h', 'u', '中');
		await part.shows('Password: ***');
		expect(part.lastFrame()).not.toMatch(/[hu中]u|中/);
	});
});

describe('Scroll', () => {
	test('moves by line and by page and says what is hidden', async () => {
		const part = leaf(
			<Scroll rows={4} focused>
				{letters.map((letter) => ({key: letter, row: <Text>{letter}</Text>}))}
			</Scroll>,
		);
		expect(part.lastFrame()).toBe('alpha\nbeta\ngamma\n4 below');
		await part.press(keys.down);
		await part.shows('beta\ngamma\ndelta\n1 above, 3 below');
		await part.press(keys.end);
		await part.shows('epsilon\nzeta\neta\n4 above');
		await part.press(keys.up, keys.up, keys.home);
		await part.shows('alpha\nbeta');
	});
});

function Bound({bindings, children}: {readonly bindings: readonly Binding[]; readonly children: React.ReactNode}) {
	useKeys({bindings});
	return <Box flexDirection="column">{children}</Box>;
}

const bindings: readonly Binding[] = [
	{keys: ['t'], label: 'test all', run: () => {}},
	{keys: ['up', 'down'], label: 'move', run: () => {}, quiet: true},
	{keys: ['n'], label: 'next screen', run: () => {}, disabled: 'no hosts yet'},
	{keys: ['?'], label: 'help', run: () => {}},
];

describe('Footer and Help', () => {
	test('what can be done now stands before the way on that is shut; of left and right both are named', async () => {
		const part = leaf(
			<Bound
				bindings={[
					{keys: ['n', 'ctrl+n'], label: 'next screen', run: () => {}, disabled: 'no hosts yet', goesOn: true},
					{keys: ['left', 'right', 'tab'], label: 'move', run: () => {}},
					{keys: ['?'], label: 'help', run: () => {}},
				]}
			>
				<Footer columns={60} />
			</Bound>,
		);
		await part.shows('←→ move  n next screen  ? help');
	});

	test('a key that a layer above has taken is named once', () => {
		const registry = new KeyRegistry();
		const binding = (label: string, ...keys: string[]) => ({keys, label, run: () => {}});
		registry.set(Symbol('below'), {bindings: [binding('next screen', 'n', 'ctrl+n')]});
		registry.set(Symbol('above'), {bindings: [binding('failures', 'n')]});
		expect(registry.bindings().map(({keys, label}) => [label, ...keys])).toEqual([
			['failures', 'n'],
			['next screen', 'ctrl+n'],
		]);
	});

	test('the footer leaves quiet keys out, cuts with a mark, and never cuts the way to the help', async () => {
		const wide = leaf(
			<Bound bindings={bindings}>
				<Footer columns={60} />
			</Bound>,
		);
		await wide.shows('t test all  n next screen  ? help');
		expect(wide.lastFrame()).not.toContain('move');
		const narrow = leaf(
			<Bound bindings={bindings}>
				<Footer columns={24} />
			</Bound>,
		);
		await narrow.shows('t test all  ? help ⋯');
	});

	test('help lists every key, quiet ones too, and why one cannot be used; any of its keys closes it', async () => {
		let closed = 0;
		const part = leaf(<Help title="Keys of Hosts" bindings={bindings} onClose={() => (closed += 1)} />);
		expect(part.lastFrame()).toContain('Keys of Hosts');
		for (const {label} of bindings) expect(part.lastFrame()).toContain(label);
		expect(part.lastFrame()).toMatch(/n .*next screen {2}Not now: no hosts yet/);
		await part.press('?');
		await expect.poll(() => closed).toBe(1);
	});

	test('help that is longer than its room says how much it hides, and moves', async () => {
		const many = Array.from({length: 30}, (_, at) => ({keys: [`k${at}`], label: `deed ${at}.`, run: () => {}}));
		const part = leaf(<Help title="Keys" bindings={many} onClose={() => {}} />);
		await part.shows(/15 below/);
		expect(part.lastFrame()).not.toContain('deed 29.');
		await part.press(keys.end);
		await part.shows(/deed 29\.\n15 above$/);
	});

	test('in ASCII keys have names', () => {
		expect(leaf(<Help title="" bindings={bindings} onClose={() => {}} />, {ascii: true}).lastFrame()).toMatch(/Up Down +move/);
	});
});

describe('cells', () => {
	test('Chinese counts two: cut and padded to the same column as English', () => {
		expect(fitCells('主机', 8)).toBe('主机    ');
		expect(fitCells('主机名称很长', 8)).toBe('主机名… ');
		expect(fitCells('kubelet', 8)).toBe('kubelet ');
	});
});

describe('Breadcrumb', () => {
	test('what is behind has a mark, what is open another', () => {
		expect(leaf(<Breadcrumb />, {draft: {screen: 'topology'}}).lastFrame()).toBe(
			'✔ Hosts › ✔ Preflight › ❯ Topology › Mirrors › Review › Install › Done',
		);
		expect(leaf(<Breadcrumb />, {draft: {screen: 'topology'}, ascii: true, language: 'zh'}).lastFrame()).toBe(
			'+ 主机 - + 预检 - > 拓扑 - 镜像源 - 核对 - 安装 - 完成',
		);
	});
});
