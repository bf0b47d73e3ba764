import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Files } from '../platform/files.js';
import { MAX_PDF_BYTES, readPdf } from './pdf-text.js';

/** A PDF that was read and is kept: what a version of a document says of it. */
export interface KeptPdf {
  pages: number;
  /** The text of all pages with a form feed between them. */
  text: string;
  size: number;
  sha256: string;
  fileKey: string;
}

/** Reads PDFs and keeps their bytes. */
@Injectable()
export class PdfService {
  constructor(private readonly files: Files) {}

  /** Throws the problems of `readPdf`. */
  async keep(content: Buffer): Promise<KeptPdf> {
    const { pages } = await readPdf(content);
    const keeping = { tenantId: current.tenantId, maxBytes: MAX_PDF_BYTES };
    const { key: fileKey, size, sha256 } = await this.files.put(content, keeping);
    return { pages: pages.length, text: pages.join('\f'), size, sha256, fileKey };
  }
}
