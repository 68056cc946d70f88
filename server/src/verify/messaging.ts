import type { Check } from '../verify.ts';

export const messagingChecks: readonly Check[] = [
  {
    check: 'a mail was tried as often as its log says, and is where its last try has left it',
    sql: `SELECT m.id, m.subject FROM "Mail" m LEFT JOIN "MailAttempt" a ON a."mailId" = m.id GROUP BY m.id
      HAVING m.attempts <> count(a.id) OR m.attempts <> coalesce(max(a.no), 0) OR (m.status = 'SENT') AND NOT coalesce(bool_or(a.outcome = 'SENT'), FALSE)
        OR (m.status IN ('QUEUED', 'FAILED', 'CANCELLED')) AND coalesce(bool_or(a.outcome = 'SENT'), FALSE)`,
  },
  {
    check: 'what was sent is kept as its hash says',
    sql: `SELECT a.id, a."fileName" FROM "MailAttachment" a JOIN "MailFile" f ON f."attachmentId" = a.id
      WHERE (a.bytes, a.hash) IS DISTINCT FROM (length(f.data), encode(sha256(f.data), 'hex'))`,
  },
];
