//! The sample's catalogue at the hospitals of a workload: all its forecast roles, technologies, ratios, effects and rates.
//!
//! Every hospital has the activity and the staff that the sample's group has for each bed. What the sample says of one place
//! is left out, and so are services, posts, floors, contractors and moves between roles.

use super::hospitals::{beds, code, spread};
use csv::StringRecord;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Result;
use std::path::Path;

/// Tables that hold for every place as they are.
const WHOLE: [&str; 8] =
    ["technologies", "drivers", "effects", "allowances", "costs", "skills", "retirement", "correlations"];
/// Tables of which the rows that hold everywhere are taken.
const EVERYWHERE: [&str; 6] = ["growth", "supply", "retention", "adoption_shocks", "adoption_points", "training"];
/// The last quarter that the sample tells of.
const LATEST: &str = "2026-Q3";
/// A hospital of the sample where every technology is planned.
const TYPICAL: &str = "lantern_university";

/// One table: its head and its rows.
struct Table {
    head: StringRecord,
    rows: Vec<StringRecord>,
}

impl Table {
    fn read(name: &str) -> Result<Table> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(path)?;
        Ok(Table { head: reader.headers()?.clone(), rows: reader.records().collect::<csv::Result<_>>()? })
    }

    fn get<'r>(&self, row: &'r StringRecord, column: &str) -> &'r str {
        let place = self.head.iter().position(|name| name == column);
        place.and_then(|place| row.get(place)).unwrap_or("")
    }

    fn number(&self, row: &StringRecord, column: &str) -> f64 {
        self.get(row, column).parse().unwrap_or(0.0)
    }

    /// The row with another cell in a column.
    fn with(&self, row: &StringRecord, column: &str, cell: &str) -> StringRecord {
        self.head.iter().zip(row).map(|(name, old)| if name == column { cell } else { old }).collect()
    }

    fn keep(mut self, wanted: impl Fn(&Self, &StringRecord) -> bool) -> Table {
        let rows = std::mem::take(&mut self.rows);
        self.rows = rows.into_iter().filter(|row| wanted(&self, row)).collect();
        self
    }

    fn text(&self) -> Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.head)?;
        self.rows.iter().try_for_each(|row| writer.write_record(row))?;
        let bytes = writer.into_inner().map_err(|error| error.into_error())?;
        Ok(String::from_utf8(bytes).expect("text stays text"))
    }
}

pub fn tables(facilities: usize) -> Result<Vec<(&'static str, String)>> {
    let roles = Table::read("roles")?.keep(|table, row| table.get(row, "scope") != "source");
    let known: BTreeSet<String> = roles.rows.iter().map(|row| roles.get(row, "role").to_owned()).collect();
    let of_known = |table: &Table, row: &StringRecord| {
        let role = table.get(row, "role");
        role.is_empty() || role == "*" || known.contains(role)
    };
    let mut tables = vec![
        ("roles", roles.text()?),
        ("adoption", adoption()?.text()?),
        ("workload", workload()?.text()?),
        ("activity", activity(facilities)?),
        ("staff", staff(facilities, &known)?),
    ];
    for name in WHOLE {
        tables.push((name, Table::read(name)?.keep(of_known).text()?));
    }
    for name in EVERYWHERE {
        let table = Table::read(name)?.keep(|table, row| of_known(table, row) && table.get(row, "facility") == "*");
        tables.push((name, table.text()?));
    }
    Ok(tables)
}

/// What is planned at a typical hospital, or else what is planned everywhere. Milestones are a place's own.
fn adoption() -> Result<Table> {
    let planned = Table::read("adoption")?.keep(|table, row| table.get(row, "shape") != "none");
    let at = |row: &StringRecord, place: &str| planned.get(row, "facility") == place;
    let typical = |row: &&StringRecord| at(row, TYPICAL) && planned.get(row, "shape") != "points";
    let mut rows: Vec<_> = planned.rows.iter().filter(typical).map(|row| planned.with(row, "facility", "*")).collect();
    let known: BTreeSet<_> = rows.iter().map(|row| planned.get(row, "technology").to_owned()).collect();
    let others = planned.rows.iter().filter(|row| at(row, "*") && !known.contains(planned.get(row, "technology")));
    rows.extend(others.cloned());
    Ok(Table { head: planned.head.clone(), rows })
}

/// What a shared centre needs once, hospitals need for each two thousand beds, unless the role has such a ratio already.
fn workload() -> Result<Table> {
    let mut table = Table::read("workload")?;
    let key = |row: &StringRecord| {
        let cell = |column| table.get(row, column).to_owned();
        [cell("role"), cell("technology"), cell("phase"), cell("driver")]
    };
    let (mut rows, ours): (Vec<_>, Vec<_>) =
        table.rows.iter().cloned().partition(|row| table.get(row, "facility") == "*");
    let mut keys: BTreeSet<_> = rows.iter().map(key).collect();
    for mut row in ours {
        if table.get(&row, "unit") == "fte_per_facility" {
            for column in ["low", "mode", "high"] {
                row = table.with(&row, column, &(table.number(&row, column) / 2.0).to_string());
            }
            row = table.with(&table.with(&row, "driver", "staffed_beds"), "unit", "fte_per_1000");
        }
        let row = table.with(&row, "facility", "*");
        if keys.insert(key(&row)) {
            rows.push(row);
        }
    }
    table.rows = rows;
    Ok(table)
}

/// Sums of the sample's latest quarter for each of its staffed beds, by a column.
fn by_bed(table: &Table, column: &str, amount: &str) -> Result<BTreeMap<String, f64>> {
    let latest = |table: &Table, row: &StringRecord| table.get(row, "period") == LATEST;
    let activity = Table::read("activity")?.keep(latest);
    let beds = activity.rows.iter().filter(|row| activity.get(row, "driver") == "staffed_beds");
    let beds: f64 = beds.map(|row| activity.number(row, "value")).sum();
    let mut sums = BTreeMap::new();
    for row in table.rows.iter().filter(|row| latest(table, row)) {
        *sums.entry(table.get(row, column).to_owned()).or_insert(0.0) += table.number(row, amount) / beds;
    }
    Ok(sums)
}

fn activity(facilities: usize) -> Result<String> {
    let amounts = by_bed(&Table::read("activity")?, "driver", "value")?;
    let mut text = String::from("driver,facility,period,value\n");
    for number in 0..facilities {
        for (driver, amount) in &amounts {
            text += &format!("{driver},{},{LATEST},{:.3}\n", code(number), amount * beds(number));
        }
    }
    Ok(text)
}

fn staff(facilities: usize, roles: &BTreeSet<String>) -> Result<String> {
    let table = Table::read("staff")?;
    let (in_post, budgeted) = (by_bed(&table, "role", "fte")?, by_bed(&table, "role", "budgeted_fte")?);
    let mut text = String::from("period,facility,role,fte,budgeted_fte\n");
    for number in 0..facilities {
        for (index, role) in roles.iter().enumerate() {
            let size = beds(number) * (0.85 + 0.3 * spread(number, index));
            let of = |amounts: &BTreeMap<String, f64>| size * amounts.get(role).copied().unwrap_or(0.0);
            text += &format!("{LATEST},{},{role},{:.3},{:.3}\n", code(number), of(&in_post), of(&budgeted));
        }
    }
    Ok(text)
}
