/**
 * Terminals with an agent beside them. Nothing is sent to one: it asks by reporting, and the answer to its report says
 * what to do, see `report.ts`.
 */
import type { TerminalDriver } from './ports.ts';

const nothing = (): void => undefined;

export const agentTerminals: TerminalDriver = {
  start: nothing,
  login: nothing,
  renewToken: nothing,
  stop: nothing,
  close: async () => undefined,
};
