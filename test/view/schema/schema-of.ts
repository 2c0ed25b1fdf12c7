import ts from "typescript";

/** A JSON Schema, draft 2020-12, as plain data. */
export type Schema = Record<string, unknown>;

/**
 * The JSON Schema of an exported interface, derived from its TypeScript source, so that the contract is written once. Knows what the contract
 * uses: objects, intersections, arrays, tuples, literal unions, records and primitives; anything else throws. Named interfaces become `$defs`;
 * doc comments become descriptions. Objects stay open: "fields may be added" is part of the contract.
 */
export function schemaOf(file: string, typeName: string, id: string): Schema {
  const program = ts.createProgram([file], { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const root = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === typeName);
  if (!root) throw new Error(`${file} exports no ${typeName}`);
  const definitions: Schema = {};
  const body = objectSchema(checker.getDeclaredTypeOfSymbol(root));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: id,
    title: typeName,
    ...describe(root),
    ...body,
    $defs: Object.fromEntries(Object.entries(definitions).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };

  function typeSchema(type: ts.Type): Schema {
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.String) return { type: "string" };
    if (type.flags & ts.TypeFlags.Number) return { type: "number" };
    if (type.flags & (ts.TypeFlags.Boolean | ts.TypeFlags.BooleanLiteral)) return { type: "boolean" };
    if (type.isUnion()) return unionSchema(type);
    if (checker.isTupleType(type)) return tupleSchema(type as ts.TypeReference);
    if (checker.isArrayType(type)) return { type: "array", items: typeSchema(elementOf(type as ts.TypeReference)) };
    if (type.isClassOrInterface()) return reference(type);
    if (type.flags & ts.TypeFlags.Object || type.isIntersection()) return objectSchema(type);
    throw new Error(`no schema for ${checker.typeToString(type)}`);
  }

  function unionSchema(type: ts.UnionType): Schema {
    if (type.types.every((part) => part.isStringLiteral())) return { enum: type.types.map((part) => part.value) };
    const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.BooleanLiteral)).map(typeSchema);
    const rest = parts.length < type.types.length ? [{ type: "boolean" }] : [];
    return { anyOf: [...parts, ...rest] };
  }

  function tupleSchema(type: ts.TypeReference): Schema {
    const items = checker.getTypeArguments(type).map(typeSchema);
    return { type: "array", prefixItems: items, items: false, minItems: items.length };
  }

  function elementOf(type: ts.TypeReference): ts.Type {
    const [element] = checker.getTypeArguments(type);
    if (!element) throw new Error("an array without element type");
    return element;
  }

  function reference(type: ts.InterfaceType): Schema {
    const { name } = type.symbol;
    if (!(name in definitions)) {
      definitions[name] = {};
      definitions[name] = { ...describe(type.symbol), ...objectSchema(type) };
    }
    return { $ref: `#/$defs/${name}` };
  }

  function objectSchema(type: ts.Type): Schema {
    const values = type.getStringIndexType();
    if (values) return { type: "object", additionalProperties: typeSchema(values) };
    const properties = checker.getPropertiesOfType(type);
    return {
      type: "object",
      properties: Object.fromEntries(properties.map((property) => [property.name, propertySchema(property)])),
      required: properties.filter((property) => !(property.flags & ts.SymbolFlags.Optional)).map(({ name }) => name),
    };
  }

  function propertySchema(property: ts.Symbol): Schema {
    const type = checker.getTypeOfSymbol(property);
    const isNumber = Boolean(checker.getNonNullableType(type).flags & ts.TypeFlags.Number);
    const integer = isNumber && !/confidence|weight/.test(property.name);
    return {
      ...describe(property),
      ...typeSchema(checker.getNonNullableType(type)),
      ...(integer && { type: "integer" }),
    };
  }

  function describe(symbol: ts.Symbol): Schema {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s*\n(?!\s*-)\s*/g, " ");
    return text ? { description: text } : {};
  }
}

/** The same schema with every object closed: for tests, where an unknown field is a mistake. */
export function closed(schema: Schema): Schema {
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close);
    if (typeof value !== "object" || value === null) return value;
    const copy: Schema = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, close(part)]));
    return copy["type"] === "object" && copy["properties"] ? { ...copy, additionalProperties: false } : copy;
  };
  return close(schema) as Schema;
}
