import Code from '@mui/icons-material/CodeOutlined';
import Download from '@mui/icons-material/FileDownloadOutlined';
import Refresh from '@mui/icons-material/Refresh';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { PageSkeleton } from '../shared/layout/PageSkeleton.tsx';
import { useTitle } from '../shared/layout/title.tsx';
import { Answer } from './Answer.tsx';
import { Choice } from './Choice.tsx';
import { Conditions } from './Conditions.tsx';
import { Dimensions } from './Dimensions.tsx';
import { Examples } from './Examples.tsx';
import { graphiqlPath } from './graphiqlPath.ts';
import { Measures } from './Measures.tsx';
import { saveAnswer } from './saveAnswer.ts';
import { datasetsQuery, exploreQuery } from './queries.ts';
import type { Dataset } from './queries.ts';
import { useQuestion, variablesOf } from './question.ts';
import type { Question } from './question.ts';

/** Questions nobody foresaw: a dataset, what to group by, what to sum, which rows; answered as it is asked. */
export function ExplorePage() {
  const t = useT();
  useTitle(t('explore.title'));
  const { data } = useAsk(datasetsQuery, {});
  const { question, change } = useQuestion(data?.datasets ?? []);
  const dataset = data?.datasets.find(({ name }) => name === question?.dataset);
  if (!data || !question || !dataset) return <PageSkeleton />;
  return <Asking datasets={data.datasets} dataset={dataset} question={question} change={change} />;
}

type Props = { datasets: readonly Dataset[]; dataset: Dataset; question: Question; change: (part: Partial<Question>) => void };

function Asking({ datasets, dataset, question, change }: Props) {
  const t = useT();
  const variables = variablesOf(question);
  const isAsked = variables.dimensions.length + variables.measures.length > 0;
  const { data, error, isFetching, refetch } = useAsk(exploreQuery, isAsked ? variables : { ...variables, measures: [{ op: 'COUNT' }] });
  const answer = data?.explore;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 2 }}>
        <Typography variant="h1" sx={{ flex: 1, minWidth: 160 }}>
          {t('explore.title')}
        </Typography>
        <Examples datasets={datasets} onChoose={change} />
        <Button startIcon={<Refresh />} onClick={() => void refetch()}>
          {t('explore.run')}
        </Button>
        <Button startIcon={<Download />} disabled={!answer} onClick={() => answer && saveAnswer(dataset.label, answer)}>
          {t('explore.export')}
        </Button>
        <Button startIcon={<Code />} component="a" href={graphiqlPath(variables)}>
          {t('explore.graphiql')}
        </Button>
      </Box>
      <Paper variant="outlined" sx={{ p: 2, mb: 2 }}>
        <Box sx={{ mb: 2 }}>
          <Choice
            label={t('explore.dataset')}
            width={240}
            value={dataset.name}
            options={datasets.map(({ name, label }) => ({ value: name, label }))}
            onChange={(name) => change({ dataset: name })}
          />
        </Box>
        <Measures fields={dataset.fields} value={question.measures} onChange={(measures) => change({ measures })} />
        <Dimensions fields={dataset.fields} value={question.dimensions} onChange={(dimensions) => change({ dimensions })} />
        <Conditions fields={dataset.fields} value={question.conditions} onChange={(conditions) => change({ conditions })} />
      </Paper>
      <Box sx={{ height: 4, mb: 1 }}>{isFetching && <LinearProgress aria-label={t('app.loading')} />}</Box>
      {error ? (
        <Alert severity="error">{error.message}</Alert>
      ) : (
        answer && <Answer title={dataset.label} answer={answer} order={question.order} onOrder={(order) => change({ order })} />
      )}
    </Box>
  );
}
