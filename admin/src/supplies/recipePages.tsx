import Alert from '@mui/material/Alert';
import Skeleton from '@mui/material/Skeleton';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText, shareText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { menuPlanActions, PrepareDialog, recipeActions } from './actions.tsx';
import { preparationFields } from './fields.ts';
import { menuCostsQuery, recipeCostQuery } from './recipeQueries.ts';
import type { MenuPlan, Recipe } from './recipeQueries.ts';

const none = <Value field={{ kind: 'price' }} value={null} />;
const price = (value: string | null) => (value === null ? none : <bdi className="figure">{decimalText(value, 2, 2)}</bdi>);
const percent = (value: string | null) => (value === null ? none : <bdi className="figure">{shareText(value)}</bdi>);
const units = (quantity: string, code: string) => <bdi className="figure">{`${decimalText(quantity)} ${code}`}</bdi>;

/** Every dish with its food cost, now and when it was last made. */
export function Menu() {
  const t = useT();
  const { data, error, refetch } = useAsk(menuCostsQuery, { activeOnly: true });
  const rows = data?.menuCosts;
  return (
    <ReportPage title={t('supplies.menu')} about={t('supplies.menuAbout')} error={error} onRetry={() => void refetch()} loading={!rows}>
      {rows && (
        <ReportTable
          name={t('supplies.menu')}
          columns={[
            { label: t('supplies.dish') }, { label: t('supplies.portionCost'), numeric: true }, { label: t('supplies.price'), numeric: true }, { label: t('supplies.foodCost'), numeric: true },
            { label: t('supplies.margin'), numeric: true }, { label: t('supplies.lastMade') }, { label: t('supplies.lastCost'), numeric: true }, { label: t('supplies.lastFoodCost'), numeric: true },
          ]}
          rows={rows.map((row) => ({
            key: row.recipe.id,
            cells: [
              <ReferenceLink key="dish" value={{ id: row.recipe.id, name: row.product.name }} />, price(row.portionCost), price(row.price), percent(row.foodCostRate), price(row.margin),
              row.preparedOn ? dayText(row.preparedOn) : none, price(row.lastCost), percent(row.lastFoodCostRate),
            ],
          }))}
          empty={t('supplies.noDishes')}
        />
      )}
    </ReportPage>
  );
}

const recipeFacts: readonly Field<Recipe>[] = [
  { name: 'product', kind: 'reference' }, { name: 'portions', kind: 'quantity' }, { name: 'lastPreparedOn', kind: 'day' }, { name: 'isActive', kind: 'boolean' },
];

function Cost({ recipeId }: { recipeId: string }) {
  const t = useT();
  const { data } = useAsk(recipeCostQuery, { recipeId });
  if (!data) return <Skeleton variant="rounded" height={140} />;
  const cost = data.recipeCost;
  if (!cost) return null;
  return (
    <>
      {cost.batchCost === null && <Alert severity="info">{t('supplies.costUnknown')}</Alert>}
      <ReportTable
        name={t('supplies.costNow')}
        columns={[{ label: t('supplies.ingredient') }, { label: t('supplies.quantity'), numeric: true }, { label: t('supplies.cost'), numeric: true }]}
        rows={cost.lines.map(({ product, quantity, cost: part }) => ({
          key: product.id, cells: [<ReferenceLink key="product" value={product} />, units(quantity, product.unit.code), part ?? none],
        }))}
        totals={[t('supplies.batch'), '', cost.batchCost ?? none]}
        empty={t('supplies.noIngredients')}
      />
      <ReportTable
        name={t('supplies.portion')}
        columns={[{ label: t('supplies.portion') }, { label: t('supplies.portionCost'), numeric: true }, { label: t('supplies.price'), numeric: true }, { label: t('supplies.foodCost'), numeric: true }, { label: t('supplies.margin'), numeric: true }]}
        rows={[
          { key: 'now', cells: [t('supplies.now'), price(cost.portionCost), price(cost.price), percent(cost.foodCostRate), price(cost.margin)], strong: true },
          ...(cost.preparedOn ? [{ key: 'last', cells: [dayText(cost.preparedOn), price(cost.lastCost), price(cost.price), percent(cost.lastFoodCostRate), ''] }] : []),
        ]}
        empty=""
      />
    </>
  );
}

