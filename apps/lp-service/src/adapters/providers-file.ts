/** The file that names providers before an administrator has configured any: a list in the form in which they are shown. */
import { readFileSync } from 'node:fs';
import { lpContract } from '@faultline/contract';
import { z } from 'zod';
import { faultOf } from '../lp/administration.ts';
import { type Provider, Providers } from '../lp/provider.ts';
import { providerOf } from '../lp/views.ts';
import { hostFault, type HostPolicy } from './fix/hosts.ts';

export interface ProvidersFile {
  readonly providers: readonly Provider[];
  /** Everything that is wrong. */
  readonly mistakes: readonly string[];
}

const list = z.array(lpContract.lp.get.output);

/** @param file - Empty for none. @param hosts - Where providers may be. */
export function readProvidersFile(file: string, hosts: HostPolicy): ProvidersFile {
  if (file === '') return { providers: [], mistakes: [] };
  const read = list.safeParse(jsonOf(file));
  if (!read.success) {
    const mistakes = read.error.issues.map(
      ({ path, message }) => `${file}: ${path.join('.')}: ${message}`,
    );
    return { providers: [], mistakes };
  }
  const providers = new Providers([]);
  const mistakes: string[] = [];
  for (const config of read.data) {
    const provider = providerOf(config, null);
    const addressFault = ({ host, port }: { host: string; port: number }) =>
      hostFault(host, port, hosts);
    const fault = faultOf(provider, { providers, addressFault });
    if (fault !== null) mistakes.push(`${file}: ${config.id}: ${fault}`);
    providers.put(provider);
  }
  return { providers: providers.all, mistakes };
}

/** What is no JSON is no list either: the schema says so. */
function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
