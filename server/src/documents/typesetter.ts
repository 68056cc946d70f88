// Sets pages in a thread of its own: Typst in, PDF out. Fonts come with the product; nothing of the machine is read, so that
// the same sheets are the same bytes everywhere.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Laid } from './layOut.ts';
import { template } from './template.ts';

/** What the thread is asked for, and what it answers. */
export interface Order { laid: Laid; as: 'pdf' | 'svg' }
export interface Made { file?: Uint8Array; pages?: number; problem?: string }

const require = createRequire(import.meta.url);
const fontFile = (packageName: string, file: string) => readFileSync(path.join(path.dirname(require.resolve(`@expo-google-fonts/${packageName}/package.json`)), file));
const fonts = [
  fontFile('noto-sans', '400Regular/NotoSans_400Regular.ttf'), fontFile('noto-sans', '700Bold/NotoSans_700Bold.ttf'),
  fontFile('noto-sans-sc', '400Regular/NotoSansSC_400Regular.ttf'), fontFile('noto-sans-sc', '700Bold/NotoSansSC_700Bold.ttf'),
  fontFile('vazirmatn', '400Regular/Vazirmatn_400Regular.ttf'), fontFile('vazirmatn', '700Bold/Vazirmatn_700Bold.ttf'),
];
// Only logos are looked for there, and they are handed in.
const workspace = import.meta.dirname;
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });

const said = (problem: unknown): string => {
  // Errors of the compiler carry their text in `code`.
  const { code, message } = problem as { code?: string; message?: string };
  return String(code ?? message ?? problem).slice(0, 2000);
};

function compile({ laid: { logos, ...laid }, as }: Order): Made {
  for (const [name, data] of Object.entries(logos)) compiler.mapShadow(path.join(workspace, name), Buffer.from(data, 'base64'));
  const outcome = compiler.compile({ mainFileContent: template, inputs: { data: JSON.stringify(laid) } });
  const document = outcome.result;
  if (!document) throw new Error(JSON.stringify(outcome.takeError()?.shortDiagnostics ?? 'not set'));
  const pages = document.numOfPages;
  if (as === 'svg') return { file: Buffer.from(compiler.plainSvg(document)), pages };
  try {
    return { file: compiler.pdf(document, { pdfStandard: 'ua-1' }), pages };
  } catch {
    // A character that none of the fonts has may not stand in PDF/UA; it is shown as a box then.
    return { file: compiler.pdf(document, {}), pages };
  }
}

function answerTo(order: Order): Made {
  try {
    return compile(order);
  } catch (error) {
    return { problem: said(error) };
  } finally {
    compiler.evictCache(3);
    compiler.resetShadow();
  }
}

parentPort?.on('message', (order: Order) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answerTo(order));
});
