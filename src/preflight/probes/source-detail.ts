import {type Said, told} from '../../told.ts';
import type {SourceProbe} from './types.ts';

/**
 * What a mirror or registry answered, for the operator. Of the words of
 * `probeScript` those that are kubewiz's own are told; a version, an HTTP status
 * and curl's errors stay as they are.
 */
export function sourceDetail({detail}: Pick<SourceProbe, 'detail'>): Said {
	const [, word = '', rest = ''] = /^(no package|newest is|no curl or wget|no answer|HTTP status) ?(.*)$/.exec(detail) ?? [];
	return own[word]?.(rest) ?? detail;
}

const own: Readonly<Record<string, (rest: string) => Said>> = {
	'no package': (name) => told(`no package ${name}`, `没有软件包 ${name}`),
	'newest is': (version) => told(`newest is ${version}`, `最新为 ${version}`),
	'no curl or wget': () => told('no curl or wget', '没有 curl 或 wget'),
	'no answer': () => told('no answer', '没有应答'),
	'HTTP status': (code) => told(`HTTP status ${code}`, `HTTP 状态 ${code}`),
};
