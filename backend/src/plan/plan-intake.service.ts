import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';

import { Database } from '../platform/database.js';
import { Files } from '../platform/files.js';
import { invalid, Problem } from '../platform/problem.js';
import { scan } from '../platform/scanner.js';
import { DocumentService } from './document.service.js';
import { INTAKES, MaterialService, type IntakeOrder, type Taken } from './material.service.js';
import { PdfService, type KeptPdf } from './pdf.service.js';
import { PlanUploadService } from './plan-upload.service.js';

/** Takes the files of the plan: held back until they are read, known to be what they say, and scanned. */
@Injectable()
export class PlanIntakeService {
  constructor(
    private readonly database: Database,
    private readonly files: Files,
    private readonly documents: DocumentService,
    private readonly uploads: PlanUploadService,
    private readonly pdfs: PdfService,
    private readonly inside: MaterialService,
  ) {}

  /** Throws the problems of a PDF, a DOCX, a text or GeoJSON, and `file.empty`, `file.infected`, `scanner.unreachable`. */
  async take(order: IntakeOrder, stream: Readable): Promise<Taken> {
    // Asked before anything is read: a stranger shall not fill the disk.
    const { id } = await this.database.transaction(() => this.documents.editable(order.procedure));
    const content = await whole(stream, INTAKES[order.what]);
    await refuseInfected(content);
    if (order.what !== 'document')
      return this.database.transaction(() => this.inside.take(id, order, content));

    const file = await this.pdfs.keep(content);
    try {
      return await this.database.transaction(() => this.takeDocument(id, order, file));
    } catch (error) {
      await this.files.delete(file.fileKey);
      throw error;
    }
  }

  private async takeDocument(procedureId: string, order: IntakeOrder, file: KeptPdf): Promise<Taken> {
    const { key, fileName, language } = order;
    if (!key) return { id: await this.uploads.keep(procedureId, fileName, file) };
    await this.documents.replaceKept(procedureId, key, { ...file, language: language ?? 'de' });
    return { id: key };
  }
}

async function whole(
  stream: Readable,
  { maxBytes, tooLarge }: (typeof INTAKES)[keyof typeof INTAKES],
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    size += (part as Buffer).length;
    if (size > maxBytes) throw new Problem(tooLarge);
    parts.push(part as Buffer);
  }
  if (size === 0) throw invalid('file', 'file.empty');
  return Buffer.concat(parts, size);
}

async function refuseInfected(content: Buffer): Promise<void> {
  const found = await scan(Readable.from([content])).catch(() => {
    throw new Problem('scanner.unreachable');
  });
  if (found === 'infected') throw new Problem('file.infected');
}
