/** English: who is asking. */
import { englishTexts } from '../source.ts';

export const auth = englishTexts({
  AUTH_REQUIRED: {
    detail: 'No access token came with the request.',
    admin: ['Check that the caller, and any proxy before us, passes the Authorization header on.'],
  },
  AUTH_INVALID: {
    detail:
      '{reason, select, CREDENTIALS {The user name or the password is wrong.} other {The access token is not accepted.}}',
    admin: [
      'Compare the issuer and the key id of the token with /.well-known/jwks.json.',
      'After REFRESH_REUSED, ask the user whether the device is still in their hands.',
    ],
    reasons: {
      MALFORMED: 'The token is damaged or incomplete.',
      SIGNATURE: 'The token was not signed by this server.',
      REVOKED: 'The token has been revoked.',
      CREDENTIALS: 'The user name and the password do not belong together.',
      REFRESH_REUSED: 'The refresh token had been used before, so the whole session was ended.',
    },
  },
  AUTH_EXPIRED: {
    detail: 'The access token expired: {expiredAt, time}.',
    admin: ['If this comes right after sign-in, compare the clocks of the servers.'],
  },
  PERMISSION_DENIED: {
    detail:
      '{reason, select, REAUTH_REQUIRED {This needs a fresh sign-in.} other {This needs the role {requiredRole}; yours is {userRole}.}}',
    admin: ['Give the user the role {requiredRole} if they should be able to do this.'],
    reasons: { REAUTH_REQUIRED: 'The password was entered too long ago for this.' },
  },
});
