import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** Design § 2 rule 7: sizes beyond which a thing has two reasons to change. */
const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'no-restricted-syntax': [
    'error',
    {
      selector: ':function[params.length>3]:not(MethodDefinition[kind="constructor"] > FunctionExpression)',
      message: 'More than three parameters: hand over one object with names.',
    },
    {
      selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>6]',
      message: 'A constructor with more than six parameters knows too much: split the class.',
    },
  ],
};

export default ts.config(
  {
    ignores: [
      '**/dist/',
      '**/build/',
      '**/.svelte-kit/',
      '**/.nx/',
      '.data/',
      'frontend/src/lib/paraglide/',
      'frontend/src/lib/graphql/*.d.ts',
      'backend/migrations/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    rules: {
      ...sizes,
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
    },
  },
  {
    // Nest reads the types of constructor parameters when it runs: an import of a type alone would lose them.
    files: ['backend/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['backend/src/**/*.ts', 'backend/test/**/*.ts'],
    languageOptions: { parserOptions: { project: './backend/tsconfig.json' } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      'max-lines': ['error', { max: 200 }],
      'max-lines-per-function': 'off',
      // Addresses are those of this portal under one base; resolve() has nothing to add.
      'svelte/no-navigation-without-resolve': 'off',
      'prefer-const': 'off',
      // A string keeps its spaces where markup would lose them.
      'svelte/no-useless-mustaches': 'off',
    },
  },
  {
    // Arguments of an address or an operation carry their names in their decorators; resolvers pass on the four
    // that GraphQL hands them.
    files: ['backend/src/**/*.{resolver,controller}.ts', 'backend/src/platform/access.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // The length of a suite says nothing: each test in it is a sentence of its own.
    files: ['**/*.test.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
);
