/** Places one order through the typed client and says what became of it, whatever that was. `npm run example` */
import { createOrderClient, match, safe } from '@faultline/client';

let token: string | null = null;
const url = process.env['ORDER_URL'] ?? 'http://127.0.0.1:7999';
const { auth, orders } = createOrderClient({ url, token: () => token });
const login = await safe(auth.login.mutate({ username: 'trader', password: 'trader-demo' }));
if (login.ok) token = login.data.accessToken;
const volume = Number(process.argv[2] ?? 0.1);
const placed = await safe(orders.placeMarket.mutate({ symbol: 'EURUSD', side: 'BUY', volume }));
const told = placed.ok
  ? `filled: ${placed.data.order.id} at ${placed.data.order.avgFillPrice}`
  : match(placed.error, {
      MARGIN_INSUFFICIENT: ({ details }) => `too large: at most ${details.maxVolume} lots fit now`,
      INVALID_VOLUME: ({ details }) => `from ${details.minVolume} to ${details.maxVolume} lots`,
      LP_TIMEOUT: ({ details }) => `in doubt: ask for ${details.orderId}, do not order again`,
      _: (error) => `${error.message} (executed: ${error.outcome}, retry: ${error.retry.kind})`,
    });
console.log(told);
