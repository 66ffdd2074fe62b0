export { Geometry } from './geometry';
export { LineString } from './line-string';
export { Point } from './point';
export { Polygon } from './polygon';
