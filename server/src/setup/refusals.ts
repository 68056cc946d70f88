import { refusal } from '../shared/refusal.ts';

export const AlreadySetUp = refusal('ALREADY_SET_UP', { name: 'text' });
