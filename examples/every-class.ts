/**
 * Each class of failure, met on purpose and handled by its type, and the way out of a doubt. Against a started system:
 * `node every-class.ts`, with ORDER_URL and CONTROL_URL (the simulator's) where they are not the usual ones.
 */
import {
  createOrderClient,
  type Failure,
  match,
  type OrderClient,
  safe,
  speak,
} from '@faultline/client';

const url = process.env['ORDER_URL'] ?? 'http://127.0.0.1:7999';
const control = process.env['CONTROL_URL'] ?? 'http://127.0.0.1:7997';
const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.01 } as const;

const client = createOrderClient({ url, timeoutMs: 4_000 });

/** The numbers of each failure are typed by its code: `maxVolume` is there for this one and for no other. */
async function tooLarge(): Promise<string> {
  const placed = await safe(client.orders.placeMarket.mutate({ ...order, volume: 90 }));
  if (placed.ok) return 'filled';
  return match(placed.error, {
    MARGIN_INSUFFICIENT: ({ details }) => `at most ${details.maxVolume > 0 ? 'less' : 'nothing'}`,
    _: ({ code }) => code,
  });
}

async function wrongVolume(): Promise<string> {
  const placed = await safe(client.orders.placeMarket.mutate({ ...order, volume: 0.001 }));
  if (placed.ok) return 'filled';
  return match(placed.error, {
    INVALID_VOLUME: ({ details }) => `from ${details.minVolume} in steps of ${details.volumeStep}`,
    _: ({ code }) => code,
  });
}

async function wrongPassword(): Promise<string> {
  const other = createOrderClient({ url });
  const login = await safe(other.session.signIn({ username: 'trader', password: 'wrong' }));
  if (login.ok) return 'signed in';
  return match(login.error, {
    AUTH_INVALID: ({ details }) => details.reason ?? 'no reason',
    _: ({ code }) => code,
  });
}

async function strangeAccount(): Promise<string> {
  const asked = await safe(client.account.summary.query({ accountId: 4_711 }));
  if (asked.ok) return 'mine';
  return match(asked.error, {
    ACCOUNT_NOT_FOUND: ({ details }) => `no account ${details.accountId}`,
    _: ({ code }) => code,
  });
}

/** What the compiler would never let through, for a server that is newer or older than the page. */
async function wrongType(): Promise<string> {
  const loose = { ...order, volume: '0.1' } as unknown as typeof order;
  const placed = await safe(client.orders.placeMarket.mutate(loose));
  if (placed.ok) return 'filled';
  return match(placed.error, {
    INVALID_PARAMETER_TYPE: ({ details }) => `${details.field}: ${details.expected}`,
    _: ({ code }) => code,
  });
}

/** The provider takes the order and says nothing: a doubt, which ends when it speaks again. */
async function inDoubt(): Promise<string> {
  await simulate('/behaviour', { mode: 'silent' });
  const placed = await safe(client.orders.placeMarket.mutate(order));
  await simulate('/reset', {});
  if (placed.ok) return 'filled';
  const { code, outcome } = placed.error;
  const resolved = await safe(client.orders.resolve(placed.error));
  return `${code} ${outcome}, then ${resolved.ok ? resolved.data.state : resolved.error.code}`;
}

const simulate = async (path: string, body: object): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  await fetch(control + path, { method: 'POST', headers, body: JSON.stringify(body) });
};

/** A service that is away for a while tells when to come back; nothing was executed. */
async function closedForWork(admin: OrderClient): Promise<string> {
  await admin.admin.maintenance.set.mutate({ on: true, reason: 'An example' });
  const placed = await safe(client.orders.placeMarket.mutate(order));
  await admin.admin.maintenance.set.mutate({ on: false, reason: 'The example is over' });
  if (placed.ok) return 'filled';
  return match(placed.error, {
    SERVICE_UNAVAILABLE: ({ details, outcome }) => `${details.kind} ${outcome}`,
    _: ({ code }) => code,
  });
}

async function nobodyThere(): Promise<string> {
  const nowhere = createOrderClient({ url: 'http://127.0.0.1:2', timeoutMs: 500, retry: false });
  const asked = await safe(nowhere.positions.list.query({}));
  if (asked.ok) return 'somebody';
  return match(asked.error, {
    NETWORK_ERROR: ({ outcome }) => outcome,
    // No server of ours, and no answer at all, is a code of its own.
    TIMEOUT: () => 'too slow',
    _: ({ code }) => code,
  });
}

async function inSpanish(failed: Failure): Promise<string> {
  const say = await speak('es-ES');
  return say(failed).message;
}

await client.session.signIn({ username: 'trader', password: 'trader-demo' });
const admin = createOrderClient({ url });
await admin.session.signIn({ username: 'admin', password: 'admin-demo' });
const refused = await safe(client.orders.cancel.mutate({ orderId: 'ORD-0' }));

const told: Record<string, string> = {
  TRADING: await tooLarge(),
  VALIDATION: await wrongType(),
  TERMS: await wrongVolume(),
  AUTH: await wrongPassword(),
  ACCOUNT: await strangeAccount(),
  LP: await inDoubt(),
  SYSTEM: await closedForWork(admin),
  NETWORK: await nobodyThere(),
  SPANISH: refused.ok ? 'cancelled' : await inSpanish(refused.error),
};
console.log(JSON.stringify(told, null, 2));
