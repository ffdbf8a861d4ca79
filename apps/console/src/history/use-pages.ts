/** A list that comes in pages, as one list that grows. */
import { useInfiniteQuery } from '@tanstack/react-query';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Pages<T> {
  readonly rows: readonly T[];
  readonly more: (() => void) | null;
  readonly error: Error | null;
}

/** @param everyMs - How often to look for news; absent where none is expected. */
export function usePages<T>(
  key: readonly unknown[],
  ask: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
  everyMs?: number,
): Pages<T> {
  const { data, hasNextPage, fetchNextPage, error } = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      ask(pageParam === null ? { limit: PAGE } : { limit: PAGE, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: everyMs ?? false,
  });
  return {
    rows: data?.pages.flatMap(({ items }) => items) ?? [],
    more: hasNextPage ? () => void fetchNextPage() : null,
    error,
  };
}

const PAGE = 50;
