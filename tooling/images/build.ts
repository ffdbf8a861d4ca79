/** Builds the stages of a Dockerfile as folders, step by step, from what .dockerignore lets through. */
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesOf, ROOT } from '../tidy/sources.ts';
import { type Image, layerOn, run, succeed } from './container.ts';
import { parseDockerfile, type Stage, type Step } from './dockerfile.ts';

export interface BuildOptions {
  readonly scratch: string;
  readonly base: Image;
  readonly say: (line: string) => void;
  /** A clock in ms, to say how long a step took. */
  readonly now: () => number;
}

/** Every stage by its name. */
export function buildImages(options: BuildOptions): ReadonlyMap<string, Image> {
  const images = new Map<string, Image>();
  for (const stage of parseDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))) {
    images.set(stage.name, build(stage, images, options));
  }
  return images;
}

function build(
  stage: Stage,
  images: Map<string, Image>,
  { scratch, base, say, now }: BuildOptions,
) {
  const parent = images.get(stage.from) ?? base;
  let image: Image = { ...parent, layer: layerOn(parent, scratch) };
  say(`stage ${stage.name}`);
  for (const step of stage.steps) {
    if (step.kind === 'run') {
      const startedAt = now();
      run(image, step.command);
      say(`  RUN ${step.command} (${((now() - startedAt) / 1000).toFixed(1)} s)`);
    } else if (step.kind === 'copy') copy(step, image, images);
    else image = changed(image, step);
  }
  return image;
}

type Setting = Exclude<Step, { kind: 'run' | 'copy' }>;

function changed(image: Image, step: Setting): Image {
  switch (step.kind) {
    case 'env':
      return { ...image, env: { ...image.env, ...step.values } };
    case 'workdir':
      mkdirSync(join(image.layer, step.path), { recursive: true });
      return { ...image, workdir: step.path };
    case 'user':
      return { ...image, user: step.user };
    case 'start':
      return { ...image, start: step.command };
    case 'health':
      return { ...image, health: step.command };
  }
}

function copy(
  { from, paths }: Extract<Step, { kind: 'copy' }>,
  image: Image,
  images: ReadonlyMap<string, Image>,
): void {
  const [source = '', target = ''] = paths;
  if (from !== null) {
    const made = join(images.get(from)?.layer ?? '/nowhere', source);
    const into = join(image.layer, target);
    mkdirSync(into, { recursive: true });
    succeed('cp', ['-a', `${made}/.`, into]);
  } else if (source === '.') copyContext(join(image.layer, image.workdir));
  else cpSync(join(ROOT, source), join(image.layer, target));
}

/** The repository as Docker would send it: what git knows, without what .dockerignore names. */
function copyContext(target: string): void {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const kept = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const left = lines.filter((line) => /^[^#!]/.test(line)).map((line) => line.replace(/\/\*$/, ''));
  for (const path of filesOf('.')) {
    const isLeft =
      left.some((one) => isBelow(path, one)) && !kept.some((one) => isBelow(path, one));
    if (isLeft || !statSync(join(ROOT, path)).isFile()) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(ROOT, path), join(target, path));
  }
}

function isBelow(path: string, pattern: string): boolean {
  if (!pattern.startsWith('**/')) return path === pattern || path.startsWith(`${pattern}/`);
  const name = basename(pattern);
  return path.split('/').some((part) => part === name);
}

/** npm's own folder, wherever this machine has it. */
export function npmFolder(): string {
  const places = ['/usr/local/lib/node_modules/npm', '/usr/lib/node_modules/npm'];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`npm is in none of ${places.join(', ')}`);
  return found;
}
