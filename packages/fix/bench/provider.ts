/** The other side of the session bench as a process of its own. Arguments: `memory` or a database file. Prints its port. */
import { serveParent } from './child.ts';
import { openFillingProvider } from './provider-desk.ts';

const [file = 'memory'] = process.argv.slice(2);
const acceptor = await openFillingProvider(file);
serveParent(acceptor.port, () => acceptor.close());
