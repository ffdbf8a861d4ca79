/** Codes about positions. */
import type { ServiceDesk } from '../service-desk.ts';
import { openPosition, type Prepared, type Provocation } from './provocation.ts';

const opened = async (desk: ServiceDesk): Promise<Prepared> => ({
  id: (await openPosition(desk)).positionId,
});

export const POSITION_PROVOCATIONS: readonly Provocation[] = [
  {
    code: 'POSITION_NOT_FOUND',
    when: 'there is no such position',
    rest: () => ({ path: '/api/positions/close', body: { positionId: 77 } }),
    client: async ({ positions }) => positions.close.mutate({ positionId: 77 }),
    details: { positionId: 77 },
  },
  {
    code: 'POSITION_ALREADY_CLOSED',
    when: 'it was closed before',
    prepare: async (desk) => {
      const { positionId } = await openPosition(desk);
      await desk.clientOf(await desk.signIn('trader')).positions.close.mutate({ positionId });
      return { id: positionId };
    },
    rest: ({ id }) => ({ path: '/position/close', body: { positionId: id } }),
    client: async ({ positions }, { id }) => positions.close.mutate({ positionId: Number(id) }),
    details: { positionId: 1, closedAt: '2026-01-19T12:00:00Z' },
  },
  {
    code: 'POSITION_LOCKED',
    when: 'it has changed since it was looked at',
    prepare: opened,
    rest: ({ id }) => ({
      path: '/position/modify',
      body: { positionId: id, sl: 1.09, version: 99 },
    }),
    client: async ({ positions }, { id }) =>
      positions.modify.mutate({ positionId: Number(id), sl: 1.09, version: 99 }),
    details: { positionId: 1 },
  },
  {
    code: 'PARTIAL_CLOSE_INVALID',
    when: 'more is to be closed than is open',
    prepare: opened,
    rest: ({ id }) => ({ path: '/api/positions/close', body: { positionId: id, volume: 0.2 } }),
    client: async ({ positions }, { id }) =>
      positions.close.mutate({ positionId: Number(id), volume: 0.2 }),
    details: { positionVolume: 0.1, closeVolume: 0.2, kind: 'EXCEEDS' },
  },
];
