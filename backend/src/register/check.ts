import { createHash } from 'node:crypto';

import { canonicalBytes, sha256, sha256OfCanonical } from './canonical.js';
import { isIncluded, leafHash } from './merkle.js';
import { readCheckpoint } from './note.js';
import { readReceipt, type ReceiptClaims } from './receipt.js';
import type { Proof, ReceiptDocument } from './register.service.js';

export interface Checked {
  claims: ReceiptClaims | null;
  /** Null where the document does not have the part. */
  isContentRight: boolean | null;
  isInRegister: boolean | null;
  index: number | null;
  problems: string[];
}

/** Recomputes a receipt: a whole document as its holder downloads it, or its bare signature. Keeps nothing. */
export function checkReceipt(document: string): Checked {
  const parsed = parse(document);
  const claims = parsed?.receipt ? readReceipt(parsed.receipt) : null;
  if (!parsed || !claims) {
    return {
      claims: null,
      isContentRight: null,
      isInRegister: null,
      index: null,
      problems: ['receipt.signature-wrong'],
    };
  }
  const isContentRight =
    parsed.content === undefined ? null : sha256OfCanonical(parsed.content) === claims.content;
  const isEntryRight = parsed.entry === undefined ? null : entryFits(parsed, claims);
  const isProven = parsed.proof ? proves(parsed.proof, parsed.entry ?? '') : null;
  const problems = [
    isContentRight === false && 'receipt.content-wrong',
    isEntryRight === false && 'receipt.entry-wrong',
    isProven === false && 'receipt.proof-wrong',
    parsed.number !== undefined && parsed.number !== claims.number && 'receipt.number-wrong',
  ].filter((problem) => typeof problem === 'string');

  return {
    claims,
    isContentRight,
    isInRegister: isEntryRight === false || isProven === false ? false : isProven,
    index: isProven ? parsed.proof!.index : null,
    problems,
  };
}

function parse(document: string): Partial<ReceiptDocument> | null {
  const text = document.trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return { receipt: text };
  try {
    const value = JSON.parse(text) as Partial<ReceiptDocument> | null;
    return value !== null && typeof value === 'object' && typeof value.receipt === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** The entry is the one that the receipt names, and it commits to the content. */
function entryFits({ entry, salt, content }: Partial<ReceiptDocument>, claims: ReceiptClaims): boolean {
  const bytes = Buffer.from(String(entry), 'base64');
  if (sha256(bytes) !== claims.register.entry) return false;
  if (content === undefined || salt === undefined) return true;
  const commitment = createHash('sha256')
    .update(Buffer.from(salt, 'hex'))
    .update(canonicalBytes(content))
    .digest('hex');
  return (JSON.parse(bytes.toString('utf8')) as { commitment: string }).commitment === commitment;
}

function proves({ index, treeSize, hashes, checkpoint }: Proof, entry: string): boolean {
  const head = readCheckpoint(String(checkpoint));
  if (!head || head.size !== treeSize || !Array.isArray(hashes)) return false;
  const path = hashes.map((hash) => Buffer.from(String(hash), 'base64'));
  return isIncluded(leafHash(Buffer.from(entry, 'base64')), { index, size: treeSize, path }, head.root);
}
