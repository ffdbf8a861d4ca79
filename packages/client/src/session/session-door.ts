/** What a frontend sees of its sign-in. */
import type { OrderRouter } from '@faultline/contract';
import type { TRPCClient } from '@trpc/client';
import type { Session, SessionState } from './session.ts';

type Auth = TRPCClient<OrderRouter>['auth'];
type SignIn = Auth['login']['mutate'];
type SignOut = Auth['logout']['mutate'];

export interface SessionDoor {
  /** Now. The same object until it changes. */
  readonly state: () => SessionState;
  /** Called with every sign-in and sign-out, wished or not. Returns what to call to hear no more. */
  readonly onChange: (listener: (state: SessionState) => void) => () => void;
  /** As `auth.login`; from then on every call carries a token, and the token is renewed before it ends. */
  readonly signIn: SignIn;
  /** As `auth.logout`. This side forgets its tokens whatever the server answers. */
  readonly signOut: SignOut;
}

export const sessionDoor = (session: Session, { auth }: { readonly auth: Auth }): SessionDoor => ({
  state: () => session.state,
  onChange: (listener) => session.onChange(listener),
  signIn: (async (...asked: Parameters<SignIn>) => {
    const issued = await auth.login.mutate(...asked);
    session.begin(issued);
    return issued;
  }) as SignIn,
  signOut: (async (...asked: Parameters<SignOut>) => {
    try {
      return await auth.logout.mutate(...asked);
    } finally {
      session.end();
    }
  }) as SignOut,
});
