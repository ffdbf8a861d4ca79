/** Carries out what `POST /provoke` answers, with nothing but HTTP, as a stranger with the answer in hand would. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, http, signIn } from './http.ts';
import type { System } from './system.ts';

interface Step {
  readonly on?: 'simulator';
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly as: string;
  readonly expect: { readonly status: number; readonly code: string | null };
  readonly withinMs?: number;
}

export interface Recipe {
  readonly code: string;
  readonly reason?: string;
  readonly note?: string;
  readonly steps: readonly Step[];
  readonly undo?: readonly Step[];
}

export interface Told {
  readonly status: number;
  readonly code: string | null;
  readonly details: Record<string, unknown>;
}

const ASK_AGAIN_MS = 100;

export class Provocation {
  readonly #system: System;
  readonly #tokens = new Map<string, string>();
  readonly #answers: Answer[] = [];

  constructor(system: System) {
    this.#system = system;
  }

  /** @returns what each step was told, and what each had to be; then the world is put back */
  async carryOut({ code, reason }: Pick<Recipe, 'code' | 'reason'>) {
    const asked = reason === undefined ? { code } : { code, reason };
    const answer = await http(`${this.#system.control}/provoke`, { body: asked });
    if (answer.status !== 200) throw new Error(`cannot be provoked: ${answer.text}`);
    const recipe = answer.body as unknown as Recipe;
    const told: Told[] = [];
    const undone: Told[] = [];
    for (const step of recipe.steps) told.push(await this.#take(step));
    for (const step of recipe.undo ?? []) undone.push(await this.#take(step));
    return { recipe, told, undone };
  }

  async #take(step: Step): Promise<Told> {
    const deadline = performance.now() + (step.withinMs ?? 0);
    for (;;) {
      const answer = await this.#call(step);
      const told = toldBy(answer);
      const { status, code } = step.expect;
      const fits = told.status === status && told.code === code;
      if (!fits && performance.now() < deadline) {
        await sleep(ASK_AGAIN_MS);
        continue;
      }
      this.#answers.push(answer);
      return told;
    }
  }

  async #call(step: Step): Promise<Answer> {
    const { url, control } = this.#system;
    const { method, path, headers, body } = this.#filledIn(step);
    return http(`${step.on === 'simulator' ? control : url}${path}`, {
      method,
      token: await this.#tokenOf(step.as),
      ...(headers === undefined ? {} : { headers }),
      ...(typeof body === 'string' ? { raw: body } : body === undefined ? {} : { body }),
    });
  }

  async #tokenOf(role: string): Promise<string | null> {
    if (role === 'nobody') return null;
    if (role === 'service') {
      return readFileSync(join(this.#system.dataDir, 'service-token'), 'utf8').trim();
    }
    const known = this.#tokens.get(role) ?? (await signIn(this.#system, role));
    this.#tokens.set(role, known);
    return known;
  }

  /** `$0.order.id` becomes what the first step was answered there; a whole text keeps its type. */
  #filledIn(step: Step): Step {
    const whole = /"\$(\d+)((?:\.\w+)+)"/g;
    const part = /\$(\d+)((?:\.\w+)+)/g;
    const text = JSON.stringify(step)
      .replaceAll(whole, (_, index: string, way: string) => JSON.stringify(this.#at(index, way)))
      .replaceAll(part, (_, index: string, way: string) => String(this.#at(index, way)));
    return JSON.parse(text) as Step;
  }

  #at(index: string, way: string): unknown {
    const answer: unknown = this.#answers[Number(index)]?.body;
    const names = way.slice(1).split('.');
    return names.reduce((value: unknown, name) => Object(value)[name] as unknown, answer);
  }
}

function toldBy({ status, body }: Answer): Told {
  const { code = null, details = {} } = status < 400 ? {} : body;
  return { status, code: code as string | null, details: details as Record<string, unknown> };
}
