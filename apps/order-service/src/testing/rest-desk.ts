/** The broker's desk behind its real doors: the edge, the roles, the gate, the documented shapes. Only tokens are names. */
import { orderContract, type User } from '@faultline/contract';
import { fail } from '@faultline/errors';
import { createLogger, createServer, implement } from '@faultline/service';
import { restShapes } from '../adapters/rest-shapes.ts';
import { maintenanceGate } from '../maintenance/gate.ts';
import { adm, openBrokerDesk, sue } from './broker-desk.ts';
import { ann, ben } from './desk.ts';

const PEOPLE: readonly User[] = [ann, ben, sue, adm];

export async function openRestDesk() {
  const desk = await openBrokerDesk();
  const { orders, positions, history, withdrawals, admin } = desk;
  const { lp: _lp, fix: _fix, mt5: _mt5, ...adminContract } = orderContract.admin;
  const contract = {
    orders: orderContract.orders,
    positions: orderContract.positions,
    history: orderContract.history,
    withdrawals: orderContract.withdrawals,
    admin: adminContract,
  };
  const handlers = { orders, positions, history, withdrawals, admin };
  const server = createServer({
    procedures: implement(contract, handlers, { gate: maintenanceGate(desk.store.reference) }),
    authenticate: async (authorization) => {
      const name = authorization?.replace('Bearer ', '');
      const person = PEOPLE.find(({ username }) => username === name);
      if (person === undefined) throw fail('AUTH_REQUIRED');
      return person;
    },
    log: createLogger('rest-desk', { level: 'silent' }),
    restShapes,
  });
  const send = async (
    method: 'GET' | 'POST',
    [url, who]: readonly [url: string, who: User],
    body?: object,
  ) => {
    const answer = await server.inject({
      method,
      url,
      headers: { authorization: `Bearer ${who.username}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json<unknown>() };
  };
  return {
    ...desk,
    get: async (url: string, who: User) => send('GET', [url, who]),
    post: async (url: string, who: User, body: object) => send('POST', [url, who], body),
    close: async () => {
      await server.close();
      await desk.close();
    },
  };
}
