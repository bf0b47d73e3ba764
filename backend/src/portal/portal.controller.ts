import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

import { copyHeaders } from '../platform/copy-headers.js';
import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { notFound } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';
import { PortalQueries } from './portal.queries.js';

interface LaidOut {
  file_key: string;
  title: string;
  sha256: string;
  size: number;
}

interface Attached {
  key: string;
  name: string;
  type: string;
  size: number;
}

interface AskedCopy {
  contribution: string;
  file: string;
  isSmall: boolean;
}

/** What the public fetches beside pages: plan documents, attachments, pictures. Never behind a login. */
@Controller()
export class PortalController {
  constructor(
    private readonly portals: PortalQueries,
    private readonly pub: Pub,
    private readonly files: Files,
  ) {}

  /** A laid-out document in one version; the address stays for good, so it may be kept for good. */
  @Get('files/plan/:id/:version/:name')
  async document(
    @Param('id') id: string,
    @Param('version') version: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const [row] =
      isUuid(id) && /^\d{1,6}$/.test(version)
        ? await this.pub.rows<LaidOut>('document', DOCUMENT, [id, Number(version), current.tenantIdOrNull])
        : [];
    if (!row) throw notFound('document');

    void reply.headers({
      'content-type': 'application/pdf',
      'content-length': row.size,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${row.title}.pdf`)}`,
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${row.sha256}"`,
    });
    return this.files.read(row.file_key);
  }

  /** The published copy of an attachment; it may be taken back, so that nobody may keep it unasked. */
  @Get('files/stimme/:voice/:file')
  async attachment(
    @Param('voice') voice: string,
    @Param('file') file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const asked = [voice, file, current.tenantIdOrNull];
    const [row] =
      isUuid(voice) && isUuid(file) ? await this.pub.rows<Attached>('attachment', ATTACHMENT, asked) : [];
    if (!row) throw notFound('document');

    void reply.headers({
      ...copyHeaders(row, false),
      'content-length': row.size,
      'cache-control': 'public, no-cache',
    });
    return this.files.read(row.key);
  }

  /** The copy of a file that came with a contribution, as long as that is shown; it may be hidden at any time. */
  @Get('files/beitrag/:contribution/:file')
  contributed(
    @Param('contribution') contribution: string,
    @Param('file') file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    return this.copy({ contribution, file, isSmall: false }, reply);
  }

  /** The same as a small picture for the page; none of what is no picture. */
  @Get('files/beitrag/:contribution/:file/klein')
  contributedPicture(
    @Param('contribution') contribution: string,
    @Param('file') file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    return this.copy({ contribution, file, isSmall: true }, reply);
  }

  private async copy({ contribution, file, isSmall }: AskedCopy, reply: FastifyReply): Promise<Readable> {
    const asked = [contribution, file, current.tenantIdOrNull];
    const [row] =
      isUuid(contribution) && isUuid(file)
        ? await this.pub.rows<Attached & { small: string | null }>('contributed', CONTRIBUTED, asked)
        : [];
    const key = isSmall ? row?.small : row?.key;
    if (!row || !key) throw notFound('document');

    void reply.headers({ ...copyHeaders(row, isSmall), 'cache-control': 'public, no-cache' });
    return this.files.read(key);
  }

  /** The outlines of all municipalities, as ground of the map. */
  @Get('api/municipalities.geojson')
  async municipalities(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const [row] = await this.pub.rows<{ collection: string }>('outlines', OUTLINES);
    void reply.headers({ 'content-type': 'application/geo+json', 'cache-control': 'public, max-age=86400' });
    return row!.collection;
  }

  /** A town's own picture, as an image that runs nothing. */
  @Get('api/towns/:slug/picture.svg')
  async picture(
    @Param('slug') slug: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const picture = await this.portals.picture(slug);
    void reply.headers({
      'content-type': 'image/svg+xml',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=3600',
    });
    return picture;
  }

  /** A town's uploaded picture; another one has another address, so it may be kept for good. */
  @Get('api/towns/:slug/picture/:name')
  async uploadedPicture(
    @Param('slug') slug: string,
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const key = await this.portals.pictureKey(slug, name.replace(/\.webp$/, ''));
    void reply.headers({
      'content-type': 'image/webp',
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    return this.files.read(key);
  }
}

const isUuid = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

const DOCUMENT = `
  select file_key, title, sha256, size from pub.document
  where id = $1 and version = $2 and taken_down_at is null and ($3::uuid is null or tenant_id = $3)`;

const ATTACHMENT = `
  select f->>'key' as key, f->>'name' as name, f->>'type' as type, (f->>'size')::int as size
  from pub.voice v cross join jsonb_array_elements(v.files) as f
  where v.id = $1 and f->>'id' = $2 and ($3::uuid is null or v.tenant_id = $3)`;

const CONTRIBUTED = `
  select f->>'key' as key, f->>'small' as small, f->>'name' as name, f->>'type' as type, (f->>'size')::int as size
  from pub.contribution c cross join jsonb_array_elements(c.files) as f
  where c.id = $1 and f->>'id' = $2 and ($3::uuid is null or c.tenant_id = $3)`;

const OUTLINES = `
  select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object(
    'type', 'Feature', 'properties', json_build_object('ags', ags, 'name', name), 'geometry', outline)), '[]'))::text as collection
  from pub.municipality`;
