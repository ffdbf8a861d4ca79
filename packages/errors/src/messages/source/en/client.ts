/** English: what only a client can meet. */
import { englishTexts } from '../source.ts';

export const client = englishTexts({
  NETWORK_ERROR: {
    detail: 'The connection failed; a command may have arrived all the same.',
    admin: ['Check that the server, the proxy and DNS can be reached from the client.'],
  },
  TIMEOUT: {
    detail:
      'No answer came{timeoutMs, select, none { in time} other { within {timeoutMs, millis}}}; whether the command took effect is not known yet.',
    admin: ['Compare the response times of the server with the deadline of the client.'],
  },
  ABORTED: {
    detail: 'The call was given up before its answer came; the command may have taken effect.',
    admin: ['Find the request in the log to see how far it came.'],
  },
  UNKNOWN_ERROR: {
    detail:
      '{wireCode, select, none {The answer carried no code.} other {The code {wireCode} is unknown to this version.}}{httpStatus, select, none {} other { HTTP status: {httpStatus}.}}',
    admin: ['Compare the versions of client and server, and look for a proxy that answers itself.'],
  },
});
