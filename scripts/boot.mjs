// The one door of `npm start` and `npm test`: needs only Node 20 and npm. It installs what the lockfile pins, once,
// and then hands over to the pinned Node. With a fresh stamp nothing here touches the network.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.faultline-stamp');
const pinnedNode = readFileSync(join(root, '.node-version'), 'utf8').trim();
const pnpm = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} is too old to start from; any Node from 20 on will do.`);
}
const PARENT_CHECK_MS = 200;
const [task = 'start', ...args] = process.argv.slice(2);
install();
run(task, args);

/** Everything that decides what node_modules must hold. */
function wantedStamp() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}-${pinnedNode}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function install() {
  const stamp = wantedStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log(`installing with ${pnpm} (once; the lockfile or the Node version is new here) …`);
  const installed = spawnSync('npx', ['-y', pnpm, 'install', '--frozen-lockfile'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // CI: pnpm must never stop to ask; a question nobody sees looks like a hang.
    env: { ...process.env, CI: 'true' },
  });
  if (installed.status !== 0) {
    fail(`the install failed (exit ${installed.status ?? installed.signal}); see the lines above.`);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** The machine's own Node when it is of the pinned major, else the one from node_modules. */
function nodeBinary() {
  const major = (version) => version.split('.')[0];
  if (major(process.versions.node) === major(pinnedNode)) return process.execPath;
  const binary = join(root, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(binary))
    fail(`Node ${pinnedNode} is missing at ${binary}; delete node_modules and try again.`);
  return binary;
}

function run(name, rest) {
  const node = nodeBinary();
  const script = join(root, 'scripts', `${name}.ts`);
  if (!existsSync(script)) fail(`there is no task "${name}" (looked for scripts/${name}.ts).`);
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(
    delimiter,
  );
  const child = spawn(node, [script, ...rest], {
    cwd: root,
    // The channel carries nothing; its end tells the task that this door was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: path,
      // Compiled once, kept beside what it was compiled from: halves the time that each process takes to start.
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
      TURBO_TELEMETRY_DISABLED: '1',
      NO_UPDATE_NOTIFIER: '1',
    },
  });
  // The child decides how to stop; this process only waits for it and repeats its exit code.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  // npm passes a signal to its shell only, and the shell dies of it without a word to us: notice that it is gone.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, PARENT_CHECK_MS).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function fail(reason) {
  console.error(`faultline: ${reason}`);
  process.exit(1);
}
