/** Splits the parameters of a type at the commas that are inside no brackets. */
export function splitParameters(inside: string, open: string, close: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === open) depth++;
    if (inside[i] === close) depth--;
    if (inside[i] !== ',' || depth > 0) continue;
    parts.push(inside.slice(start, i).trim());
    start = i + 1;
  }
  parts.push(inside.slice(start).trim());
  return parts;
}
