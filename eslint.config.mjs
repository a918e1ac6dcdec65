import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const typed = ['**/*.ts', '**/*.svelte'];
const specs = ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.spec.mjs', '**/*.e2e-spec.mjs'];
const params = (max) => `[params.length>${max}]`;

/** Rules of style that ESLint has no name for. */
const restricted = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Name what a module gives out; no export *.' },
  { selector: `:matches(FunctionDeclaration, ArrowFunctionExpression)${params(4)}`, message: 'More than 4 parameters: take an object.' },
  {
    selector: `MethodDefinition[kind!="constructor"] > FunctionExpression${params(4)}`,
    message: 'More than 4 parameters: take an object.',
  },
  {
    selector: `MethodDefinition[kind="constructor"] > FunctionExpression${params(5)}`,
    message: 'More than 5 dependencies: this class does too much.',
  },
];

/** The environment is read in libs/config alone; everything else gets the typed configuration. */
const noEnvironment = { object: 'process', property: 'env', message: 'Read the environment in libs/config only.' };

export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', '.data/**', 'coverage/**', '**/*.generated.ts'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked.map((config) => ({ ...config, files: typed })),
  ...svelte.configs.recommended,
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Files with decorators are left alone by the rule itself (emitDecoratorMetadata), so injected classes stay value imports.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      'no-restricted-syntax': ['error', ...restricted],
      'no-restricted-properties': ['error', noEnvironment],
      'no-console': 'error',
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['apps/{server,cli,simulator}/**/*.ts', 'libs/**/*.ts', 'bench/**/*.ts'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['apps/wall/**/*.{ts,svelte}'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    // svelte-check and tsc know undeclared names better than this rule, which does not know runes and types.
    rules: { 'no-undef': 'off' },
  },
  { files: ['libs/config/**/*.ts', 'apps/wall/vite.config.ts', ...specs], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['**/*.config.ts', '**/*.config.mjs', 'scripts/jest/*.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...restricted.filter((rule) => rule.selector !== 'ExportDefaultDeclaration')] },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: globals.node },
    rules: { 'max-lines': ['error', { max: 250 }], 'max-lines-per-function': ['error', { max: 60 }] },
  },
  {
    files: specs,
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
    rules: { 'max-lines': ['error', { max: 400 }], 'max-lines-per-function': 'off' },
  },
);
