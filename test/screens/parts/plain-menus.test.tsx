import InkSelectInput from 'ink-select-input';
import {cleanup} from 'ink-testing-library';
import {afterEach, expect, test} from 'vitest';
import {Menu} from '../../../screens/parts/menu.tsx';
import {keys, leaf} from './leaf.tsx';

afterEach(() => cleanup());

const versions = Array.from({length: 9}, (_, index) => ({label: `1.${30 + index}`, value: `1.${30 + index}`}));

/** Kept as long as it holds: without it the library's menu would do. */
test('in ink-select-input a digit chooses at once and the list rotates; in the own menu neither', async () => {
	const theirs: string[] = [];
	const library = leaf(<InkSelectInput items={versions} limit={4} onSelect={({value}) => theirs.push(value)} />);
	await library.press(keys.up);
	await library.shows(/❯ 1\.38/);
	await library.press('1');
	await expect.poll(() => theirs).toHaveLength(1);
	cleanup();
	const own: string[] = [];
	const menu = leaf(<Menu title="Kubernetes" items={versions} onChoose={(value) => own.push(value)} onClose={() => {}} />);
	await menu.press(keys.up, '1');
	await menu.shows(/❯ 1\.30/);
	expect(own).toEqual([]);
	await menu.press(keys.down, keys.enter);
	await expect.poll(() => own).toEqual(['1.31']);
});
