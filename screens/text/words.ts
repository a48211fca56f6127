import {commonEn} from './common-en.ts';
import {commonZh} from './common-zh.ts';
import {endsEn} from './ends-en.ts';
import {endsZh} from './ends-zh.ts';
import type {FindingWords} from './finding-words.ts';
import {findingsZh} from './findings-zh.ts';
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
import {stepsZh} from './steps-zh.ts';
import {topologyEn} from './topology-en.ts';
import {topologyZh} from './topology-zh.ts';

/** Titles of steps in the operator's language, by step id; where one is missing the step's own title serves. */
type StepTitles = Readonly<Record<string, string>>;

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
	steps: {} as StepTitles,
	/** What findings say, by the name of the check; where one is missing the finding's own words serve. */
	findings: {} as Readonly<Record<string, FindingWords>>,
};

export type Words = typeof english;

const chinese: Words = {
	...commonZh,
	...endsZh,
	...hostsZh,
	...preflightZh,
	...topologyZh,
	...mirrorsZh,
	...reviewZh,
	install: installZh,
	steps: stepsZh,
	findings: findingsZh,
};

export type Language = 'en' | 'zh';

/** Words of a language. */
export function wordsOf(language: Language): Words {
	return language === 'zh' ? chinese : english;
}

/** Language of a locale name as LC_ALL, LC_MESSAGES or LANG give it: `zh_CN.UTF-8` → zh. Chinese needs UTF-8; in `zh_CN.GBK` it could not be shown. */
export function languageOf(locale: string | undefined): Language {
	return /^zh(?:[_-]\w+)?(?:\.utf-?8)(?:@.*)?$/i.test(locale ?? '') ? 'zh' : 'en';
}
