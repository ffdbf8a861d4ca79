/** A bare echo as a process of its own. Prints its port. */
import { serveParent } from './child.ts';
import { openEcho } from './echo-desk.ts';

const { server, port } = await openEcho();
serveParent(port, () => void server.close());
