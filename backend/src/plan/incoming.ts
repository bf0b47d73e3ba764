import { extname } from 'node:path';

import { invalid, Problem } from '../platform/problem.js';
import type { StructuredText } from './blocks.js';
import { readDocx } from './docx.js';
import { parseText } from './paragraphs.js';

export interface NamedFile {
  fileName: string;
  content: Buffer;
}

/** A text from a DOCX, or as it is pasted. Throws `file.wrong-type`, `file.not-utf8` and the problems of a text. */
export async function readText({ fileName, content }: NamedFile): Promise<StructuredText> {
  const ending = extname(fileName).toLowerCase();
  if (ending === '.docx') return readDocx(content);
  if (ending === '.md' || ending === '.txt') return parseText(wordsOf(content));
  throw new Problem('file.wrong-type');
}

/** Throws `file.not-utf8`, and `geo.no-json` on `file`. */
export function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(wordsOf(content));
  } catch (error) {
    throw error instanceof Problem ? error : invalid('file', 'geo.no-json');
  }
}

function wordsOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Problem('file.not-utf8');
  }
}
