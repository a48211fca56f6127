/**
 * First row to show so that the selected one is visible, moving as little as
 * possible from `first`. Only the rows in the window are rendered: laying out a
 * thousand hidden rows costs Ink 60 ms a frame.
 */
export function windowStart(first: number, selected: number, rows: number, total: number): number {
	const last = Math.max(0, total - rows);
	if (selected < first) return Math.min(selected, last);
	if (selected >= first + rows) return Math.min(selected - rows + 1, last);
	return Math.max(0, Math.min(first, last));
}

/** Where a key of a list moves the selection; undefined for other keys. */
export function moved(name: string, selected: number, rows: number, total: number): number | undefined {
	const clamp = (index: number) => Math.max(0, Math.min(total - 1, index));
	switch (name) {
		case 'up':
		case 'k':
			return clamp(selected - 1);
		case 'down':
		case 'j':
			return clamp(selected + 1);
		case 'pageup':
			return clamp(selected - rows);
		case 'pagedown':
			return clamp(selected + rows);
		case 'home':
			return 0;
		case 'end':
			return clamp(total - 1);
		default:
			return undefined;
	}
}
