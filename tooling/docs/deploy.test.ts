/** The production profile: files that their own tools accept, and that agree with each other and with the code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseDockerfile } from '../images/dockerfile.ts';
import { ROOT } from '../tidy/sources.ts';
import { debianTool } from './alerts/debian-tool.ts';

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly restart?: string;
  readonly user?: string;
  readonly healthcheck?: object;
  readonly build?: { readonly target: string };
  readonly deploy?: { readonly resources: { readonly limits: object } };
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
const stages = parseDockerfile(read('Dockerfile'));

describe('docker-compose.yml', () => {
  it.each(services)('%s is careful: read-only, no capabilities, limits, restarted', (name, one) => {
    expect([name, one.read_only, one.cap_drop, one.restart]).toEqual([
      name,
      true,
      ['ALL'],
      'unless-stopped',
    ]);
    expect(one.deploy?.resources.limits).toHaveProperty('memory');
    // The start script of Postgres changes its user itself.
    expect(one.user ?? (name === 'postgres' ? '65534:' : 'root')).toMatch(
      /^(65534|\$\{FAULTLINE_UID:-1000\}):/,
    );
  });

  it.each(services)('%s is asked how it is', (_, { build, healthcheck }) => {
    const stage = stages.find(({ name }) => name === build?.target);
    const asked =
      stage === undefined ? healthcheck : stage.steps.find(({ kind }) => kind === 'health');
    expect(asked).toBeDefined();
  });

  it('names exact versions, and no secret in an environment', () => {
    for (const [, { image, environment = {} }] of services) {
      expect(image).toMatch(/:(v?\d+\.\d+(\.\d+)?(-\w+)?|\$\{FAULTLINE_VERSION:-\d+\.\d+\.\d+\})$/);
      const secret = Object.entries(environment).filter(([name]) =>
        /PASSWORD|TOKEN|KEY|SECRET|(DATABASE|REDIS)_URL/.test(name),
      );
      for (const [, value] of secret) expect(value).toMatch(/^\/run\/secrets\//);
    }
  });

  it('mounts each secret that a part reads, and has a file for it', () => {
    for (const [, { environment = {}, secrets = [] }] of services) {
      const wanted = Object.values(environment).flatMap(
        (value) => /^\/run\/secrets\/(\w+)$/.exec(value)?.[1] ?? [],
      );
      expect([...secrets].toSorted()).toEqual(expect.arrayContaining(wanted));
      for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret);
    }
  });

  const tool = spawnSync('docker-compose', ['version']).status === 0;
  it.skipIf(!tool)('is what docker-compose understands (skipped where there is none)', () => {
    const args = ['-f', join(ROOT, 'docker-compose.yml'), 'config', '-q'];
    const { status, stderr } = spawnSync('docker-compose', args, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('npm run secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-made-'));
  const make = (): string => {
    const script = join(ROOT, 'scripts', 'secrets.ts');
    const args = [script, relative(ROOT, folder)];
    return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout;
  };
  beforeAll(() => void make());
  afterAll(() => rmSync(folder, { recursive: true }));

  it('makes every secret of the compose file, for its owner’s eyes, once', () => {
    expect(readdirSync(folder).toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./deploy/secrets/${name}`);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(make()).toBe('');
    const password = readFileSync(join(folder, 'postgres_password'), 'utf8').trim();
    expect(readFileSync(join(folder, 'database_url'), 'utf8')).toContain(`:${password}@postgres`);
  });
});

describe('the Dockerfile', () => {
  it('has the Node and the pnpm that everything else runs on', () => {
    const node = read('.node-version').trim();
    const images = stages.map(({ from }) => from).filter((from) => from.includes(':'));
    expect(new Set(images)).toEqual(new Set([`node:${node}-trixie-slim`]));
    const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
    expect(read('Dockerfile')).toContain(` ${packageManager}\n`);
  });

  it.each(['order-service', 'lp-service', 'lp-simulator'])(
    '%s runs as nobody special, with node itself as its process',
    (app) => {
      const own = stages.find(({ name }) => name === app);
      const runtime = stages.find(({ name }) => name === own?.from);
      expect(runtime?.steps).toContainEqual({ kind: 'user', user: '1000:1000' });
      expect(own?.steps).toContainEqual({
        kind: 'start',
        command: ['node', `apps/${app}/src/main.ts`],
      });
    },
  );

  it('is tried step by step: an instruction that nobody runs is told', () => {
    expect(() => parseDockerfile('FROM x AS y\nADD a b')).toThrow('nobody runs');
  });
});

describe('what is scraped and who is let in', () => {
  const inCi = process.env['CI'] !== undefined;
  const promtool = debianTool('promtool', 'prometheus');
  it.skipIf(promtool === null && !inCi)('promtool accepts prometheus.yml', () => {
    const args = ['check', 'config', join(ROOT, 'deploy', 'prometheus', 'prometheus.yml')];
    const { status, stdout } = spawnSync(promtool ?? '', args, { encoding: 'utf8' });
    expect(stdout).toContain('SUCCESS');
    expect(status).toBe(0);
  });

  const caddy = debianTool('caddy', 'caddy');
  it.skipIf(caddy === null && !inCi)('Caddy accepts the proxy’s file', () => {
    const args = ['adapt', '--validate', '--config', join(ROOT, 'deploy', 'proxy', 'Caddyfile')];
    const { status, stderr } = spawnSync(caddy ?? '', args, { encoding: 'utf8' });
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  });

  it('names only parts that the compose file has', () => {
    const named = [read('deploy/prometheus/prometheus.yml'), read('deploy/proxy/Caddyfile')]
      .flatMap((text) => text.match(/\b[a-z][a-z0-9-]+:(?=9464|9465|9093|7999|7998)/g) ?? [])
      .map((host) => host.slice(0, -1));
    expect(named.length).toBeGreaterThan(6);
    for (const host of named) expect(compose.services).toHaveProperty(host);
  });
});
