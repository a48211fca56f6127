import {expect, it} from 'vitest';
import {handledBy} from '../../src/preflight/handled-by.ts';
import {steps} from '../../steps/index.ts';

it.each(Object.values(handledBy))('%s is a step of the install', (id) => {
	expect(steps.map((step) => step.id)).toContain(id);
});
