import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import { env } from './env.js';
import { notFound, Problem } from './problem.js';

/** Whose file it is, and how many bytes it may have. */
export interface Keeping {
  tenantId: string;
  maxBytes: number;
}

/** What was kept: the key to find it again, its SHA-256 (hex) and its size in bytes. */
export interface StoredFile {
  key: string;
  sha256: string;
  size: number;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEY = new RegExp(`^${UUID}/[0-9a-f]{4}/${UUID}$`);

/** Files in a folder under `<tenant>/<first four of the SHA-256>/<uuid>`; a file is whole or not there at all. */
@Injectable()
export class Files {
  private readonly folder = env.FILES_DIR;

  /** Keeps bytes durably, or nothing of them. Throws `file.too-large`. */
  async put(
    content: Uint8Array | AsyncIterable<Uint8Array>,
    { tenantId, maxBytes }: Keeping,
  ): Promise<StoredFile> {
    const id = randomUUID();
    const incoming = join(this.folder, 'incoming', id);
    await mkdir(dirname(incoming), { recursive: true, mode: 0o700 });
    try {
      const { sha256, size } = await write(incoming, content, maxBytes);
      const key = `${tenantId}/${sha256.slice(0, 4)}/${id}`;
      const target = this.pathOf(key);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(incoming, target);
      await syncFolder(dirname(target));
      return { key, sha256, size };
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  /** The bytes of a key; the stream ends with an error when there are none. Throws `file.not-found` on a wrong key. */
  read(key: string): Readable {
    return createReadStream(this.pathOf(key));
  }

  /** Whether the bytes of a key are still those with this SHA-256 (hex). */
  async isIntact(key: string, sha256: string): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const part of this.read(key)) hash.update(part as Uint8Array);
    } catch {
      return false;
    }
    return hash.digest('hex') === sha256;
  }

  /** Forgets a key; no error when it is not there. */
  async delete(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  /** Only keys that `put` gave out become paths. */
  private pathOf(key: string): string {
    if (!KEY.test(key)) throw notFound('file');
    return join(this.folder, key);
  }
}

async function write(path: string, content: Uint8Array | AsyncIterable<Uint8Array>, maxBytes: number) {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const part of ArrayBuffer.isView(content) ? [content] : content) {
      size += part.byteLength;
      if (size > maxBytes) throw new Problem('file.too-large');
      hash.update(part);
      await file.write(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}

/** A rename survives a power cut only when its folder is written too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync();
  await folder.close();
}
