/**
 * Strongly connected components of a directed graph, successors first (reverse topological order). Iterative: the recursive one of
 * graphology-components overflows the stack near 8,000 nodes in a chain. [Tarjan 1972]
 */
export function strongComponents(
  nodes: readonly string[],
  successors: (node: string) => readonly string[],
): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const components: string[][] = [];

  const enter = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, pending: [...successors(node)] };
  };

  for (const root of nodes) {
    if (index.has(root)) continue;
    const work = [enter(root)];
    while (work.length > 0) {
      const top = work[work.length - 1] as (typeof work)[number];
      const next = top.pending.shift();
      if (next !== undefined) {
        if (!index.has(next)) work.push(enter(next));
        else if (onStack.has(next)) low.set(top.node, Math.min(low.get(top.node) as number, index.get(next) as number));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low.set(parent.node, Math.min(low.get(parent.node) as number, low.get(top.node) as number));
      if (low.get(top.node) === index.get(top.node)) components.push(pop(top.node));
    }
  }
  return components;

  function pop(root: string): string[] {
    const component: string[] = [];
    let node: string;
    do {
      node = stack.pop() as string;
      onStack.delete(node);
      component.push(node);
    } while (node !== root);
    return component;
  }
}
