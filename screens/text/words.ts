import {inWords, type Language, type Said} from '../../src/told.ts';
import {commonEn} from './common-en.ts';
import {commonZh} from './common-zh.ts';
import {endsEn} from './ends-en.ts';
import {endsZh} from './ends-zh.ts';
import {hostsEn} from './hosts-en.ts';
import {hostsZh} from './hosts-zh.ts';
import {installEn} from './install-en.ts';
import {installZh} from './install-zh.ts';
import {mirrorsEn} from './mirrors-en.ts';
import {mirrorsZh} from './mirrors-zh.ts';
import {preflightEn} from './preflight-en.ts';
import {preflightZh} from './preflight-zh.ts';
import {reviewEn} from './review-en.ts';
import {reviewZh} from './review-zh.ts';
import {topologyEn} from './topology-en.ts';
import {topologyZh} from './topology-zh.ts';

/** All words of the screens. English gives the set of keys; a language that lacks one does not compile. */
export const english = {
	...commonEn,
	...endsEn,
	...hostsEn,
	...preflightEn,
	...topologyEn,
	...mirrorsEn,
	...reviewEn,
	install: installEn,
	/** A text of the rooms behind the screens, in this language. */
	say: (said: Said) => inWords(said, 'en'),
};

export type Words = typeof english;
export type {Language};

const chinese: Words = {
	...commonZh,
	...endsZh,
	...hostsZh,
	...preflightZh,
	...topologyZh,
	...mirrorsZh,
	...reviewZh,
	install: installZh,
	say: (said) => inWords(said, 'zh'),
};

/** Words of a language. */
export function wordsOf(language: Language): Words {
	return language === 'zh' ? chinese : english;
}
