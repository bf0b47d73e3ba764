import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Started } from './started.ts';

let folder: string;
let neighbour: Server;
let taken: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mitsprache-start-'));
  chmodSync(folder, 0o711);
  neighbour = createServer();
  await once(neighbour.listen(0, '127.0.0.1'), 'listening');
  taken = (neighbour.address() as AddressInfo).port;
});

afterAll(() => {
  neighbour.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a start says that does not come up: its last line, after it ended with an error. */
async function refusal(dataDir: string, words: string[] = [], port = 0): Promise<string> {
  const started = new Started(dataDir, port || taken + 1, words);
  expect(await started.ended).toBe(1);
  return started.lines.at(-1)!;
}

describe('npm start that cannot come up says in one sentence what to do', () => {
  it('where the port is taken, before anything is written to the database', async () => {
    const data = join(folder, 'port');
    expect(await refusal(data, [], taken)).toContain(
      `Port ${taken} is taken by another program: stop that one, or choose another port with PORT=${taken + 1} npm start.`,
    );
    expect(existsSync(join(data, 'postgres'))).toBe(false);
  });

  it('where the data folder is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await refusal(file)).toMatch(/is not a folder: set DATA_DIR to a folder/);
  });

  it('where nobody may write', async () => {
    expect(await refusal('/sys/mitsprache')).toBe(
      'No permission to write /sys/mitsprache: give this user the folder, or set DATA_DIR to one of your own.',
    );
  });

  it('where the data folder was made by halves', async () => {
    const data = join(folder, 'half');
    mkdirSync(join(data, 'postgres/data'), { recursive: true });
    writeFileSync(join(data, 'postgres/data/PG_VERSION'), '18\n');
    expect(await refusal(data)).toMatch(/incomplete .*put a backup in its place, or begin anew/);
  });

  it('where the disk is full', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    // Only root may have a small disk of its own.
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=30m,mode=711', 'tmpfs', disk]).status !== 0) return;
    try {
      expect(await refusal(disk)).toBe(
        'The disk is full: make room and start again; nothing that was acknowledged is lost.',
      );
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });

  it('where an option is unknown', async () => {
    expect(await refusal(join(folder, 'option'), ['--rest'])).toMatch(
      /^Unknown option --rest\. There are --reset/,
    );
  });
});
