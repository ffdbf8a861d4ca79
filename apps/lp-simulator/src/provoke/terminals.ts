/** Codes of MT5 terminals: the scripted terminal says what a login is answered. */
import { asAdmin, fails, get, inSimulator, type Recipe, type Step } from './recipe.ts';

const INSTANCES = '/admin/mt5/instances';
const STATE = { instanceId: 'provoked-state', login: 990_001 };
const LOGIN = { instanceId: 'provoked-login', login: 990_002 };

const made = (instance: typeof STATE): Step =>
  asAdmin(INSTANCES, { ...instance, server: 'Provoked-Demo', password: 'provoked' });
const started = ({ instanceId }: typeof STATE): Step =>
  asAdmin(`${INSTANCES}/${instanceId}/start`, { wait: true });
const removed = ({ instanceId }: typeof STATE): Step => ({
  ...asAdmin(`${INSTANCES}/${instanceId}`, {}),
  method: 'DELETE',
});

/** As text: an object with a field of that name would look like a promise. */
const script = (login: number, codes: readonly number[]): string =>
  `{"login":${login},"codes":${JSON.stringify(codes)},"then":"repeat"}`;

export const terminalRecipes: readonly Recipe[] = [
  {
    code: 'MT5_INSTANCE_NOT_FOUND',
    steps: [fails(get(`${INSTANCES}/nobody`, { as: 'admin' }), 404, 'MT5_INSTANCE_NOT_FOUND')],
  },
  {
    code: 'MT5_INSTANCE_STATE',
    reason: 'RUNNING',
    steps: [
      inSimulator('/terminal', script(STATE.login, [0])),
      made(STATE),
      started(STATE),
      fails(started(STATE), 409, 'MT5_INSTANCE_STATE'),
    ],
    undo: [removed(STATE)],
  },
  {
    code: 'MT5_LOGIN_FAILED',
    reason: '10018',
    steps: [
      inSimulator('/terminal', script(LOGIN.login, [10_018])),
      made(LOGIN),
      fails(started(LOGIN), 502, 'MT5_LOGIN_FAILED'),
    ],
    undo: [removed(LOGIN)],
  },
];
