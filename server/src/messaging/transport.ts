// How a mail leaves: by a mail server, or into the local mailbox where none is set.
import { createTransport } from 'nodemailer';
import type { MailTransport } from '../generated/rows.ts';

export interface Outgoing {
  messageId: string; from: { name: string; address: string }; replyTo: string | null; to: { name: string; address: string }; copyTo: string | null;
  subject: string; text: string; html: string; attachments: readonly { filename: string; content: Buffer }[];
}

/** What the other side said: handed over, refused for good, or to be tried again. */
export type Outcome = { outcome: 'SENT' | 'BOUNCED' | 'FAILED'; response: string };
export interface Transport { kind: MailTransport; send(mail: Outgoing): Promise<Outcome>; close(): void }

/** No mail server: what is sent is kept, and read in the mailbox. */
export const localTransport: Transport = {
  kind: 'LOCAL', send: () => Promise.resolve({ outcome: 'SENT', response: 'Kept in the local mailbox.' }), close: () => undefined,
};

const WAIT_MS = 15_000;

/** By SMTP: `smtp://user:password@host:587` or `smtps://…`. */
export function smtpTransport(url: string): Transport {
  const mailer = createTransport({ url, pool: true, maxConnections: 3, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: 2 * WAIT_MS, disableFileAccess: true, disableUrlAccess: true } as object);
  return {
    kind: 'SMTP',
    send: async ({ copyTo, replyTo, text, html, ...mail }) => {
      try {
        const { response } = await mailer.sendMail({
          ...mail, text, html, ...(copyTo ? { cc: copyTo } : {}), ...(replyTo ? { replyTo } : {}), attachments: mail.attachments.map((each) => ({ ...each, contentType: 'application/pdf' })),
          headers: { 'auto-submitted': 'auto-generated' },
        }) as { response: string };
        return { outcome: 'SENT', response: response.slice(0, 1000) };
      } catch (error) {
        const { code, responseCode = 0, message } = error as { code?: string; responseCode?: number; message: string };
        // Of the recipient or the message itself, for good; all else (the line, the sign-in, a full queue) may pass.
        const isForGood = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
        return { outcome: isForGood ? 'BOUNCED' : 'FAILED', response: message.slice(0, 1000) };
      }
    },
    close: () => mailer.close(),
  };
}
