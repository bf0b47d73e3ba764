import { Injectable } from '@nestjs/common';

import { MAX_DOCX_BYTES } from './docx.js';
import { jsonOf, readText } from './incoming.js';
import { MapService } from './map.service.js';
import { MAX_PDF_BYTES } from './pdf-text.js';
import { TextDraftService } from './text-draft.service.js';

const MEGABYTE = 1024 * 1024;

/** What can be sent to a procedure as a file, with the most bytes it may have and what is said of more. */
export const INTAKES = {
  document: { maxBytes: MAX_PDF_BYTES, tooLarge: 'pdf.too-large' },
  text: { maxBytes: MAX_DOCX_BYTES, tooLarge: 'docx.too-large' },
  outline: { maxBytes: 20 * MEGABYTE, tooLarge: 'geo.too-large' },
  drawing: { maxBytes: 20 * MEGABYTE, tooLarge: 'geo.too-large' },
} as const;

export interface IntakeOrder {
  /** The last part of the procedure's address. */
  procedure: string;
  what: keyof typeof INTAKES;
  fileName: string;
  /** Of a document or text that is to be replaced. */
  key: string | null;
  /** Of a new text. */
  title: string;
  language: string | null;
}

/** What became of a file: the id of the upload, or the key of the document or text. */
export interface Taken {
  id: string;
}

/** Takes what is read into the plan itself: texts as drafts, outlines, drawings. */
@Injectable()
export class MaterialService {
  constructor(
    private readonly maps: MapService,
    private readonly drafts: TextDraftService,
  ) {}

  async take(procedureId: string, order: IntakeOrder, content: Buffer): Promise<Taken> {
    const { what, key, title } = order;
    if (what === 'outline') await this.maps.setOutline(procedureId, jsonOf(content));
    if (what === 'drawing') await this.maps.setDrawing(procedureId, jsonOf(content));
    if (what !== 'text') return { id: what };

    const text = await readText({ fileName: order.fileName, content });
    return { id: await this.drafts.save(procedureId, { key, title, text }) };
  }
}
