//! Any text as a number and as a period: what is read is a number that there is, and reads back as itself.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use staffcast_fuzz::Memory;

fuzz_target!(|text: &str| {
    if let Some(value) = read("change_fte", "2027-01", text) {
        let number = value.as_f64().expect("a finite number");
        assert!(number != 0.0 || number.is_sign_positive(), "{text:?} is read as minus nothing");
        let again = read("change_fte", "2027-01", &number.to_string());
        assert_eq!(again, Some(value), "{text:?} is read as {number}, and that as something else");
    }
    if let Some(value) = read("from", text, "1") {
        let period = value.as_str().expect("the text of a period");
        let again = read("from", period, "1");
        assert_eq!(again.as_ref(), Some(&value), "{text:?} is read as {period}, and that as something else");
    }
});

/// What is read in a column of the table `posts` whose only row has these cells; nothing if it is refused or blank.
fn read(column: &str, from: &str, change_fte: &str) -> Option<Value> {
    let cells = [from, change_fte].map(|cell| cell.replace('"', "\"\""));
    let table = format!("role,facility,from,change_fte\nbmet,north,\"{}\",\"{}\"\n", cells[0], cells[1]);
    let peek = Memory::default().with("posts.csv", table.as_bytes()).peek("posts.csv", Some("posts"));
    let cells = peek.rows.into_iter().flat_map(|row| row.cells);
    cells.into_iter().find(|cell| cell.column == column).and_then(|cell| cell.value)
}
