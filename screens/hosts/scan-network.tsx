import {Box, Text} from 'ink';
import {useState} from 'react';
import stringWidth from 'string-width';
import {isIpv4} from '../../src/cluster/cidr.ts';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {knowsHost} from '../../src/store/draft.ts';
import type {ScanFound} from '../../src/store/engine.ts';
import type {Said} from '../../src/told.ts';
import {fitCells} from '../parts/cells.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {TextField} from '../parts/text-field.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {usePicked} from './picked.ts';
import type {Show} from './view.ts';

/** Looks for SSH servers in a network, live, and lets the operator choose among them. */
export function ScanNetwork({show}: {readonly show: Show}) {
	const scan = useWizard((state) => state.scan);
	return scan && (scan.running || scan.problem === undefined) ? (
		<Scanning show={show} />
	) : (
		<AskNetwork show={show} problem={scan?.problem} />
	);
}

function AskNetwork({show, problem}: {readonly show: Show; readonly problem: Said | undefined}) {
	const {words, glyph} = useLook();
	const {columns} = useRoom();
	const {scan, closeScan} = useActions();
	const last = useWizard((state) => state.scan?.cidr);
	const hosts = useWizard((state) => state.draft.hosts);
	const offered = useWizard((state) => state.offered);
	const simulation = useWizard((state) => state.simulation);
	const text = words.hosts;
	// The neighbours of a host that is known are the likeliest.
	const near = [...hosts, ...offered].find((host) => isIpv4(host.address))?.address.replace(/\.\d+$/, '.0/24');
	return (
		<Box flexDirection="column">
			<Text bold>{text.scan.title}</Text>
			<Text dimColor wrap="wrap">
				{simulation ? text.scan.simulated : text.scan.help}
			</Text>
			<Box height={1} flexShrink={0} />
			<TextField
				label={text.scan.label}
				value={last ?? near ?? ''}
				example={text.scan.example}
				focused
				submitLabel={text.keys.start}
				onSubmit={(network) => network.trim() !== '' && void scan(network.trim())}
				bindings={[
					{
						keys: ['esc'],
						label: words.keys.close,
						run: () => {
							closeScan();
							show({kind: 'table'});
						},
					},
				]}
			/>
			{problem !== undefined &&
				wrapCells(words.say(problem), columns - 4).map((line, at) => (
					<Text key={line} color="red">{`${at === 0 ? glyph('failed') : ' '} ${line}`}</Text>
				))}
		</Box>
	);
}

function Scanning({show}: {readonly show: Show}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const {takeHosts, stopScan, closeScan, notify} = useActions();
	const scan = useWizard((state) => state.scan);
	const draft = useWizard((state) => state.draft);
	const [selected, select] = useState(0);
	const found = (scan?.found ?? []).toSorted((a, b) => numeric(a.address) - numeric(b.address));
	const known = new Set(found.filter((one) => knowsHost(draft, hostOf(one))).map(({address}) => address));
	const picked = usePicked(
		found.map(({address}) => address),
		() => false,
	);
	const text = words.hosts;
	const running = scan?.running ?? false;
	const close = () => {
		closeScan();
		show({kind: 'table'});
	};
	const take = () => {
		const taken = takeHosts(found.filter(({address}) => picked.has(address)).map(hostOf));
		notify(text.added(taken));
		close();
	};
	const current = found[Math.min(selected, found.length - 1)];
	useKeys({
		bindings: [
			{keys: ['enter'], label: text.keys.take, run: take, disabled: picked.count === 0 ? text.choose.none : undefined},
			{keys: ['space'], label: text.keys.toggle, run: () => current && picked.toggle(current.address)},
			{keys: ['a'], label: text.keys.all, run: picked.toggleAll},
			{keys: ['esc'], label: running ? text.keys.stop : words.keys.close, run: running ? stopScan : close},
		],
	});
	const [tried, total] = [scan?.tried ?? 0, scan?.total ?? 0];
	const barWidth = Math.max(10, columns - 2);
	const full = total === 0 ? 0 : Math.floor((tried / total) * barWidth);
	const more = glyph('more');
	const checks = stringWidth(glyph('checked'));
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{`${glyph(running ? 'running' : 'done')} ${scan?.cidr ?? ''}  `}
				<Text color={running ? 'cyan' : ''}>{text.scan.progress(tried, total, found.length)}</Text>
				{running ? '' : text.scan.ended}
			</Text>
			<Text color="cyan">{glyph('bar').repeat(full) + glyph('space').repeat(barWidth - full)}</Text>
			<List
				items={found}
				keyOf={({address}) => address}
				selected={Math.min(selected, Math.max(0, found.length - 1))}
				onSelect={select}
				rows={Math.max(3, rows - 5)}
				focused
				empty={running ? text.scan.none : text.scan.nothing}
			>
				{(one) => (
					<Text wrap="truncate">
						{`${glyph(picked.has(one.address) ? 'checked' : 'unchecked')} ${fitCells(one.address, 15)} `}
						{fitCells(known.has(one.address) ? text.choose.known : one.banner.replace(/^SSH-2\.0-/, ''), 24, more)}
						<Text
							dimColor
						>{` ${fitCells(`${(one.keyType ?? '').replace(/^ssh-/, '')} ${one.fingerprint ?? ''}`.trim(), columns - 45 - checks, more)}`}</Text>
					</Text>
				)}
			</List>
			{current && (
				<Box flexDirection="column" marginTop={1} flexShrink={0}>
					<Text wrap="truncate">{`  ${current.banner}`}</Text>
					<Text wrap="truncate">{`  ${current.keyType ?? ''} ${current.fingerprint ?? ''}`}</Text>
				</Box>
			)}
		</Box>
	);
}

function hostOf({address, port}: ScanFound): HostSpec {
	return {address, ...(port === 22 ? {} : {ssh: {port}})};
}

function numeric(address: string): number {
	return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
