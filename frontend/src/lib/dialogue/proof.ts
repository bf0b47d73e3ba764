import { solveChallengeWorkers, type Challenge } from 'altcha/lib';
import Pbkdf2Worker from 'altcha/workers/pbkdf2?worker';

const MAX_WORKERS = 4;
const TIMEOUT_MS = 120_000;

/** The solved task as the backend takes it; null where the device cannot solve it. Loaded only where there is one. */
export async function solutionOf(challenge: Challenge): Promise<string | null> {
  const solution = await solveChallengeWorkers({
    challenge,
    concurrency: Math.min(navigator.hardwareConcurrency || 2, MAX_WORKERS),
    createWorker: () => new Pbkdf2Worker(),
    timeout: TIMEOUT_MS,
  });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}
