import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const built = [
  '**/dist/**',
  '**/build/**',
  'target/**',
  '.venv/**',
  '.nx/**',
  '**/generated/**',
  '**/native.*',
  'bindings/node/lib/**/*.{js,d.ts}',
];

export default tseslint.config(
  { ignores: built },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['*.config.*'], rules: { 'no-restricted-exports': 'off' } },
  // The legacy typings say `any` where a value of any CQL type may stand; a stricter type would not compile with them.
  {
    files: ['bindings/node/lib/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      // A method that users override names its parameters although it does not need them itself.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
    },
  },
  // The legacy driver is a CommonJS package, so its users' programs are too.
  {
    files: ['examples/**', 'bindings/node/index.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
