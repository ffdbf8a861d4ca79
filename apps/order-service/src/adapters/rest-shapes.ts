/** Where the documented REST answer differs from the procedure's own. */
import type { RestShapes } from '@faultline/service';

interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly user: object;
}

interface Page {
  readonly items: readonly unknown[];
}

/** Lists are plain arrays; where the next page begins is said in a header. */
const items = (page: Page) => page.items;
const succeeded = (answer: object) => ({ success: true, ...answer });
const signedIn = ({ accessToken, refreshToken, user }: SignedIn) => ({
  token: accessToken,
  ...(refreshToken === undefined ? {} : { refreshToken }),
  user,
});

export const restShapes: RestShapes = {
  'auth.login': signedIn,
  'auth.refresh': signedIn,
  'orders.placeMarket': ({ order, position }: { order: object; position: object | null }) => ({
    success: true,
    position,
    order,
  }),
  'positions.close': succeeded,
  'orders.list': items,
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
