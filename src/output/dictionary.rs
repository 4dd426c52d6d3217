//! The dictionary of a run: what every column of every table in it means, from the descriptions of the tables.

use super::table::{Table, TableSet};
use crate::tables::{TableSpec, output};

/// The dictionary of the tables in `set`, itself included; tables by name, their columns in the order of the file.
pub fn dictionary_table(set: &TableSet) -> Table {
    let Some(own) = output::table("dictionary") else { panic!("a run has a dictionary") };
    let mut specs: Vec<&TableSpec> = set.iter().map(|table| table.spec).filter(|spec| spec.name != own.name).collect();
    specs.push(own);
    specs.sort_by_key(|spec| spec.name);
    let mut table = Table::new(own);
    for spec in specs {
        for column in spec.columns {
            table.row().text(spec.name).text(column.name).text(column.unit).text(column.meaning).end();
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_lists_every_header_of_the_set_and_no_other() {
        let mut set = TableSet::new();
        for name in ["problems", "gap"] {
            set.insert(Table::new(output::table(name).expect("a table of a run")));
        }
        let dictionary = dictionary_table(&set);
        let rows = dictionary.texts("table").iter().zip(dictionary.texts("column").iter());
        let listed: Vec<_> = rows.map(|(table, column)| format!("{table}.{column}")).collect();
        let headers = ["dictionary", "gap", "problems"].map(|name| {
            let spec = output::table(name).expect("a table of a run");
            spec.header().iter().map(|column| format!("{name}.{column}")).collect::<Vec<_>>()
        });
        assert_eq!(listed, headers.concat());
    }
}
