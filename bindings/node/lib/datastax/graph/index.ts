export { getCustomSerializers as getCustomTypeSerializers } from './custom-type-serializers';
export { GraphResultSet } from './result-set';
export { Edge, Element, Path, Property, Vertex, VertexProperty } from './structure';
export { direction, EnumValue, t } from './tokens';
export { asDouble, asFloat, asInt, asTimestamp, asUdt, GraphTypeWrapper, UdtGraphWrapper } from './wrappers';
