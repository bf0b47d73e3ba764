import type { OutboxMessage } from './outbox.js';

type Listener = (message: OutboxMessage) => Promise<void>;
type Work = () => Promise<void>;

export interface Repeated {
  name: string;
  seconds: number;
  work: Work;
}

interface Listening {
  hear: Listener;
  isNeeded: (payload: OutboxMessage['payload']) => boolean;
}

const listeners = new Map<string, Map<string, Listening>>();
const noticed = new Map<string, ((message: OutboxMessage) => void)[]>();
const repeated = new Map<string, Repeated>();

/**
 * Registers what the worker does about a topic of the outbox: at least once, in the message's tenant and in one
 * transaction, tried again when it fails. `name` is the job's identity: one listener, one name. `isNeeded` says by the
 * payload whether there is anything to do at all: a job that finds nothing to do costs as much as one that does.
 */
export function listen(
  topic: string,
  name: string,
  listening: Listener | (Partial<Listening> & { hear: Listener }),
): void {
  const known = listeners.get(topic) ?? new Map<string, Listening>();
  const given = typeof listening === 'function' ? { hear: listening } : listening;
  listeners.set(topic, known.set(name, { isNeeded: () => true, ...given }));
}

/** Registers a quick look at a topic inside the worker, without a job: it may be lost when the worker is killed. */
export function notice(topic: string, look: (message: OutboxMessage) => void): void {
  noticed.set(topic, [...(noticed.get(topic) ?? []), look]);
}

/** Registers work that the worker repeats, without a tenant; several workers may run it at the same time. */
export function repeat(name: string, seconds: number, work: Work): void {
  repeated.set(name, { name, seconds, work });
}

/** The names of the jobs that a message starts. */
export const jobsFor = ({ topic, payload }: OutboxMessage): string[] =>
  [...(listeners.get(topic) ?? [])].filter(([, { isNeeded }]) => isNeeded(payload)).map(([name]) => name);

/** Lets everybody look who wants to notice. */
export const noticeAll = (message: OutboxMessage): void =>
  noticed.get(message.topic)?.forEach((look) => look(message));

/** Every job with what it does. */
export const allJobs = (): [string, Listener][] =>
  [...listeners.values()].flatMap((known) =>
    [...known].map(([name, { hear }]): [string, Listener] => [name, hear]),
  );

export const allRepeated = (): Repeated[] => [...repeated.values()];
