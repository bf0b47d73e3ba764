import { describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import sharp from 'sharp';

import { DialogueService } from '../src/contribution/dialogue.service.js';
import { Files } from '../src/platform/files.js';
import { UploadService } from '../src/platform/upload.service.js';
import { DialoguePageQueries } from '../src/portal/dialogue-page.queries.js';
import { ANONYMOUS } from '../src/platform/current.js';
import { anActor } from './app.js';
import { codeOf, dialogueWorld } from './dialogue-world.js';
import { aDialogueInput } from './dialogues.js';

describe('a dialogue on a picture', () => {
  const { it, product, as, project } = dialogueWorld();

  const upload = async (name: string, bytes: Buffer) => {
    const { id, token } = await product.visit({ tenantId: it.town.id }, () =>
      product.get(UploadService).keep(name, Readable.from([bytes])),
    );
    return { fileId: id, fileToken: token };
  };
  const photo = () =>
    sharp({ create: { width: 3_000, height: 900, channels: 3, background: '#8a1c2b' } })
      .withExif({ IFD0: { Copyright: 'zwirbel', ImageDescription: 'geheimnis' } })
      .jpeg()
      .toBuffer();
  const open = (subject: object) =>
    as(anActor('planner'), DialogueService, (dialogues) =>
      dialogues.open(
        it.procedure.slug,
        aDialogueInput({ subject: { kind: 'picture', ...subject } as never }),
      ),
    );

  test('lays it out drawn anew, without where it was taken, with its SHA-256 and its words', async () => {
    const made = await open({ ...(await upload('markt.jpg', await photo())), alt: ' Der Markt von Süden ' });
    await project((projector) => projector.dialogue(made.id));
    const { subject } = await as(ANONYMOUS, DialoguePageQueries, (queries) =>
      queries.dialogue(it.procedure.slug, made.key),
    );
    const kept = made.subject as { fileKey: string; sha256: string };
    expect(subject).toEqual({
      ...{ kind: 'picture', sha256: kept.sha256, alt: 'Der Markt von Süden', width: 2_400, height: 720 },
    });
    const bytes = Buffer.concat(await product.get(Files).read(kept.fileKey).toArray());
    expect(await product.get(Files).isIntact(kept.fileKey, kept.sha256)).toBe(true);
    const { format, exif } = await sharp(bytes).metadata();
    expect([format, exif]).toEqual(['webp', undefined]);
    expect(bytes.toString('latin1')).not.toMatch(/zwirbel|geheimnis/);
  });

  test('is refused without a picture, without words for it, and with what is none', async () => {
    const file = await upload('markt.jpg', await photo());
    const broken = await upload('kaputt.jpg', (await photo()).subarray(0, 900));
    const paper = await upload('plan.pdf', Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'));
    expect(await codeOf(open({ alt: 'Der Markt' }))).toBe('picture.missing');
    expect(await codeOf(open(file))).toBe('picture.without-alt');
    expect(await codeOf(open({ ...file, fileToken: 'x', alt: 'Der Markt' }))).toBe('file.unknown');
    expect(await codeOf(open({ ...broken, alt: 'Der Markt' }))).toBe('picture.broken');
    expect(await codeOf(open({ ...paper, alt: 'Der Markt' }))).toBe('picture.wrong-type');
  });
});
