/** What vertices, edges and properties of vertices have in common. */
export class Element {
  constructor(
    readonly id: any,
    readonly label: string,
  ) {}
}

/** A vertex; what its properties hold depends on the server. */
export class Vertex extends Element {
  constructor(
    id: any,
    label: string,
    readonly properties?: { [key: string]: any[] },
  ) {
    super(id, label);
  }
}

/** An edge from one vertex to another. */
export class Edge extends Element {
  /** The values by key. */
  readonly properties: { [key: string]: any } = {};

  constructor(
    id: any,
    readonly outV: any,
    readonly outVLabel: string,
    label: string,
    readonly inV: any,
    readonly inVLabel: string,
    properties?: { [key: string]: { value: any } } | null,
  ) {
    super(id, label);
    for (const [key, property] of Object.entries(properties ?? {})) this.properties[key] = property.value;
  }
}

/** A property of a vertex, which may have properties itself. */
export class VertexProperty extends Element {
  readonly key: string;

  constructor(
    id: any,
    label: string,
    readonly value: any,
    readonly properties?: any,
  ) {
    super(id, label);
    this.key = label;
  }
}

/** A property of an edge, or of a property. */
export class Property {
  constructor(
    readonly key: any,
    readonly value: any,
  ) {}
}

/** What a traversal passed. */
export class Path {
  constructor(
    readonly labels: any[],
    readonly objects: any[],
  ) {}
}
