import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

export interface Target {
  port: number;
  path: string;
  headers?: Record<string, string>;
  method?: string;
  /** A new body for each request. */
  body?: () => string;
  /** The address that the next request comes from; without it everything comes from one. */
  from?: () => string;
  /** What each answer must contain; an error is fast, too. */
  mustSay: string;
}

export interface Round {
  requests: number;
  seconds: number;
  /** Of the server's process in this round. */
  cpuSeconds: number;
}

const CLIENTS = 16;
const TICKS_PER_SECOND = 100;

/** The CPU that a process has used, user and system, in seconds (Linux). */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Asks a target over kept connections, one request after the other on each, for so many seconds. */
export async function drive(target: Target, pid: number, seconds: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  refuse(target, await once(target, agent));

  const [began, cpu] = [performance.now(), cpuOf(pid)];
  const until = began + seconds * 1000;
  let requests = 0;
  const client = async () => {
    while (performance.now() < until) {
      const answer = await once(target, agent);
      refuse(target, answer);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const round = {
    requests,
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: cpuOf(pid) - cpu,
  };
  agent.destroy();
  return round;
}

function refuse({ path, mustSay }: Target, { status, text }: { status: number; text: string }): void {
  if (status !== 200 || !text.includes(mustSay))
    throw new Error(`${path} answered ${status}: ${text.slice(0, 300)}`);
}

function once({ port, path, headers = {}, method = 'GET', body, from }: Target, agent: Agent) {
  return new Promise<{ status: number; text: string }>((done, fail) => {
    const asked = { host: '127.0.0.1', port, path, method, headers, agent, localAddress: from?.() };
    const outgoing = request(asked, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () =>
        done({ status: incoming.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
      );
    });
    outgoing.on('error', fail);
    outgoing.end(body?.());
  });
}

export const sum = (rounds: Round[]): Round => ({
  requests: rounds.reduce((all, { requests }) => all + requests, 0),
  seconds: rounds.reduce((all, { seconds }) => all + seconds, 0),
  cpuSeconds: rounds.reduce((all, { cpuSeconds }) => all + cpuSeconds, 0),
});
