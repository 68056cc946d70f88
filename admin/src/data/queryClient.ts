import { QueryClient } from '@tanstack/react-query';
import { isApiError } from './apiError.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal will not change by asking again; a lost connection or a busy server may.
      retry: (failures, error) => failures < 2 && isApiError(error) && (error.status === 0 || error.status === 503),
    },
    mutations: { retry: false },
  },
});
