/**
 * What an image holds, as a folder of what its steps have made, and processes in it: the machine's own /usr, /etc, /dev and
 * /proc in a mount namespace, the folder's files over them. Needs root on Linux, and no Docker.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** $1 the layer, $2 `ro` or `rw`, $3 the user, $4 the working directory, then the command. */
const ENTER = `
layer=$1 mode=$2 user=$3 workdir=$4; shift 4
root=$(mktemp -d); mount -t tmpfs none $root
for name in usr etc dev proc; do mkdir $root/$name; mount --rbind /$name $root/$name; done
for name in bin sbin lib lib64; do [ -e /usr/$name ] && ln -s usr/$name $root/$name; done
mount --bind $layer/usr/local $root/usr/local
for path in $layer/*; do
  name=\${path##*/}; [ $name = usr ] && continue
  if [ -d $path ]; then mkdir $root/$name; else touch $root/$name; fi
  mount --bind $path $root/$name
  if [ $mode = ro ] && [ $name != data ]; then mount -o remount,ro,bind $root/$name; fi
done
mkdir -p $root/tmp $root/root; mount -t tmpfs none $root/tmp
if [ $mode = rw ]; then mkdir -p $layer/../home; mount --bind $layer/../home $root/root; fi
if [ $mode = ro ]; then
  for name in usr usr/local etc; do mount -o remount,ro,bind $root/$name; done
  mount -o remount,ro $root
fi
if [ $mode = rw ]; then exec chroot $root sh -c 'cd "$0" && exec "$@"' $workdir "$@"; fi
exec chroot $root setpriv --reuid \${user%:*} --regid \${user#*:} --clear-groups --no-new-privs \\
  --inh-caps=-all --bounding-set=-all sh -c 'cd "$0" && exec "$@"' $workdir "$@"
`;

export interface Image {
  readonly layer: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** `uid:gid` */
  readonly user: string;
  readonly start: readonly string[];
  readonly health: readonly string[];
}

/** Node and npm where the official image has them, and nothing else of it. */
export function nodeImage(scratch: string, node: string, npm: string): Image {
  const layer = mkdtempSync(join(scratch, 'node-'));
  const local = join(layer, 'usr', 'local');
  mkdirSync(join(local, 'bin'), { recursive: true });
  mkdirSync(join(local, 'lib', 'node_modules'), { recursive: true });
  // What a step makes at the root itself would be lost with its namespace.
  for (const name of ['app', 'data']) mkdirSync(join(layer, name));
  cpSync(node, join(local, 'bin', 'node'));
  cpSync(npm, join(local, 'lib', 'node_modules', 'npm'), { recursive: true, dereference: true });
  for (const name of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, 'bin', name));
  }
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  return { layer, env: { PATH: path }, workdir: '/', user: '0:0', start: [], health: [] };
}

/** A copy to go on with. */
export function layerOn({ layer }: Image, scratch: string): string {
  const copy = mkdtempSync(join(scratch, 'layer-'));
  succeed('cp', ['-a', `${layer}/.`, copy]);
  return copy;
}

type How = 'building' | 'running';

function commandIn(image: Image, how: How, command: readonly string[]): [string, string[]] {
  const { layer, user, workdir } = image;
  const mode = how === 'running' ? 'ro' : 'rw';
  return ['unshare', ['-m', 'sh', '-ec', ENTER, 'enter', layer, mode, user, workdir, ...command]];
}

/** A step of the build: as root, on files that it may change. */
export function run(image: Image, command: string): void {
  const [program, args] = commandIn(image, 'building', ['sh', '-ec', command]);
  // The way to the registry is this machine's.
  succeed(program, args, { ...process.env, ...image.env, HOME: '/root' });
}

/** A process of the image: its user, nothing writable but /data and /tmp. */
export function start(
  image: Image,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const [program, args] = commandIn(image, 'running', command);
  return spawn(program, args, {
    env: { ...image.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export function succeed(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): void {
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${stdout}${stderr}`);
}

export const scratchFolder = (): string => mkdtempSync(join(tmpdir(), 'faultline-images-'));
