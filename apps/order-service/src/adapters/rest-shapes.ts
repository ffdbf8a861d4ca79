/** Where the documented REST answer differs from the procedure's own. */
import type { RestShapes } from '@faultline/service';

interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly user: object;
}

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
  'positions.close': (closed: object) => ({ success: true, ...closed }),
};
