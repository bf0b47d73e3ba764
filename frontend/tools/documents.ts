import { createHash } from 'node:crypto';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, print, type DocumentNode } from 'graphql';

/** Writes the manifest of trusted documents: every operation that our pages ask, by the SHA-256 of its text. */
const root = join(import.meta.dirname, '..');
const manifest: Record<string, { name: string; document: string }> = {};

for (const file of globSync('src/lib/**/*.graphql.ts', { cwd: root }).sort()) {
  const module = (await import(join(root, file))) as Record<string, DocumentNode>;
  for (const document of Object.values(module)) {
    const [first] = document.definitions;
    if (first?.kind !== Kind.OPERATION_DEFINITION) continue;
    const text = print(document);
    manifest[createHash('sha256').update(text).digest('hex')] = {
      name: first.name?.value ?? '',
      document: text,
    };
  }
}

mkdirSync(join(root, 'build'), { recursive: true });
writeFileSync(join(root, 'build/documents.json'), JSON.stringify(manifest, null, 2));
console.log(`${Object.keys(manifest).length} trusted documents`);