export function RecipeShow() {
  const t = useT();
  const tabs: RelatedTab<Recipe>[] = [
    ...(may('costs.read') ? [{
      key: 'cost', label: t('supplies.costNow'), content: ({ id }: Recipe) => <Section title={t('supplies.costNow')}><Cost recipeId={id} /></Section>,
      asks: (id: string) => [asking(recipeCostQuery, { recipeId: id })],
    }] : []),
    { key: 'preparations', label: t('supplies.preparations'), related: { resource: 'preparations', filter: ({ id }) => ({ recipe: { is: id } }), fields: preparationFields.filter(({ name }) => name !== 'product'), sort: 'preparedOn DESC' } },
  ];
  return (
    <RecordPage<Recipe> facts={recipeFacts} actions={recipeActions} tabs={tabs}>
      {(recipe) => (
        <>
          <Section title={t('supplies.ingredients')}>
            <ReportTable
              name={t('supplies.ingredients')}
              columns={[{ label: t('supplies.ingredient') }, { label: t('supplies.ready'), numeric: true }, { label: t('supplies.yield'), numeric: true }, { label: t('supplies.taken'), numeric: true }, { label: t('stock.note') }]}
              rows={recipe.lines.map((line) => ({
                key: line.id,
                cells: [
                  <ReferenceLink key="product" value={line.product} />, units(line.entered, line.unit.code), percent(line.yieldRate), units(line.quantity, line.product.unit.code), line.note ?? '',
                ],
              }))}
              empty={t('supplies.noIngredients')}
            />
          </Section>
          {recipe.instructions && (
            <Section title={t('supplies.instructions')}>
              <Typography sx={{ whiteSpace: 'pre-wrap' }} dir="auto">{recipe.instructions}</Typography>
            </Section>
          )}
        </>
      )}
    </RecordPage>
  );
}

const shortageQuery = graphql(`
  query MenuPlanShortage($menuPlanId: ID!) {
    menuPlanShortage(menuPlanId: $menuPlanId) {
      needed available coming requested toPrepare short
      product { id name unit { id code } }
    }
  }
`);

function Shortage({ menuPlanId }: { menuPlanId: string }) {
  const t = useT();
  const { data } = useAsk(shortageQuery, { menuPlanId });
  if (!data) return <Skeleton variant="rounded" height={140} />;
  const rows = data.menuPlanShortage;
  const missing = rows.filter(({ short }) => short !== '0').length;
  return (
    <>
      <Alert severity={missing > 0 ? 'warning' : 'success'}>{t(missing > 0 ? 'supplies.missing' : 'supplies.nothingMissing', { count: missing })}</Alert>
      <ReportTable
        name={t('supplies.shortage')}
        columns={[
          { label: t('supplies.ingredient') }, { label: t('supplies.needed'), numeric: true }, { label: t('supplies.available'), numeric: true }, { label: t('supplies.coming'), numeric: true },
          { label: t('supplies.requested'), numeric: true }, { label: t('supplies.toPrepare'), numeric: true }, { label: t('supplies.short'), numeric: true },
        ]}
        rows={rows.map(({ product, needed, available, coming, requested, toPrepare, short }) => ({
          key: product.id, strong: short !== '0',
          cells: [
            <ReferenceLink key="product" value={product} />, units(needed, product.unit.code), decimalText(available), decimalText(coming), decimalText(requested), decimalText(toPrepare),
            units(short, product.unit.code),
          ],
        }))}
        empty={t('supplies.noDishes')}
      />
    </>
  );
}

const planFacts: readonly Field<MenuPlan>[] = [
  { name: 'servedOn', kind: 'day' }, { name: 'warehouse', kind: 'reference' }, { name: 'costObject', kind: 'reference' }, { name: 'note', kind: 'text' },
];
const dishFields: readonly Field<MenuPlan['lines'][number]>[] = [{ name: 'product', kind: 'reference' }, { name: 'portions', kind: 'quantity' }];

type Dish = MenuPlan['lines'][number];

/** Prepares a dish of the plan, for whom and where the plan is. */
function PrepareDish({ plan, line: { product, portions } }: { plan: MenuPlan; line: Dish }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [recipe] = product.recipes;
  if (!recipe?.isActive) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} aria-label={t('supplies.prepareDish', { dish: product.name })}>{t('action.prepareRecipe')}</Button>
      {open && (
        <PrepareDialog
          recipe={{ ...recipe, product }} portions={portions} warehouseId={plan.warehouse.id} costObjectId={product.isStocked ? '' : plan.costObject?.id ?? ''} onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

export function MenuPlanShow() {
  const t = useT();
  return (
    <RecordPage<MenuPlan> facts={planFacts} actions={menuPlanActions}>
      {(plan) => (
        <>
          <Section title={t('supplies.dishes')}>
            <LinesTable
              resource="menuPlanLines" label={t('supplies.dishes')} fields={dishFields} rows={plan.lines}
              {...(may('supplies.issue') ? { buttons: (line: Dish) => <PrepareDish plan={plan} line={line} /> } : {})}
            />
          </Section>
          <Section title={t('supplies.shortage')}>
            <Shortage menuPlanId={plan.id} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
