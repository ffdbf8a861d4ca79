/** Reads a Dockerfile as far as ours go: stages, RUN, COPY, ENV, WORKDIR, USER, CMD and HEALTHCHECK. */
export interface Stage {
  readonly name: string;
  /** Another stage, or an image. */
  readonly from: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'copy'; readonly from: string | null; readonly paths: readonly string[] }
  | { readonly kind: 'env'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'workdir'; readonly path: string }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'start'; readonly command: readonly string[] }
  | { readonly kind: 'health'; readonly command: readonly string[] };

/** Not about files or processes, so nothing to do. */
const SILENT = new Set(['EXPOSE', 'VOLUME']);

/** @throws Error for an instruction that it does not know: then nobody has tried it. */
export function parseDockerfile(text: string): readonly Stage[] {
  const stages: { name: string; from: string; steps: Step[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, word = '', rest = ''] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    if (word === 'FROM') {
      const [from = '', , name = ''] = rest.split(' ');
      stages.push({ name, from, steps: [] });
    } else if (!SILENT.has(word)) {
      stages.at(-1)?.steps.push(stepOf(word, rest));
    }
  }
  return stages;
}

function stepOf(word: string, rest: string): Step {
  switch (word) {
    case 'RUN':
      // What is cached between builds is /root here: `container.ts` keeps it.
      return { kind: 'run', command: rest.replace(/^(--mount=\S+ )+/, '') };
    case 'COPY': {
      const [, from = null, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
      return { kind: 'copy', from, paths: paths.split(' ') };
    }
    case 'ENV':
      return { kind: 'env', values: Object.fromEntries(rest.split(' ').map(pairOf)) };
    case 'WORKDIR':
      return { kind: 'workdir', path: rest };
    case 'USER':
      return { kind: 'user', user: rest };
    case 'CMD':
      return { kind: 'start', command: listOf(rest) };
    case 'HEALTHCHECK':
      return { kind: 'health', command: listOf(rest.slice(rest.indexOf('CMD') + 4)) };
    default:
      throw new Error(`an instruction that nobody runs: ${word} ${rest}`);
  }
}

const pairOf = (pair: string): [string, string] => {
  const [name = '', value = ''] = pair.split('=', 2);
  return [name, value];
};

const listOf = (json: string): string[] => JSON.parse(json) as string[];
