import type { Check } from '../verify.ts';

export const workChecks: readonly Check[] = [
  {
    check: 'a comment reads as its last wording, and its wordings are numbered without gaps',
    sql: `SELECT c.id, c.version, r.n, r.last FROM "Comment" c LEFT JOIN LATERAL (SELECT count(*) n, max(v.no) AS last, (array_agg(v.text ORDER BY v.no DESC))[1] AS text
        FROM "CommentRevision" v WHERE v."commentId" = c.id) r ON TRUE
      WHERE r.n = 0 OR r.n <> r.last OR r.last <> c.version OR r.text IS DISTINCT FROM c.text`,
  },
  {
    check: 'whom a comment told was notified, but for its writer',
    sql: `SELECT m.id, m."commentId", m."userId" FROM "CommentMention" m JOIN "Comment" c ON c.id = m."commentId"
      WHERE (m."isTold" AND m."userId" IS DISTINCT FROM c."authorId") <>
        EXISTS (SELECT FROM "Notification" n WHERE n."sourceId" = m."commentId" AND n."userId" = m."userId" AND n.kind = 'mention')`,
  },
  {
    check: 'a file at a record has the size and the hash of its pieces, and one that was taken away has none',
    sql: `SELECT a.id, a."fileName", a.bytes, p.bytes AS pieces FROM "Attachment" a LEFT JOIN LATERAL (SELECT coalesce(sum(octet_length(x.data)), 0) bytes, count(*) n, max(x.no) AS last
        FROM "AttachmentChunk" x WHERE x."attachmentId" = a.id) p ON TRUE
      WHERE (a.status = 'REMOVED' AND p.n > 0) OR (a.status = 'KEPT' AND (p.bytes <> a.bytes OR p.last <> p.n - 1
        OR encode(sha256((SELECT string_agg(x.data, ''::bytea ORDER BY x.no) FROM "AttachmentChunk" x WHERE x."attachmentId" = a.id)), 'hex') <> a.hash))`,
  },
  {
    check: 'a task names a person or a role that is there, and is closed by whom it says',
    sql: `SELECT t.id, t.title FROM "Task" t WHERE (t."ownerId" IS NOT NULL AND NOT EXISTS (SELECT FROM "User" u WHERE u.id = t."ownerId"))
      OR (t."closedById" IS NOT NULL AND NOT EXISTS (SELECT FROM "User" u WHERE u.id = t."closedById"))`,
  },
];
