/** A node of a Go file's syntax tree: a plain object, so that nothing of the parser's memory has to be freed. */
export interface GoNode {
  /** Node type of tree-sitter's Go grammar: "call_expression". */
  readonly type: string;
  /** Its text; made when asked for. */
  readonly text: string;
  /** First and last line, 1-based. */
  readonly line: number;
  readonly endLine: number;
  /** Offset in the file. */
  readonly start: number;
  readonly end: number;
  /** Named children in order, and operators. */
  readonly children: readonly GoNode[];
  /** Name of the parent's field that this node fills: "operand". */
  readonly field: string | undefined;
}

/** The first child that fills a field. */
export function field(node: GoNode, name: string): GoNode | undefined {
  return node.children.find((child) => child.field === name);
}

/** All children that fill a field. */
export function fields(node: GoNode, name: string): readonly GoNode[] {
  return node.children.filter((child) => child.field === name);
}

/** The first child of a type. */
export function childOf(node: GoNode, type: string): GoNode | undefined {
  return node.children.find((child) => child.type === type);
}

/** All children of a type. */
export function childrenOf(node: GoNode, type: string): readonly GoNode[] {
  return node.children.filter((child) => child.type === type);
}

/** The expression inside parentheses. */
export function unwrap(node: GoNode): GoNode {
  let inner = node;
  while (inner.type === "parenthesized_expression" || inner.type === "parenthesized_type") {
    const [child] = inner.children;
    if (!child) break;
    inner = child;
  }
  return inner;
}

/** Calls `visit` for a node and everything below it, parents first; a `false` leaves out what lies below. */
export function walk(node: GoNode, visit: (node: GoNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of node.children) walk(child, visit);
}

/** An expression without parentheses, & and *. */
export function dereference(expression: GoNode): GoNode {
  let node = unwrap(expression);
  while (node.type === "unary_expression") {
    const operator = field(node, "operator")?.text;
    const operand = field(node, "operand");
    if (!operand || (operator !== "&" && operator !== "*")) break;
    node = unwrap(operand);
  }
  return node;
}
