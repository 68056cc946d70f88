// Labels of many parcels as one PDF: each page as its carrier made it, a picture on a page of the usual size.

/** What the carrier gave as a label is no PDF or picture that can be read. */
export class LabelUnreadable extends Error {
  constructor(number: string) { super(`The label of parcel ${number} cannot be read: print it by itself.`); }
}

interface LabelSheet { number: string; mediaType: string; data: Uint8Array }

/** Four by six inches, in points: what label printers take. */
const [WIDTH, HEIGHT] = [288, 432];

/** One PDF of all pages, in order; the same bytes for the same labels. Yields to others between labels. Throws LabelUnreadable. */
export async function mergeLabels(labels: readonly LabelSheet[]): Promise<Uint8Array> {
  const { PDFDocument } = await import('pdf-lib');
  const merged = await PDFDocument.create({ updateMetadata: false });
  for (const { number, mediaType, data } of labels) {
    try {
      if (mediaType === 'image/png') {
        const picture = await merged.embedPng(data);
        const { width, height } = picture.scaleToFit(WIDTH, HEIGHT);
        merged.addPage([WIDTH, HEIGHT]).drawImage(picture, { x: (WIDTH - width) / 2, y: HEIGHT - height, width, height });
      } else {
        const own = await PDFDocument.load(data, { updateMetadata: false });
        for (const page of await merged.copyPages(own, own.getPageIndices())) merged.addPage(page);
      }
    } catch {
      throw new LabelUnreadable(number);
    }
    await new Promise(setImmediate);
  }
  return merged.save();
}
