// Verifies a receipt of Mitsprache without asking anybody: node verify-receipt.mjs receipt.json keys.json
// receipt.json is what the receipt's page offers; keys.json is <portal>/register/keys.json, kept in good time or
// from somebody you trust. Node 20 or newer. Exit code 0: genuine, 1: not genuine, 2: not readable.
// JWS (RFC 7515), canonical JSON (RFC 8785), Merkle tree (RFC 9162), C2SP signed-note and tlog-checkpoint.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const key = (x) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
const findings = [];
const check = (what, isRight) => {
  console.log(`${isRight ? 'ok   ' : 'WRONG'}  ${what}`);
  if (!isRight) findings.push(what);
};

/** RFC 8785: keys in order, no spaces; strings and numbers as JavaScript writes them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** The claims of a signed receipt, or null when the signature is not by this key. */
function readReceipt(receipt, jwk) {
  const [head, body, signature] = receipt.split('.');
  const isSigned = verify(
    null,
    Buffer.from(`${head}.${body}`),
    key(jwk.x),
    Buffer.from(signature, 'base64url'),
  );
  return isSigned ? JSON.parse(Buffer.from(body, 'base64url')) : null;
}

/** Size and root of a signed head, or null when the signature is not by this key. */
function readCheckpoint(note, verifierKey) {
  const [, name, id, data] = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey);
  const raw = Buffer.from(data, 'base64').subarray(1);
  const [text, signatures] = note.split('\n\n');
  const line = signatures.split('\n').find((one) => one.startsWith(`— ${name} `)) ?? '';
  const signature = Buffer.from(line.split(' ')[2] ?? '', 'base64');
  const isSigned =
    signature.subarray(0, 4).toString('hex') === id &&
    verify(null, Buffer.from(`${text}\n`), key(raw.toString('base64url')), signature.subarray(4));
  const [origin, size, root] = text.split('\n');
  return isSigned && origin === name ? { size: Number(size), root: Buffer.from(root, 'base64') } : null;
}

/** The root that leads from a leaf over its proof (RFC 9162 § 2.1.3.2), or null when the proof does not fit. */
function rootOf(leaf, { index, treeSize, hashes }) {
  let [node, last, hash] = [index, treeSize - 1, leaf];
  if (index < 0 || index > last) return null;
  for (const sibling of hashes.map((one) => Buffer.from(one, 'base64'))) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = sha256(Buffer.of(1), sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else hash = sha256(Buffer.of(1), hash, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

function verifyDocument({ receipt, number, salt, content, entry, proof }, keys) {
  const claims = readReceipt(receipt, keys.receipt);
  check('The portal signed this receipt.', claims !== null);
  if (!claims) return;

  const hex = (...parts) => sha256(...parts).toString('hex');
  const bytes = Buffer.from(entry, 'base64');
  const { commitment } = JSON.parse(bytes);
  check('The number is the one that was signed.', number === claims.number);
  check('The words, files and choices are those that arrived.', hex(canonical(content)) === claims.content);
  check('The entry of the register is the one that was signed.', hex(bytes) === claims.register.entry);
  check(
    'The entry stands for this content.',
    hex(Buffer.from(salt, 'hex'), canonical(content)) === commitment,
  );
  const named = (files) => canonical((files ?? []).map(({ name, size, sha256 }) => ({ name, size, sha256 })));
  check('The files are those that were signed.', named(content.files) === named(claims.files));
  if (proof) {
    const head = readCheckpoint(proof.checkpoint, keys.register);
    check('The portal signed the head of the register.', head?.size === proof.treeSize);
    const root = head && rootOf(sha256(Buffer.of(0), bytes), proof);
    check(
      `The register has it as number ${proof.index} of ${proof.treeSize}.`,
      root?.equals(head.root) ?? false,
    );
  } else console.log('       It is not in the sealed register yet: download the receipt again in a minute.');
  const time = claims.inTime ? 'in time' : 'after the deadline';
  console.log(`\nReceipt ${claims.number} of ${claims.tenant}: arrived ${claims.receivedAtBerlin}, ${time}.`);
}

try {
  const [receipt, keys] = process.argv.slice(2, 4).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  verifyDocument(receipt, keys);
  process.exitCode = findings.length ? 1 : 0;
} catch (error) {
  console.error(`This could not be read as a receipt and its keys: ${error.message}`);
  process.exitCode = 2;
}
