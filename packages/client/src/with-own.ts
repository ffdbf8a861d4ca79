/** Names of our own beside those of a tRPC client, whose procedures are made only when they are asked for. */

export const withOwn = <T extends object, Own extends object>(calls: T, own: Own): T & Own =>
  new Proxy(calls, {
    get: (target, name) =>
      Object.hasOwn(own, name) ? Reflect.get(own, name) : (Reflect.get(target, name) as unknown),
  }) as unknown as T & Own;
