// Types of the console's operations: each document of admin/src with what it answers and what it takes, from schema.graphql.
// A document that the schema does not know is refused here, before anything asks it.
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, parse, validate } from 'graphql';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const sources = `${root}admin/src/`;
const target = `${sources}generated/`;
const scalars = { ID: 'string', Decimal: 'string', Day: 'string', DateTime: 'string', CurrencyCode: 'string', JSON: 'unknown' };

/** Every text in graphql(`…`), with the file it stands in. */
function written() {
  const files = readdirSync(sources, { recursive: true }).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')).sort();
  return files.flatMap((file) => [...readFileSync(sources + file, 'utf8').matchAll(/\bgraphql\(`([^`]*)`/g)].map(([, text]) => ({ file, text })));
}

/** The documents that parse, are valid and bear a name of their own; what is wrong with the others. */
function judged(schema, texts) {
  const names = new Set();
  const documents = [];
  const faults = [];
  for (const { file, text } of texts) {
    try {
      const document = parse(text);
      const [operation] = document.definitions;
      const name = operation.name?.value ?? '';
      const wrong = validate(schema, document).map(({ message }) => message);
      if (names.has(name) || name === '') wrong.push(`"${name}" must be an operation's own name`);
      names.add(name);
      faults.push(...wrong.map((message) => `${file}: ${message}`));
      if (wrong.length === 0) documents.push({ location: file, document, text, name, kind: operation.operation });
    } catch (error) {
      faults.push(`${file}: ${error.message}`);
    }
  }
  return { documents, faults };
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

const schemaAst = parse(readFileSync(`${root}schema.graphql`, 'utf8'));
const schema = buildASTSchema(schemaAst);
const { documents, faults } = judged(schema, written());
const types = await codegen({
  schema: schemaAst, schemaAst: schema, documents, filename: 'operations.ts', skipDocumentsValidation: true,
  config: { skipTypename: true, enumType: 'string-literal', scalars, mergeFragmentTypes: true, arrayInputCoercion: false, skipDocumentsValidation: true },
  plugins: [{ operations: {} }], pluginMap: { operations },
});
const entries = documents.map(({ text, name, kind }) => {
  const typed = `${capital(name)}${capital(kind)}`;
  return `  ${JSON.stringify(text)}: TadaDocumentNode<${typed}, ${typed}Variables, void>;`;
});
mkdirSync(target, { recursive: true });
writeFileSync(`${target}operations.d.ts`, `import type { TadaDocumentNode } from 'gql.tada';\n\n${types}\n/** The console's documents by their text. */\nexport interface Operations {\n${entries.join('\n')}\n}\n`);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
