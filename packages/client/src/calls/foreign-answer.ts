/** An answer that no server of ours gave: a proxy's page, a captive portal. Its status and its wish to be left alone count. */

export class ForeignAnswer extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor({ status, headers }: Response) {
    super(`HTTP ${status} without JSON`);
    this.name = 'ForeignAnswer';
    this.status = status;
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
  }
}

const isJson = ({ headers }: Response): boolean =>
  headers.get('content-type')?.includes('json') ?? false;

/** @throws ForeignAnswer */
export function ours(response: Response): Response {
  if (isJson(response)) return response;
  void response.body?.cancel();
  throw new ForeignAnswer(response);
}

export function foreignIn(error: unknown): ForeignAnswer | null {
  if (error instanceof ForeignAnswer) return error;
  return error instanceof Error && error.cause !== undefined ? foreignIn(error.cause) : null;
}

export const foreignWaitMs = (error: unknown): number | null =>
  foreignIn(error)?.retryAfterMs ?? null;
