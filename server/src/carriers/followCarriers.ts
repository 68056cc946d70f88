import { followNews } from '../events/followNews.ts';
import { carryRequests, type Carrying } from './carryRequests.ts';

interface Following extends Carrying { /** Leads past any pooler. */ url: string; say?: (line: string) => void }

/** Asks carriers until stopped. What is being asked is written down first. */
export const followCarriers = ({ url, say, ...carrying }: Following): Promise<() => Promise<void>> =>
  followNews({ url, name: 'Carriers', say, look: (isStopped) => carryRequests(carrying, isStopped) });
