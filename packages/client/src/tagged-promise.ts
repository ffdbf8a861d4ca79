/** A promise that says in its type how it may fail: with the codes of another call. */
import type { safe } from '@trpc/client';

type ShapeOf<Promised> = Promised extends Parameters<typeof safe<infer _T, infer Shape>>[0]
  ? Shape
  : never;

/** Answers with `T`, fails as `Like` does. */
export type TRPCPromise<T, Like> = Parameters<typeof safe<T, ShapeOf<Like>>>[0];
