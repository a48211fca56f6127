import * as z from 'zod';
import {isIpv4, readCidr} from '../cidr.ts';
import * as patterns from '../patterns.ts';
import type {FormatName} from '../texts/formats.ts';

/**
 * Kinds of string. Instead of an error text each carries the name of one, from
 * which `texts/formats.ts` makes the words with the value at hand.
 */
function word(format: FormatName, pattern: RegExp): z.ZodString {
	return z.string().regex(pattern, format);
}

export const clusterName = word('clusterName', patterns.dnsLabel);
export const nodeName = word('nodeName', patterns.dnsSubdomain);
export const dnsDomain = word('dnsDomain', patterns.dnsSubdomain);
export const hostAddress = word('hostAddress', patterns.hostAddress);
export const userName = word('userName', patterns.userName);
export const jumpChain = word('jump', patterns.jumpChain);
export const localPath = word('localPath', patterns.localPath);
export const manifestPath = word('manifestPath', patterns.manifestPath);
export const imageRepository = z.string().max(255, 'imageRepository').regex(patterns.imageRepository, 'imageRepository');
export const registryHost = z.string().max(255, 'registryHost').regex(patterns.registryHost, 'registryHost');
export const fingerprint = word('fingerprint', patterns.fingerprint);
export const labelKey = word('labelKey', patterns.qualifiedName);
export const labelValue = word('labelValue', patterns.labelValue);
export const flagName = word('flagName', patterns.flagName);
export const flagValue = word('flagValue', patterns.oneLine);
export const checkName = word('checkName', patterns.checkName);
export const noProxyEntry = word('noProxyEntry', patterns.noProxyEntry);
export const releaseTag = word('releaseTag', patterns.releaseTag);
export const kubernetesVersion = word('kubernetesVersion', patterns.fullVersion);
export const certSan = z.string().refine(patterns.isCertSan, 'certSan');
export const hostWord = word('hostWord', patterns.hostWord);
export const endpoint = word('endpoint', patterns.endpoint);
export const gateName = word('gateName', /^[A-Za-z][A-Za-z0-9]{0,99}$/);

export const ipv4 = z.string().refine(isIpv4, 'ipv4').meta({format: 'ipv4'});
export const cidr = z.string().refine((text) => readCidr(text).kind === 'ok', 'cidr');
export const url = z.string().refine(patterns.isPlainUrl, 'url').meta({format: 'uri'});
export const port = z.int().min(1).max(65535);
