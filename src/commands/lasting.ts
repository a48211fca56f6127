import type {EventBody, RunEvent} from '../events/event.ts';

/** Takes out of an event the commands that name files which are gone when this process ends, as those of a simulation are. */
export function lastingCommands<Event extends EventBody | RunEvent>(event: Event, directory: string): Event {
	const lasting = (commands: readonly string[]) => commands.filter((command) => !command.includes(directory));
	if (event.type === 'run.end') return {...event, next: lasting(event.next)};
	if (event.type === 'task.failed') return {...event, failure: {...event.failure, next: lasting(event.failure.next)}};
	return event;
}
