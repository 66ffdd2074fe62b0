/** A part of a key that several entries share, or the rest of one. */
interface Node<V> {
  key: readonly unknown[];
  /** `null` when no entry ends here. */
  value: V | null;
  edges: Node<V>[];
}

/** Keeps a value for each sequence of parts; sequences with the same beginning share it. */
export class Tree<V> implements Node<V> {
  readonly key: readonly unknown[] = [];
  value: V | null = null;
  edges: Node<V>[] = [];
  /** How many entries there are. */
  length = 0;

  /** @param onAdd Is told how many entries there are after each one that is new. */
  constructor(private readonly onAdd: (length: number) => void = () => undefined) {}

  /** The value of a key, made on its first use. */
  getOrCreate(key: readonly unknown[], create: () => V): V {
    const node = locate<V>(this, key);
    return node.value ?? this.fill(node, create());
  }

  private fill(node: Node<V>, value: V): V {
    node.value = value;
    this.length++;
    this.onAdd(this.length);
    return value;
  }
}

/** The node where a key ends, made when there is none. */
function locate<V>(root: Node<V>, key: readonly unknown[]): Node<V> {
  let node = root;
  let at = 0;
  for (;;) {
    const shared = sharedLength(node.key, key, at);
    at += shared;
    if (shared < node.key.length) split(node, shared);
    if (at === key.length) return node;
    const next = node.edges.find((edge) => edge.key[0] === key[at]);
    node = next ?? grow(node, key.slice(at));
  }
}

/** How many parts of a node's key follow in the key that is looked for. */
function sharedLength(own: readonly unknown[], key: readonly unknown[], from: number): number {
  let length = 0;
  while (length < own.length && from + length < key.length && own[length] === key[from + length]) length++;
  return length;
}

/** Ends a node's key early: the rest of it, with all that hangs there, becomes an edge. */
function split<V>(node: Node<V>, length: number): void {
  const rest = { key: node.key.slice(length), value: node.value, edges: node.edges };
  node.key = node.key.slice(0, length);
  node.value = null;
  node.edges = [rest];
}

function grow<V>(node: Node<V>, key: readonly unknown[]): Node<V> {
  const edge = { key, value: null, edges: [] };
  node.edges.push(edge);
  return edge;
}
