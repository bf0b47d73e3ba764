import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { extname } from 'node:path';

import { invalid } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { DocumentService } from './document.service.js';
import { keyOf as keyFrom } from './key.js';
import { MapService } from './map.service.js';
import { jsonOf, readText } from './incoming.js';
import { DOCUMENT_KINDS, PlanDocument, PlanText, type DocumentKind } from './plan.entity.js';
import { TextService } from './text.service.js';

export const IMPORTS = ['document', 'text', 'outline', 'drawing'] as const;

/** One file that is to be laid out in a procedure, by the procedure's address. */
export interface ImportOrder {
  procedure: string;
  what: (typeof IMPORTS)[number];
  fileName: string;
  content: Buffer;
  /** Without it the file's name gives the key. */
  key?: string;
  title?: string;
  kind?: string;
  language?: string;
}

/** Whether something was laid out for the first time or as a new version. */
export interface Imported {
  key: string;
  isNew: boolean;
}

/** Lays out one file: new when its key is new, otherwise as the next version. */
@Injectable()
export class ImportService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly documents: DocumentService,
    private readonly texts: TextService,
    private readonly maps: MapService,
  ) {}

  /** Throws the problems of procedures, documents, texts and maps. */
  async run(order: ImportOrder): Promise<Imported> {
    const procedure = await this.procedures.find(order.procedure);
    if (order.what === 'document') return this.document(procedure, order);
    if (order.what === 'text') return this.text(procedure, order);

    const json = jsonOf(order.content);
    if (order.what === 'outline') await this.maps.setOutline(procedure.id, json);
    else await this.maps.setDrawing(procedure.id, json);
    return { key: order.what, isNew: false };
  }

  private async document(procedure: Procedure, order: ImportOrder): Promise<Imported> {
    const { title = '', kind = 'other', language = 'de', content } = order;
    const key = keyOf(order);
    if (await this.em.findOne(PlanDocument, { procedure, key })) {
      await this.documents.replace(procedure.id, key, { content, language });
      return { key, isNew: false };
    }
    if (!isKind(kind)) throw invalid('kind', 'document.kind-unknown');
    await this.documents.add(procedure.id, { key, title, kind, language, content });
    return { key, isNew: true };
  }

  private async text(procedure: Procedure, order: ImportOrder): Promise<Imported> {
    const key = keyOf(order);
    const text = await readText(order);
    if (await this.em.findOne(PlanText, { procedure, key })) {
      await this.texts.replace(procedure.id, { key, text });
      return { key, isNew: false };
    }
    await this.texts.add(procedure.id, { key, title: order.title ?? text.title, text });
    return { key, isNew: true };
  }
}

/** `Begründung (Entwurf).docx` becomes `begruendung-entwurf`. */
const keyOf = ({ key, fileName }: ImportOrder): string =>
  key ?? keyFrom(fileName.slice(0, fileName.length - extname(fileName).length));

const isKind = (kind: string): kind is DocumentKind => DOCUMENT_KINDS.some((known) => known === kind);
