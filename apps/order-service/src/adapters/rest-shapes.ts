/** Where the documented REST answer differs from the procedure's own. */
import type { RestShapes } from '@faultline/service';

interface Login {
  readonly accessToken: string;
  readonly user: object;
}

export const restShapes: RestShapes = {
  'auth.login': ({ accessToken, user }: Login) => ({ token: accessToken, user }),
  'orders.placeMarket': ({ order, position }: { order: object; position: object | null }) => ({
    success: true,
    position,
    order,
  }),
  'positions.close': (closed: object) => ({ success: true, ...closed }),
};
