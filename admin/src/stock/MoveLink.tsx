import { useLabels } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';

interface Move { id: string; kind: string; effectiveOn: string; sourceType?: string }

/** What changes values only is known by its document. */
const documents: Record<string, string> = { Bill: 'bills', LandedCost: 'landedCosts', SupplierCredit: 'supplierCredits', Receipt: 'receipts' };

/** A movement has no number: what it was, and when. */
export function MoveLink({ move }: { move: Move | null | undefined }) {
  const { enumLabel, resourceName } = useLabels();
  if (!move) return <>–</>;
  const document = documents[move.sourceType ?? ''];
  const what = document ? resourceName(document, 1) : enumLabel('MoveKind', move.kind);
  return <ReferenceLink value={{ id: move.id, name: `${what} · ${dayText(move.effectiveOn)}` }} />;
}
