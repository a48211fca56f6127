import type {EventBody, RunEvent} from '../events/event.ts';
import {inEnglish, type Said} from '../told.ts';

/** Takes out of an event the commands that name files which are gone when this process ends, as those of a simulation are. */
export function lastingCommands<Event extends EventBody | RunEvent>(event: Event, directory: string): Event {
	const lasting = (commands: readonly Said[]) => commands.filter((command) => !inEnglish(command).includes(directory));
	if (event.type === 'run.end') return {...event, next: lasting(event.next)};
	if (event.type === 'task.failed') return {...event, failure: {...event.failure, next: lasting(event.failure.next)}};
	return event;
}
