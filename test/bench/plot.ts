import { contenderNames } from './contenders/start.ts';
import type { Measured } from './measure.ts';

const colours = { ours: '#0b7285', postgraphile: '#868e96', floor: '#e8590c', laneOff: '#74c0fc' };
const width = 920;
const barHeight = 14;
const labelWidth = 330;

/** Requests per second against the floor's, as bars: an SVG. */
export function plotted(results: Record<string, Measured>, title: string): string {
  const groups = Object.entries(results);
  const most = Math.max(1, ...groups.flatMap(([, result]) => contenderNames.map((name) => result[name].rps / result.floor.rps)));
  const scale = (width - labelWidth - 120) / most;
  const groupHeight = contenderNames.length * barHeight + 14;
  const height = 60 + groups.length * groupHeight + 20;
  const text = (x: number, y: number, body: string, more = '') => `<text x="${x}" y="${y}" ${more}>${body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
  const bars = groups.map(([name, result], index) => {
    const top = 60 + index * groupHeight;
    return [
      text(12, top + 24, `${name}  ${result.title}`.slice(0, 52), 'font-weight="600"'),
      ...contenderNames.map((contender, place) => {
        const ratio = result[contender].rps / result.floor.rps;
        const y = top + place * barHeight;
        return `<rect x="${labelWidth}" y="${y}" width="${(ratio * scale).toFixed(1)}" height="${barHeight - 2}" fill="${colours[contender]}"/>`
          + text(labelWidth + ratio * scale + 4, y + 10, `${ratio.toFixed(2)} (${result[contender].rps.toFixed(0)}/s)`);
      }),
    ].join('');
  });
  const legend = contenderNames.map((name, index) => `<rect x="${labelWidth + index * 130}" y="34" width="10" height="10" fill="${colours[name]}"/>${text(labelWidth + 14 + index * 130, 43, name)}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${
    text(12, 22, title, 'font-size="15" font-weight="600"')}${legend.join('')}${bars.join('')}</svg>\n`;
}
