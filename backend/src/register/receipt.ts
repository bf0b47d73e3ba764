import {
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

import { secrets } from '../platform/env.js';

/** What a receipt says, signed (compact JWS, EdDSA). Instants are UTC unless the name says otherwise. */
export interface ReceiptClaims {
  /** The main address of the installation. */
  iss: string;
  /** The submission id. */
  sub: string;
  number: string;
  tenant: string;
  procedure: { slug: string; title: string };
  /** SHA-256 of the canonical content, hex. */
  content: string;
  files: { name: string; size: number; sha256: string }[];
  receivedAt: string;
  receivedAtBerlin: string;
  deadline: { lastDay: string; endsAt: string } | null;
  inTime: boolean;
  channel: string;
  /** SHA-256 of the entry in the register, hex. */
  register: { entry: string };
}

const TYPE = 'mitsprache-receipt+jwt';

let keys: { kid: string; private: KeyObject; public: KeyObject } | null = null;

function keyPair() {
  if (keys) return keys;
  const { receiptKey } = secrets();
  const privateKey = createPrivateKey({ key: receiptKey as JsonWebKey, format: 'jwk' });
  return (keys = { kid: receiptKey.kid, private: privateKey, public: createPublicKey(privateKey) });
}

/** Signs a receipt. */
export async function signReceipt(claims: ReceiptClaims): Promise<string> {
  const { kid, private: key } = keyPair();
  const head = encode({ alg: 'EdDSA', kid, typ: TYPE });
  const message = `${head}.${encode(claims)}`;
  return `${message}.${sign(null, Buffer.from(message), key).toString('base64url')}`;
}

/** The claims of a receipt that we signed, or null when a byte is not as it was. */
export function readReceipt(receipt: string): ReceiptClaims | null {
  const [head, body, signature, ...rest] = receipt.trim().split('.');
  if (!head || !body || !signature || rest.length) return null;
  try {
    const { alg, typ } = decode(head) as { alg: string; typ: string };
    const bytes = Buffer.from(signature, 'base64url');
    const isSigned =
      bytes.toString('base64url') === signature &&
      verify(null, Buffer.from(`${head}.${body}`), keyPair().public, Buffer.from(signature, 'base64url'));
    return alg === 'EdDSA' && typ === TYPE && isSigned ? (decode(body) as ReceiptClaims) : null;
  } catch {
    return null;
  }
}

/** The public key that verifies receipts, as a JWK. */
export const receiptPublicKey = (): JsonWebKey & { kid: string } => ({
  ...keyPair().public.export({ format: 'jwk' }),
  kid: keyPair().kid,
});

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
