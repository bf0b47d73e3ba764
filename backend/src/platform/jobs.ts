import type { OutboxMessage } from './outbox.js';

type Listener = (message: OutboxMessage) => Promise<void>;
type Work = () => Promise<void>;

export interface Repeated {
  name: string;
  seconds: number;
  work: Work;
}

const listeners = new Map<string, Map<string, Listener>>();
const repeated = new Map<string, Repeated>();

/**
 * Registers what the worker does about a topic of the outbox: at least once, in the message's tenant and in one
 * transaction, tried again when it fails. `name` is the job's identity: one listener, one name.
 */
export function listen(topic: string, name: string, hear: Listener): void {
  const known = listeners.get(topic) ?? new Map<string, Listener>();
  listeners.set(topic, known.set(name, hear));
}

/** Registers work that the worker repeats, without a tenant; several workers may run it at the same time. */
export function repeat(name: string, seconds: number, work: Work): void {
  repeated.set(name, { name, seconds, work });
}

/** The names of the jobs that a topic starts. */
export const jobsFor = (topic: string): string[] => [...(listeners.get(topic)?.keys() ?? [])];

/** Every job with what it does. */
export const allJobs = (): [string, Listener][] => [...listeners.values()].flatMap((known) => [...known]);

export const allRepeated = (): Repeated[] => [...repeated.values()];
