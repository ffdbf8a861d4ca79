/** The handlers as an older door calls them: what is kept as it went over the wire is read back, a refusal thrown. */
import {
  Encoded,
  type Handlers,
  type Implementation,
  type OrderContract,
  orderContract,
  rowsOf,
} from '@faultline/contract';
import { isAppError } from '@faultline/errors';

type AnyHandler = (input: unknown, call: unknown) => Promise<unknown>;

interface Tree {
  [name: string]: Tree | AnyHandler;
}

export function plainHandlers(handlers: Implementation<OrderContract>): Handlers<OrderContract> {
  const plain: Tree = {};
  for (const { path, op } of rowsOf(orderContract)) {
    const names = path.split('.');
    const handler = names.reduce<unknown>(
      (slice, name) => Reflect.get(slice as object, name),
      handlers,
    ) as AnyHandler;
    plant(plain, names, async (input, call) => {
      const answer = await handler(input, call);
      if (isAppError(answer)) throw answer;
      return answer instanceof Encoded ? op.output.parse(answer.wire) : answer;
    });
  }
  return plain as unknown as Handlers<OrderContract>;
}

function plant(tree: Tree, [name = '', ...rest]: readonly string[], leaf: AnyHandler): void {
  if (rest.length === 0) {
    tree[name] = leaf;
    return;
  }
  const branch = (tree[name] ?? {}) as Tree;
  tree[name] = branch;
  plant(branch, rest, leaf);
}
