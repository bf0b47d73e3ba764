import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Database } from '../platform/database.js';
import { notFound } from '../platform/problem.js';
import { LogService } from './log.service.js';
import { TILE_WIDTH } from './merkle.js';
import { verifierKey } from './note.js';
import { receiptPublicKey } from './receipt.js';
import { bundle, parseTilePath } from './tiles.js';

/** The log for everybody, as C2SP tlog-tiles: anyone can mirror and witness it with existing tools. */
@Controller('register')
export class RegisterController {
  constructor(
    private readonly database: Database,
    private readonly log: LogService,
  ) {}

  @Get('checkpoint')
  async checkpoint(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const [row] = await this.database.transaction(() =>
      this.database.rows<{ note: string }>('select note from register.checkpoint order by size desc limit 1'),
    );
    if (!row) throw notFound('checkpoint');
    void reply.headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' });
    return row.note;
  }

  @Get('key')
  key(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.header('content-type', 'text/plain; charset=utf-8');
    return `${verifierKey()}\n`;
  }

  /** The keys that verify receipts and heads, for those who check offline. */
  @Get('keys.json')
  keys() {
    return { receipt: receiptPublicKey(), register: verifierKey() };
  }

  @Get('tile/*')
  async tile(@Param('*') path: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const tile = parseTilePath(path);
    if (!tile) throw notFound('tile');
    const bytes = await this.database.transaction(() =>
      tile.level === 'entries' ? this.entries(tile) : this.hashes(tile),
    );
    if (!bytes) throw notFound('tile');

    const isWhole = tile.width === TILE_WIDTH;
    void reply.headers({
      'content-type': 'application/octet-stream',
      'cache-control': isWhole ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
    });
    return bytes;
  }

  private async hashes({ level, index, width }: { level: number | 'entries'; index: number; width: number }) {
    const hashes = await this.log.nodes(level as number, index * TILE_WIDTH, width);
    return hashes.length === width ? Buffer.concat(hashes) : null;
  }

  private async entries({ index, width }: { index: number; width: number }): Promise<Buffer | null> {
    const rows = await this.database.rows<{ entry: string }>(
      `select encode(e.entry, 'base64') as entry from register.leaf l join register.entry e on e.id = l.entry_id
       where l.index >= ? and l.index < ? order by l.index`,
      [index * TILE_WIDTH, index * TILE_WIDTH + width],
    );
    return rows.length === width ? bundle(rows.map(({ entry }) => Buffer.from(entry, 'base64'))) : null;
  }
}
