/** The access token of a sign-in: never good for longer than the sign-in itself. */
import type { Door } from '@faultline/contract';
import type { RefreshSession, User } from '../ports/store.ts';
import { type AuthDeps, viewOf } from './deps.ts';

export async function issueAccess(
  { tokens, tokenTtlSec, now }: AuthDeps,
  door: Door,
  { user, session }: { user: User; session: RefreshSession },
) {
  const nowSec = Math.floor(now() / 1_000);
  const expSec = Math.min(nowSec + tokenTtlSec[door], Math.floor(session.expiresAtMs / 1_000));
  const { id, role, tokenGeneration } = user;
  const accessToken = await tokens.issue({
    userId: id,
    role,
    generation: tokenGeneration,
    sessionId: session.id,
    expSec,
  });
  return { accessToken, expiresInSec: expSec - nowSec, user: viewOf(user) };
}
