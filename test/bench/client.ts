// A client that costs little, so that the servers have the processors: HTTP/1.1 on kept connections, requests made beforehand.
import { connect, type Socket } from 'node:net';

export interface Request { path: string; headers: Record<string, string>; body: string }
export interface Load {
  url: string;
  /** Sent in turn, over and over. */
  requests: Buffer[];
  clients: number;
  /** Ends after this long, when each client has asked at least once, or after so many. */
  ms: number;
  max: number;
  /** What a right answer contains. */
  expects: string;
}
export interface Loaded { latencies: number[]; seconds: number }

export function encode(url: string, { path, headers, body }: Request): Buffer {
  const lines = Object.entries({ host: new URL(url).host, ...headers, 'content-length': Buffer.byteLength(body) }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

const headEnd = Buffer.from('\r\n\r\n');

/** The end of a response that begins at 0, or -1 while it is not all there: by length, or by chunks. */
export function endOf(data: Buffer): { bodyAt: number; end: number } {
  const headAt = data.indexOf(headEnd);
  if (headAt < 0) return { bodyAt: -1, end: -1 };
  const bodyAt = headAt + 4;
  const head = data.toString('latin1', 0, headAt).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined) return { bodyAt, end: data.length >= bodyAt + Number(length) ? bodyAt + Number(length) : -1 };
  for (let at = bodyAt; ;) {
    const line = data.indexOf('\r\n', at);
    if (line < 0) return { bodyAt, end: -1 };
    const size = Number.parseInt(data.toString('latin1', at, line), 16);
    at = line + 2 + size + 2;
    if (at > data.length) return { bodyAt, end: -1 };
    if (size === 0) return { bodyAt, end: at };
  }
}

/** Sends requests over kept connections, each client the next as soon as it has its answer. A wrong answer ends it with an error. */
export function load({ url, requests, clients, ms, max, expects }: Load): Promise<Loaded> {
  const { hostname, port } = new URL(url);
  const latencies: number[] = [];
  const sockets: Socket[] = [];
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let sent = 0;
    let idle = 0;
    let last = began;
    const fail = (error: Error): void => {
      for (const socket of sockets) socket.destroy();
      reject(error);
    };
    const begin = (): void => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      sockets.push(socket);
      let parts: Buffer[] = [];
      let at = 0;
      let asked = false;
      const next = (): void => {
        if (sent >= max || (asked && performance.now() - began >= ms)) {
          socket.end();
          idle += 1;
          if (idle === clients) resolve({ latencies, seconds: (last - began) / 1000 });
          return;
        }
        const request = requests[sent % requests.length];
        if (!request) return fail(new Error('no request'));
        sent += 1;
        asked = true;
        at = performance.now();
        socket.write(request);
      };
      socket.on('connect', next);
      socket.on('error', fail);
      socket.on('data', (part: Buffer) => {
        parts.push(part);
        const data = parts.length === 1 ? part : Buffer.concat(parts);
        parts = [data];
        const { bodyAt, end } = endOf(data);
        if (end < 0) return;
        last = performance.now();
        latencies.push(last - at);
        parts = [];
        if (!data.includes(expects, bodyAt) || data.includes('"errors"', bodyAt) || data.indexOf(' 200 ') !== 8) {
          return fail(new Error(`unexpected answer of ${url}: ${data.toString('utf8', 0, 15)} ${data.toString('utf8', bodyAt, bodyAt + 600)}`));
        }
        next();
      });
    };
    for (let i = 0; i < clients; i += 1) begin();
  });
}

/** One question, its answer as JSON. */
export async function askOnce(url: string, { path, headers, body }: Request): Promise<unknown> {
  const response = await fetch(new URL(path, url), { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(`${url}${path} answered ${response.status}: ${text.slice(0, 1000)}\nto ${body.slice(0, 2000)}`);
  return JSON.parse(text);
}
