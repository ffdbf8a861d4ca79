/** The document as a page to read: plain HTML and one style sheet, no script and nothing from elsewhere. */
import type { JsonSchema } from './json-schema.ts';

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const json = (value: unknown): string =>
  `<pre>${escaped(JSON.stringify(value, null, 2) ?? '')}</pre>`;

interface Content {
  readonly [mediaType: string]: { readonly schema?: unknown };
}

interface Response {
  readonly $ref?: string;
  readonly description: string;
  readonly content?: Content;
}

interface Parameter {
  /** Absent for a reference: those are the headers that every route takes. */
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: unknown;
}

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, Response>>;
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

interface Route {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

export function docsPage(document: JsonSchema): string {
  // What we wrote ourselves has the shape that we wrote.
  const { info, paths, components } = document as unknown as Document;
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(entries, ({ operation }) => operation.tags?.[0] ?? 'service');
  const sections = [...byTag].map(
    ([tag, some]) =>
      `<section id="${tag}"><h2>${tag}</h2>${some.map((one) => route(one, components.responses)).join('')}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(info.title)}</title><link rel="stylesheet" href="/docs/style.css"></head><body>
<h1>${escaped(info.title)} <small>${escaped(info.version)}</small></h1>
<p>${escaped(info.description)} The same for machines: <a href="/openapi.json">openapi.json</a>.</p>
<nav>${[...byTag.keys(), 'schemas'].map((tag) => `<a href="#${tag}">${tag}</a>`).join(' ')}</nav>
${sections.join('\n')}
<section id="schemas"><h2>schemas and errors</h2>${schemasOf(components)}</section>
</body></html>`;
}

function route(
  { path, method, operation }: Route,
  shared: Document['components']['responses'],
): string {
  const { summary = '', parameters = [], requestBody, responses } = operation;
  const own = parameters.filter(({ name }) => name !== undefined);
  const rows = own.map(
    ({ name = '', in: place = '', required, schema }) =>
      `<tr><td><code>${escaped(name)}</code></td><td>${place}</td><td>${required === true ? 'required' : ''}</td><td><code>${escaped(JSON.stringify(schema))}</code></td></tr>`,
  );
  const answers = Object.entries(responses).map(([status, response]) => {
    const name = response.$ref?.split('/').at(-1) ?? '';
    return answer(status, shared[name] ?? response);
  });
  const body = requestBody?.content['application/json']?.schema;
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escaped(path)}</code> <span>${escaped(summary)}</span></summary>
${rows.length === 0 ? '' : `<h4>Parameters</h4><table>${rows.join('')}</table>`}
${body === undefined ? '' : `<h4>Body</h4>${json(body)}`}
<h4>Answers</h4>${answers.join('')}</details>`;
}

function answer(status: string, { description, content = {} }: Response): string {
  if (Number(status) >= 400) {
    const codes = description.split(', ').map((code) => `<a href="#${code}">${code}</a>`);
    return `<p><b>${status}</b> ${codes.join(', ')}</p>`;
  }
  const [schema] = Object.values(content);
  return `<p><b>${status}</b> ${escaped(description)}</p>${schema?.schema === undefined ? '' : json(schema.schema)}`;
}

const schemasOf = ({ schemas, examples }: Document['components']): string =>
  Object.entries(schemas)
    .map(([name, schema]) => {
      const example = examples[name];
      const shown = example === undefined ? '' : `<h4>Example</h4>${json(example.value)}`;
      return `<details id="${name}"><summary><code>${name}</code></summary>${json(schema)}${shown}</details>`;
    })
    .join('');

export const DOCS_STYLE = `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:0 auto;padding:1rem}
nav a{margin-right:.75rem}
summary{cursor:pointer;padding:.25rem 0}
summary span{opacity:.7}
details[open]{border-left:3px solid #8884;padding-left:1rem}
details:target>summary{outline:2px solid}
pre{overflow:auto;background:#8882;padding:.5rem;font-size:.85rem}
td{padding:.1rem .75rem .1rem 0;vertical-align:top}
`;
