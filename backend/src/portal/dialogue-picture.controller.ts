import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { notFound } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';

/** The pictures that dialogues speak about, as they are laid out. */
@Controller()
export class DialoguePictureController {
  constructor(
    private readonly pub: Pub,
    private readonly files: Files,
  ) {}

  /** Another picture has another address, so it may be kept for good. */
  @Get('files/bild/:name')
  async picture(
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const sha256 = name.replace(/\.webp$/, '');
    const [row] = await this.pub.rows<{ file_key: string }>('dialogue-picture', PICTURE, [
      current.tenantIdOrNull,
      sha256,
    ]);
    if (!row) throw notFound('document');
    void reply.headers({
      'content-type': 'image/webp',
      'content-disposition': 'inline',
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${sha256}"`,
    });
    return this.files.read(row.file_key);
  }
}

const PICTURE = `
  select subject->>'fileKey' as file_key from pub.dialogue
  where tenant_id = $1 and subject->>'kind' = 'picture' and subject->>'sha256' = $2 limit 1`;
