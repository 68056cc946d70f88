import type { DocumentKind, Language } from '../generated/rows.ts';
import { mailHtml, templatesOf } from '../messaging/templates.ts';
import { globalId } from '../shared/input.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { composed, mailLanguage } from './compose.ts';
import { demandAllSeen, headOf } from './issue.ts';
import { documentKinds, pathOf } from './kinds.ts';
import { fileNameOf } from './layOut.ts';
import { mailFacts, mailKindOf } from './mailFacts.ts';

interface Asked {
  kind: DocumentKind; recordId: string; language?: Language | null | undefined; subject?: string | null | undefined; body?: string | null | undefined; toAddress?: string | null | undefined;
  supplierId?: string | null | undefined; fromDay?: Day | null | undefined; toDay?: Day | null | undefined;
}

/** A mail as it would be sent now. Refuses NOT_FOUND. */
export async function previewMail({ kind, recordId, ...said }: Asked, ctx: Context) {
  const { db, company } = ctx;
  const name = documentKinds[kind].entity;
  await demandAllSeen(db, kind, [recordId], ctx, false);
  const mailKind = mailKindOf[kind];
  const facts = (await mailFacts(db, kind, [recordId], said.supplierId ?? undefined)).get(recordId);
  if (!mailKind || !facts) throw NotFound({ type: name, id: recordId });
  const house = { head: await headOf(db, company.id, null), templates: await templatesOf(db, company.id, [mailKind]) };
  const language = said.language ?? mailLanguage(facts, house, ctx);
  const { subject, body } = composed(kind, facts, language, house, ctx, { ...(said.subject ? { subject: said.subject } : {}), ...(said.body ? { body: said.body } : {}) });
  const query = new URLSearchParams({
    lang: language.toLowerCase(), ...(said.fromDay ? { from: said.fromDay } : {}), ...(said.toDay ? { to: said.toDay } : {}), ...(said.supplierId ? { supplier: globalId('Supplier', said.supplierId) } : {}),
  });
  const path = `/documents/${pathOf(kind)}/${encodeURIComponent(globalId(name, recordId))}`;
  return {
    to: said.toAddress ?? facts.email, copyTo: facts.copyTo, language, subject, body, html: mailHtml(body, language), fileName: fileNameOf({ kind, number: facts.number }),
    documentPath: `${path}.pdf?${query}`, picturePath: `${path}.svg?${query}`,
  };
}
