import { pino, type Logger, type LevelWithSilent } from 'pino';

/** JSON lines on standard error; secrets and personal values are not logged. */
export const logger = (level: LevelWithSilent): Logger =>
  pino({ level, redact: ['*.password', '*.token', '*.authorization', '*.cookie'] }, pino.destination(2));
