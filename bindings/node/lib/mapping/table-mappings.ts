/** How columns and properties are named after each other. Extend it for a convention of your own. */
export class TableMappings {
  /** Makes the object that the columns of a row are assigned to. */
  newObjectInstance(): any {
    return {};
  }

  getColumnName(propName: string): string {
    return propName;
  }

  getPropertyName(columnName: string): string {
    return columnName;
  }
}

/** Properties have the names of their columns. */
export class DefaultTableMappings extends TableMappings {
  override newObjectInstance(): any {
    return super.newObjectInstance();
  }

  override getColumnName(propName: string): string {
    return super.getColumnName(propName);
  }

  override getPropertyName(columnName: string): string {
    return super.getPropertyName(columnName);
  }
}

/** The column `my_name` is the property `myName`. */
export class UnderscoreCqlToCamelCaseMappings extends TableMappings {
  override getColumnName(propName: string): string {
    return propName.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  }

  override getPropertyName(columnName: string): string {
    return columnName.replace(/(?!^)_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  }
}
