import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { codeAt } from '../../infra/local/keycloak/codes.ts';

const SCRIPT = resolve(import.meta.dirname, '../../infra/local/keycloak.ts');

function run(environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'keycloak-start-'));
  const { status, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
    env: { ...process.env, DATA_DIR: folder, KEYCLOAK_PORT: '9', NODE_OPTIONS: '', ...environment },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, said: stderr.trim() };
}

describe('npm run keycloak says in one sentence', () => {
  test('that the server that KEYCLOAK_URL names does not answer', () => {
    const { status, said } = run({ KEYCLOAK_URL: 'http://localhost:9' });
    expect(said).toMatch(/^KEYCLOAK_URL names http:\/\/localhost:9, but no Keycloak answers there: .*\.$/);
    expect(status).toBe(1);
  });

  test('that there is no server in KEYCLOAK_HOME, or no Java to run it', () => {
    const { status, said } = run({ KEYCLOAK_HOME: '/nowhere' });
    expect(said).toMatch(/^(KEYCLOAK_HOME names \/nowhere, but|Keycloak needs Java 21 or newer).*\.$/);
    expect(status).toBe(1);
  });

  test('that the data folder is none', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'keycloak-start-')), 'file');
    writeFileSync(file, '');
    const { status, said } = run({ DATA_DIR: join(file, 'data') });
    expect(said).toContain('set DATA_DIR to a folder');
    expect(status).toBe(1);
  });
});

test('the codes of the demonstration are those of RFC 6238', () => {
  expect(codeAt(59_000, '12345678901234567890')).toBe('287082');
  expect(codeAt(1_111_111_109_000, '12345678901234567890')).toBe('081804');
});
