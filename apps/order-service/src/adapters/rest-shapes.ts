/** Where the documented REST answer of a primary door differs from the procedure's own: the answer, and its schema. */
import type { RestShape, RestShapes } from '@faultline/service';
import { z } from 'zod';

const object = (output: z.ZodType): z.ZodObject => {
  if (output instanceof z.ZodObject) return output;
  throw new Error('only an answer with fields can be given more of them');
};

/** The answer's own fields, of which there is one at least, and that it worked. */
const succeeded: RestShape = {
  of: (answer: object) => ({ success: true, ...answer }),
  text: (answer) => `{"success":true,${answer.slice(1)}`,
  schema: (output) => object(output).extend({ success: z.literal(true) }),
};

/** The answer under a name, and that it worked. */
const succeededAs = (name: string): RestShape => ({
  of: (answer: object) => ({ success: true, [name]: answer }),
  text: (answer) => `{"success":true,"${name}":${answer}}`,
  schema: (output) => z.strictObject({ success: z.literal(true), [name]: output }),
});

interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly user: object;
}

/** Lists are plain arrays; where the next page begins is said in a header. */
const items: RestShape = {
  of: (page: { readonly items: readonly unknown[] }) => page.items,
  schema: (output) => partOf(output, 'items'),
};

const signedIn: RestShape = {
  of: ({ accessToken, refreshToken, user }: SignedIn) => ({
    token: accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    user,
  }),
  schema: (output) =>
    z.strictObject({
      token: z.string(),
      refreshToken: partOf(output, 'refreshToken'),
      user: partOf(output, 'user'),
    }),
};

const cancelled: RestShape = {
  of: (order: { readonly id: string }) => ({ success: true, orderId: order.id, order }),
  schema: (output) =>
    z.strictObject({ success: z.literal(true), orderId: z.string(), order: output }),
};

/** The older name of a field beside the one that says what it is. */
const preview: RestShape = {
  of: (answer: { readonly marginLevelAfter: number | null }) => ({
    ...answer,
    marginLevel: answer.marginLevelAfter,
  }),
  schema: (output) => object(output).extend({ marginLevel: partOf(output, 'marginLevelAfter') }),
};

const partOf = (output: z.ZodType, name: string): z.ZodType =>
  (object(output).shape as Record<string, z.ZodType>)[name] ?? z.unknown();

export const restShapes: RestShapes = {
  'auth.login': signedIn,
  'auth.refresh': signedIn,
  'orders.placeMarket': succeeded,
  'orders.cancel': cancelled,
  'positions.close': succeeded,
  'positions.modify': succeededAs('position'),
  'risk.preview': preview,
  'orders.list': items,
  'errors.search': items,
  'history.orders': items,
  'history.deals': items,
  'history.ledger': items,
  'withdrawals.list': items,
  'admin.accounts.list': items,
  'admin.audit.list': items,
  'admin.funds.deposit': succeeded,
  'admin.funds.withdraw': succeeded,
  'admin.funds.adjust': succeeded,
  'admin.funds.bonus': succeeded,
  'admin.funds.bonusOut': succeeded,
  'admin.funds.ledger': items,
  'admin.limitRequests.list': items,
  'admin.orders.list': items,
  'admin.positions.close': succeeded,
  'admin.positions.list': items,
  'admin.withdrawals.list': items,
};
