import { followNews } from '../events/followNews.ts';
import { sendMails, type Sending } from './sendMails.ts';

interface Following extends Sending { /** Leads past any pooler. */ url: string; say?: (line: string) => void }

/** Sends mails until stopped. What is being handed over is finished first. */
export async function followMails({ url, say, ...sending }: Following): Promise<() => Promise<void>> {
  const stop = await followNews({ url, name: 'Mails', say, look: (isStopped) => sendMails(sending, isStopped) });
  return async () => {
    await stop();
    sending.transport.close();
  };
}
