import ts from 'typescript';

/** The interfaces of the legacy package whose members are options, and what their names begin with. */
const roots = {
  ClientOptions: '',
  DseClientOptions: '',
  QueryOptions: 'queryOptions.',
  GraphQueryOptions: 'queryOptions.',
};

/** The options that a legacy declaration file names, dotted as a user nests them. */
export function optionNames(declarations: string): string[] {
  const program = ts.createProgram([declarations], { skipLibCheck: true, noLib: true });
  const source = program.getSourceFile(declarations);
  if (!source) throw new Error(`${declarations} cannot be read`);
  const names = new Set<string>();
  const visit = (members: readonly ts.TypeElement[], prefix: string): void => {
    for (const member of members) {
      if (!ts.isPropertySignature(member) || !member.type) continue;
      const name = `${prefix}${member.name.getText(source)}`;
      if (ts.isTypeLiteralNode(member.type)) visit(member.type.members, `${name}.`);
      else names.add(name);
    }
  };
  const search = (node: ts.Node): void => {
    const prefix = ts.isInterfaceDeclaration(node) ? roots[node.name.text as keyof typeof roots] : undefined;
    if (prefix !== undefined && ts.isInterfaceDeclaration(node)) visit([...node.members], prefix);
    ts.forEachChild(node, search);
  };
  search(source);
  return [...names].sort();
}
