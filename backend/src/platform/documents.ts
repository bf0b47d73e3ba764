import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse, type DocumentNode } from 'graphql';

import { env } from './env.js';

export interface TrustedDocument {
  name: string;
  document: string;
  parsed: DocumentNode;
}

/** The operations that our own pages use, from the manifest that the frontend's build writes. */
@Injectable()
export class TrustedDocuments {
  private readonly documents = new Map<string, TrustedDocument>();

  constructor() {
    if (!existsSync(env.DOCUMENTS_FILE)) return;
    const manifest = JSON.parse(readFileSync(env.DOCUMENTS_FILE, 'utf8')) as Record<
      string,
      { document: string }
    >;
    for (const { document } of Object.values(manifest)) this.add(document);
  }

  /** Trusts one more document and answers its id: the SHA-256 of its text. */
  add(document: string): string {
    const id = createHash('sha256').update(document).digest('hex');
    const parsed = parse(document);
    const [operation] = parsed.definitions;
    const name = operation?.kind === 'OperationDefinition' ? (operation.name?.value ?? '') : '';
    this.documents.set(id, { name, document, parsed });
    return id;
  }

  find(id: string): TrustedDocument | undefined {
    return this.documents.get(id);
  }

  all(): TrustedDocument[] {
    return [...this.documents.values()];
  }
}
