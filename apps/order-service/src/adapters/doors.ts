/** Every door of the order service: tRPC and the primary REST doors of its contract, and the older ones. */
import { type Implementation, type OrderContract, orderContract } from '@faultline/contract';
import {
  createServer,
  type Gate,
  implement,
  serveDocs,
  type ServerOptions,
} from '@faultline/service';
import { apiDocument } from './api-document.ts';
import { facadeProcedures } from './rest-facade/facade.ts';
import { serveConsole } from './console/serve-console.ts';
import { restShapes } from './rest-shapes.ts';
import { registerSocket } from './ws/socket.ts';

export interface DoorDeps extends Omit<ServerOptions, 'procedures' | 'facade' | 'restShapes'> {
  readonly handlers: Implementation<OrderContract>;
  /** Who is turned away for now, whichever door it is. */
  readonly gate: Gate;
  /** The keys that tokens are signed with, for whoever checks them. */
  readonly jwks: () => object;
  /** The built console; `null` for the API alone. */
  readonly consoleDir: string | null;
}

export function openDoors({
  handlers,
  gate,
  jwks,
  consoleDir,
  ...edge
}: DoorDeps): ReturnType<typeof createServer> {
  const procedures = implement(orderContract, handlers, { gate });
  const facade = facadeProcedures(handlers, gate);
  const server = createServer({ ...edge, procedures, facade, restShapes });
  registerSocket(server, { ...edge, procedures });
  server.get('/.well-known/jwks.json', jwks);
  serveDocs(server, apiDocument());
  if (consoleDir !== null) serveConsole(server, consoleDir);
  return server;
}
