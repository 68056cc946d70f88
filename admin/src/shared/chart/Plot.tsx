import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useNavigate } from 'react-router-dom';
import { Bar, BarChart, CartesianGrid, Cell, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { compactMoney, decimalText } from '../numbers.ts';
import { figureText } from './ChartTable.tsx';
import { heightOf } from './types.ts';
import type { ChartKind, Point, Series } from './types.ts';

type Props = { title: string; kind: ChartKind; series: readonly Series[]; points: readonly Point[]; height: number };
type Datum = Record<string, string | number | [number, number]> & { label: string };

/** Where each step of a waterfall begins and ends: only for drawing, as heights are. */
function stepsOf(points: readonly Point[], key: string): [number, number][] {
  let at = 0;
  return points.map(({ values, isTotal }) => {
    const from = isTotal ? 0 : at;
    at = isTotal ? at : at + heightOf(values[key]);
    return [Math.min(from, at), Math.max(from, at)];
  });
}

/** The drawing; always left to right inside, since recharts cannot mirror itself, with the axis turned in RTL. */
export function Plot({ title, kind, series, points, height }: Props) {
  const { palette } = useTheme();
  const navigate = useNavigate();
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  const rtl = document.documentElement.dir === 'rtl';
  const colours = [palette.primary.main, palette.warning.main, palette.info.main, palette.error.main];
  const sample = points[0]?.values[series[0]?.key ?? ''];
  const tick = (value: number) =>
    typeof sample === 'object' && 'currencyCode' in sample ? compactMoney({ amount: String(value), currencyCode: sample.currencyCode }) : decimalText(String(value), 4);
  const data: Datum[] = points.map(({ label, values }) => ({
    label,
    ...Object.fromEntries(series.map(({ key }) => [key, heightOf(values[key])])),
  }));
  const first = series[0];
  if (kind === 'waterfall' && first) stepsOf(points, first.key).forEach((step, index) => { const datum = data[index]; if (datum) datum[first.key] = step; });
  const stepColour = ({ values, isTotal }: Point): string => (isTotal ? palette.primary.main : heightOf(values[first?.key ?? '']) < 0 ? palette.warning.main : palette.success.main);
  const open = (index: number) => {
    const to = points[index]?.to;
    if (to) void navigate(to);
  };
  // A line of values that are near each other begins beside them: from nought it would be flat.
  const heights = data.flatMap((datum) => series.map(({ key }) => Number(datum[key] ?? 0)));
  const isNarrow = kind === 'line' && Math.min(...heights) > Math.max(...heights) / 2;
  const text = { fontSize: 12, fill: palette.text.secondary };
  const parts = [
    <CartesianGrid key="grid" vertical={false} stroke={palette.quiet.line} />,
    <XAxis key="x" dataKey="label" tick={text} tickLine={false} axisLine={{ stroke: palette.quiet.line }} reversed={rtl} />,
    <YAxis key="y" tick={text} tickLine={false} axisLine={false} tickFormatter={tick} width={64} {...(isNarrow ? { domain: ['auto', 'auto'] as const } : {})} orientation={rtl ? 'right' : 'left'} />,
    <Tooltip
      key="tip"
      cursor={{ fill: palette.quiet.wash }}
      contentStyle={{ background: palette.background.paper, border: `1px solid ${palette.quiet.line}`, borderRadius: 8, fontSize: 12 }}
      formatter={(_, name, item) => {
        const found = series.find(({ label }) => label === name);
        const point = points.find(({ label }) => label === (item.payload as Datum).label);
        return [figureText(point?.values[found?.key ?? '']), name];
      }}
    />,
    ...(series.length > 1 ? [<Legend key="legend" wrapperStyle={{ fontSize: 12 }} />] : []),
  ];
  return (
    <Box dir="ltr" sx={{ height, '& .recharts-bar-rectangle': { cursor: 'pointer' } }}>
      <ResponsiveContainer>
        {kind !== 'line' ? (
          <BarChart data={data} accessibilityLayer title={title}>
            {parts}
            {series.map(({ key, label }, index) => (
              <Bar key={key} dataKey={key} name={label} fill={colours[index % colours.length] ?? palette.primary.main} radius={[3, 3, 0, 0]} maxBarSize={48} isAnimationActive={!still} onClick={(_, at) => open(at)}>
                {kind === 'waterfall' && points.map((point) => <Cell key={point.label} fill={stepColour(point)} />)}
              </Bar>
            ))}
          </BarChart>
        ) : (
          <LineChart data={data} accessibilityLayer title={title} onClick={({ activeTooltipIndex }) => open(Number(activeTooltipIndex ?? -1))}>
            {parts}
            {series.map(({ key, label }, index) => (
              <Line key={key} dataKey={key} name={label} type="monotone" stroke={colours[index % colours.length] ?? palette.primary.main} strokeWidth={2} dot={{ r: 3 }} isAnimationActive={!still} />
            ))}
          </LineChart>
        )}
      </ResponsiveContainer>
    </Box>
  );
}
