// What a page asks for ahead: the chunks that it needs besides its own and that are not there already.
import type { Plugin } from 'vite';

/** The modules that are there whenever a page of the console is asked for. */
const FRAME = ['/index.html', '/src/Console.tsx'];

/** Finds the chunks of the frame of a build; `missing` tells which of those that a chunk needs are to be asked for with it. */
export function preload() {
  const there = new Set<string>();
  let start: string | undefined;
  const plugin: Plugin = {
    name: 'chunks-of-the-frame',
    enforce: 'pre',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((each) => (each.type === 'chunk' ? [each] : []));
      const add = (fileName: string): void => {
        if (there.has(fileName)) return;
        there.add(fileName);
        const chunk = chunks.find((each) => each.fileName === fileName);
        chunk?.imports.forEach(add);
        chunk?.viteMetadata?.importedCss.forEach((style) => there.add(style));
      };
      const frame = chunks.filter(({ facadeModuleId }) => FRAME.some((end) => facadeModuleId?.endsWith(end)));
      if (frame.length !== FRAME.length) throw new Error('The chunks of the frame are not found.');
      start = frame.find(({ isEntry }) => isEntry)?.fileName;
      frame.forEach(({ fileName }) => add(fileName));
    },
  };
  const missing = (file: string, needed: string[], { hostId, hostType }: { hostId: string; hostType: 'html' | 'js' }): string[] =>
    (hostType === 'html' || hostId === start ? needed : needed.filter((each) => each !== file && !there.has(each)));
  return { plugin, missing };
}
