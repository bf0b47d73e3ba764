import { describe, expect, test } from '@jest/globals';
import { TypeMetadataStorage } from '@nestjs/graphql';
import { getMetadataStorage } from 'class-validator';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fieldsWithoutAccess } from '../src/platform/access.js';
import { Operations } from '../src/platform/operation.js';
import { testApp } from './app.js';

const FILE = join(import.meta.dirname, '../schema.graphql');

describe('the schema', () => {
  const product = testApp();

  test('is as committed; `npm -w backend run schema` writes it anew', () => {
    const printed = `${printSchema(lexicographicSortSchema(product.get(Operations).schema))}\n`;
    if (process.env.WRITE_SCHEMA) writeFileSync(FILE, printed);

    expect(readFileSync(FILE, 'utf8')).toBe(printed);
  });

  test('says for every operation and every field who may see it', () => {
    expect(fieldsWithoutAccess(product.get(Operations).schema)).toEqual([]);
  });

  test('has a rule for every field of an input: one without is dropped before it arrives', () => {
    const classes = [
      ...TypeMetadataStorage.getInputTypesMetadata(),
      ...TypeMetadataStorage.getArgumentsMetadata(),
    ];
    const unruled = classes.flatMap(({ target, name, properties }) => {
      const rules = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
      const ruled = new Set(rules.map(({ propertyName }) => propertyName));
      return (properties ?? [])
        .filter((field) => !ruled.has(field.name))
        .map((field) => `${name}.${field.name}`);
    });
    expect(unruled).toEqual([]);
  });

  test('takes mail addresses by IsMailAddress alone: a quoted one may hold the header of another mail', () => {
    const inputs = TypeMetadataStorage.getInputTypesMetadata();
    const plain = inputs.flatMap(({ target, name }) =>
      getMetadataStorage()
        .getTargetValidationMetadatas(target, '', false, false)
        .filter((rule) => rule.name === 'isEmail' && !rule.constraints?.[0]?.blacklisted_chars)
        .map(({ propertyName }) => `${name}.${propertyName}`),
    );
    expect(plain).toEqual([]);
  });
});
