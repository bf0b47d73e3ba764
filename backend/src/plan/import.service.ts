import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { extname } from 'node:path';

import { invalid, Problem } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import type { StructuredText } from './blocks.js';
import { DocumentService } from './document.service.js';
import { readDocx } from './docx.js';
import { MapService } from './map.service.js';
import { parseText } from './paragraphs.js';
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

async function readText({ fileName, content }: ImportOrder): Promise<StructuredText> {
  const ending = extname(fileName).toLowerCase();
  if (ending === '.docx') return readDocx(content);
  if (ending === '.md' || ending === '.txt') return parseText(wordsOf(content));
  throw new Problem('file.wrong-type');
}

function wordsOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Problem('file.not-utf8');
  }
}

function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(wordsOf(content));
  } catch (error) {
    throw error instanceof Problem ? error : invalid('file', 'geo.no-json');
  }
}

/** `Begründung (Entwurf).docx` becomes `begruendung-entwurf`. */
function keyOf({ key, fileName }: ImportOrder): string {
  if (key !== undefined) return key;
  const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return fileName
    .slice(0, fileName.length - extname(fileName).length)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter]!)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const isKind = (kind: string): kind is DocumentKind => DOCUMENT_KINDS.some((known) => known === kind);
