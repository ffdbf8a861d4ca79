/** `marketData.changes`: what is newer on the board than what the caller has, held back while nothing is. */
import type { Handlers, LpContract } from '@faultline/contract';
import { lookUntil } from '../waiting.ts';
import type { Board } from './board.ts';

type ChangesHandler = Handlers<LpContract>['marketData']['changes'];

export const changes =
  (board: Board): ChangesHandler =>
  async ({ epoch, afterVersion, waitMs }, { signal }) => {
    const seen = epoch === board.epoch ? afterVersion : 0;
    const look = () => (board.version > seen || epoch !== board.epoch ? board.since(seen) : null);
    const found = await lookUntil(look, { bell: board.bell, waitMs, signal });
    const { version, quotes, lps } = found ?? board.since(board.version);
    return { epoch: board.epoch, version, quotes: [...quotes], lps: [...lps] };
  };
