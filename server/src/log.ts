import { pino, type DestinationStream, type Logger, type LevelWithSilent } from 'pino';

/** JSON lines, on standard error unless told otherwise; secrets and personal values are not logged. */
export const logger = (level: LevelWithSilent, to: DestinationStream = pino.destination(2)): Logger =>
  pino({ level, redact: ['*.password', '*.token', '*.authorization', '*.cookie'] }, to);
