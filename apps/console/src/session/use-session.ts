/** Whether somebody is signed in, and why not any more. */
import type { SessionState } from '@faultline/client';
import { useSyncExternalStore } from 'react';
import { client } from './client.ts';

export const useSession = (): SessionState =>
  useSyncExternalStore(client.session.onChange, client.session.state);
