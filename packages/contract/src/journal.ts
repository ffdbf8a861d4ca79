/** What the error journals are asked for: the same by a person at the order service, and by it at the LP service. */
import { z } from 'zod';

/** All of them must fit. */
export const journalFilter = {
  code: z.string().max(64).optional(),
  requestId: z.string().max(64).optional(),
  errorId: z.string().max(64).optional(),
  orderId: z.string().max(64).optional(),
};

export const ENTRY_ID = z.string().max(64);

/** What an entry says beside its time. */
export const entryFields = {
  /** The error's own id where it has one. */
  id: z.string(),
  /** Whose journal it is from: `order-service`. */
  service: z.string(),
  code: z.string(),
  category: z.string(),
  outcome: z.string(),
  httpStatus: z.int(),
  /** `orders.placeMarket`, or the path of a request that reached no procedure. */
  procedure: z.string(),
  requestId: z.string(),
  /** The id that its caller was given, where one was. */
  errorId: z.string().nullable(),
  orderId: z.string().nullable(),
  lp: z.string().nullable(),
  /** Of an MT5 terminal. */
  instanceId: z.string().nullable(),
  /** Masked: enough to recognise, too little to use. */
  account: z.string().nullable(),
  user: z.string().nullable(),
};

/** How often one code left one service within one bucket. */
export const countFields = {
  service: z.string(),
  code: z.string(),
  outcome: z.string(),
  count: z.int(),
};
