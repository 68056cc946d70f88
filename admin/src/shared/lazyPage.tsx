import { lazy, Suspense } from 'react';
import type { ComponentType, FunctionComponent } from 'react';
import { PageSkeleton } from './layout/PageSkeleton.tsx';

/** A page in its own chunk: `lazyPage(() => import('./CustomerList.tsx'), 'CustomerList')`. */
export function lazyPage<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): FunctionComponent {
  const Page = lazy(async (): Promise<{ default: ComponentType }> => ({ default: (await load())[name] }));
  return function LazyPage() {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Page />
      </Suspense>
    );
  };
}
