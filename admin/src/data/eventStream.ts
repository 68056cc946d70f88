const QUIET_MS = 40_000;

/** The messages of an event stream, as they come; ends with the stream, and fails when it has been dead silent for long. */
export async function* eventsOf(response: Response, abort: () => void): AsyncGenerator<unknown> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    // The server lets a heartbeat go each 12 seconds.
    const silence = setTimeout(abort, QUIET_MS);
    const { value, done } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    const blocks = (text + value).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '))?.slice('data: '.length);
      if (data) yield JSON.parse(data);
    }
  }
}
