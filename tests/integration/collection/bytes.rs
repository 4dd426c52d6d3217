//! Encodings, line ends, delimiters and quotes; and files that are no tables at all.

use super::sheet::{Sheet, quoted};
use super::{At, Changed, Mutation, mutations};
use staffcast::diagnostics::Slug;
use std::io::{Cursor, Write};

pub const ALL: &[Mutation] = mutations![
    utf8_with_mark,
    utf16_little_with_mark,
    utf16_big_with_mark,
    utf16_little_without_mark,
    utf16_big_without_mark,
    utf16_with_tabs_as_excel_saves_it,
    utf16_cut_in_a_character,
    utf16_with_half_a_pair,
    utf32,
    windows_1252_not_declared,
    dos_code_page_not_declared,
    utf8_cut_in_a_character,
    utf8_with_overlong_form,
    second_mark_within,
    crlf_ends,
    cr_ends,
    mixed_ends,
    no_end_on_the_last_line,
    many_ends_on_the_last_line,
    blank_lines_between,
    blank_lines_above,
    lines_of_spaces_between,
    tail_of_blank_cells,
    semicolons,
    tabs,
    bars,
    sep_line,
    sep_line_in_quotes,
    sep_line_that_lies,
    colons,
    two_delimiters_mixed,
    semicolons_below_a_header_with_commas,
    all_cells_in_quotes,
    quotes_inside_a_label,
    quote_in_the_middle_of_a_label,
    line_breaks_in_a_label,
    delimiter_in_a_quoted_label,
    quote_never_closed,
    text_after_a_quote,
    typographic_quotes,
    spaces_around_cells,
    no_break_spaces_around_cells,
    invisible_character_in_a_header,
    nul_in_a_cell,
    only_nuls,
    empty_file,
    file_of_spaces,
    file_of_line_ends,
    binary_junk,
    zip_named_csv,
    gzip_named_csv,
    old_excel_named_csv,
    web_page_named_csv,
    json_named_csv,
    cell_of_32767_characters,
    cell_of_40000_characters,
];

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

fn utf8_with_mark(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same([b"\xEF\xBB\xBF", sheet.text().as_bytes()].concat())
}

fn utf16_little_with_mark(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same([b"\xFF\xFE".to_vec(), utf16(&sheet.text(), true)].concat())
}

fn utf16_big_with_mark(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same([b"\xFE\xFF".to_vec(), utf16(&sheet.text(), false)].concat())
}

fn utf16_little_without_mark(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(utf16(&sheet.text(), true))
}

fn utf16_big_without_mark(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(utf16(&sheet.text(), false))
}

fn utf16_with_tabs_as_excel_saves_it(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same([b"\xFF\xFE".to_vec(), utf16(&sheet.divided("\t", "\r\n"), true)].concat())
}

fn utf16_cut_in_a_character(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut bytes = [b"\xFF\xFE".to_vec(), utf16(&sheet.text(), true)].concat();
    bytes.pop();
    sheet.refused(bytes, &[Slug::NotUtf8], At::Line(sheet.rows.len() + 1))
}

fn utf16_with_half_a_pair(sheet: &Sheet<'_>) -> Vec<Changed> {
    let bytes = [b"\xFF\xFE".to_vec(), utf16(&sheet.text(), true), vec![0x3D, 0xD8, b'a', 0]].concat();
    sheet.refused(bytes, &[Slug::NotUtf8], At::Line(sheet.rows.len() + 2))
}

fn utf32(sheet: &Sheet<'_>) -> Vec<Changed> {
    let bytes: Vec<u8> = sheet.text().chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    let marked = [b"\xFF\xFE\0\0".to_vec(), bytes.clone()].concat();
    let refused = |bytes| sheet.refused(bytes, &[Slug::DamagedCsv, Slug::NotUtf8], At::File);
    [refused(bytes), refused(marked)].concat_all()
}

/// The table with a label in the last line whose accent is written as `byte`.
fn accented(sheet: &Sheet<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let text = sheet.noted("Caf@")?.text();
    let (before, after) = text.rsplit_once('@')?;
    Some([before.as_bytes(), bytes, after.as_bytes()].concat())
}

fn windows_1252_not_declared(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(bytes) = accented(sheet, b"\xE9") else { return Vec::new() };
    sheet.refused(bytes, &[Slug::NotUtf8], At::Line(sheet.rows.len() + 1))
}

fn dos_code_page_not_declared(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(bytes) = accented(sheet, b"\x82") else { return Vec::new() };
    sheet.refused(bytes, &[Slug::NotUtf8], At::Line(sheet.rows.len() + 1))
}

fn utf8_cut_in_a_character(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(mut bytes) = accented(sheet, "é".as_bytes()) else { return Vec::new() };
    let cut = bytes.iter().rposition(|byte| *byte == 0xC3).expect("an accent");
    bytes.truncate(cut + 1);
    sheet.refused(bytes, &[Slug::NotUtf8], At::Line(sheet.rows.len() + 1))
}

fn utf8_with_overlong_form(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(bytes) = accented(sheet, b"\xC0\xAF") else { return Vec::new() };
    sheet.refused(bytes, &[Slug::NotUtf8], At::Line(sheet.rows.len() + 1))
}

fn second_mark_within(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(format!("\u{feff}\u{feff}{}", sheet.text()))
}

fn crlf_ends(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.divided(",", "\r\n"))
}

fn cr_ends(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.divided(",", "\r"))
}

fn mixed_ends(sheet: &Sheet<'_>) -> Vec<Changed> {
    let lines = sheet.text();
    let mixed = lines.lines().zip(["\r\n", "\r", "\n"].iter().cycle()).map(|(line, end)| format!("{line}{end}"));
    sheet.same(mixed.collect::<String>())
}

fn no_end_on_the_last_line(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.text().trim_end())
}

fn many_ends_on_the_last_line(sheet: &Sheet<'_>) -> Vec<Changed> {
    ["\n\n\n", "\r\n\r\n", "\r\r\r", "\n\r\n\r"].iter().flat_map(|ends| sheet.same(sheet.text() + ends)).collect()
}

fn blank_lines_between(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.text().replace('\n', "\n\n"))
}

fn blank_lines_above(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(format!("\n\r\n{}", sheet.text()))
}

fn lines_of_spaces_between(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.text().replace('\n', "\n  \u{a0}\n"))
}

fn tail_of_blank_cells(sheet: &Sheet<'_>) -> Vec<Changed> {
    let tail = ",".repeat(sheet.header.len() - 1);
    sheet.same(format!("{}{tail}\n{tail}\n , ,\n", sheet.text()))
}

fn semicolons(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.divided(";", "\r\n"))
}

fn tabs(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.divided("\t", "\n"))
}

fn bars(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(sheet.divided("|", "\n"))
}

fn sep_line(sheet: &Sheet<'_>) -> Vec<Changed> {
    [",", ";", "\t", "|"]
        .iter()
        .flat_map(|mark| sheet.same(format!("sep={mark}\n{}", sheet.divided(mark, "\n"))))
        .collect()
}

fn sep_line_in_quotes(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.same(format!("\u{feff}\"SEP=;\"\r\n{}", sheet.divided(";", "\r\n")))
}

fn sep_line_that_lies(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.refused(format!("sep=|\n{}", sheet.text()), &[], At::File)
}

fn colons(sheet: &Sheet<'_>) -> Vec<Changed> {
    if sheet.text().contains(':') {
        return Vec::new();
    }
    sheet.refused(sheet.divided(":", "\n"), &[], At::File)
}

fn two_delimiters_mixed(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mixed = |row: &Vec<String>| {
        let marks = [",", ";"].into_iter().cycle();
        row.iter().zip(marks).map(|(cell, mark)| format!("{cell}{mark}")).collect::<String>() + "\n"
    };
    let text: String = std::iter::once(&sheet.header).chain(&sheet.rows).map(mixed).collect();
    sheet.refused(text, &[], At::File)
}

fn semicolons_below_a_header_with_commas(sheet: &Sheet<'_>) -> Vec<Changed> {
    let text = sheet.divided(";", "\n").replacen(&sheet.header.join(";"), &sheet.header.join(","), 1);
    sheet.refused(text, &[], At::File)
}

fn all_cells_in_quotes(sheet: &Sheet<'_>) -> Vec<Changed> {
    [sheet.same(sheet.written(",", "\r\n", quoted)), sheet.same(sheet.written(";", "\n", quoted))].concat_all()
}

/// A label that must be read as it is, however it is quoted.
fn labelled(sheet: &Sheet<'_>, label: &str, written: &str) -> Vec<Changed> {
    let (Some(plain), Some(marked)) = (sheet.noted(label), sheet.noted("@@")) else { return Vec::new() };
    sheet.same_as(marked.text().replace("@@", written), plain.text())
}

fn quotes_inside_a_label(sheet: &Sheet<'_>) -> Vec<Changed> {
    labelled(sheet, "the \"old\" wing", "\"the \"\"old\"\" wing\"")
}

fn quote_in_the_middle_of_a_label(sheet: &Sheet<'_>) -> Vec<Changed> {
    labelled(sheet, "a 5\" screen", "a 5\" screen")
}

fn line_breaks_in_a_label(sheet: &Sheet<'_>) -> Vec<Changed> {
    ["\r\n", "\n", "\r"].iter().flat_map(|end| labelled(sheet, "two\nlines", &format!("\"two{end}lines\""))).collect()
}

fn delimiter_in_a_quoted_label(sheet: &Sheet<'_>) -> Vec<Changed> {
    labelled(sheet, "North; main, site | a\tb", "\"North; main, site | a\tb\"")
}

fn quote_never_closed(sheet: &Sheet<'_>) -> Vec<Changed> {
    let last = sheet.rows.len() - 1;
    let text = sheet.with(last, 0, "@@").text().replace("@@", &format!("\"{}", sheet.rows[last][0]));
    sheet.refused(text, &[Slug::DamagedCsv], At::Line(last + 2))
}

fn text_after_a_quote(sheet: &Sheet<'_>) -> Vec<Changed> {
    let text = sheet.with(0, 0, "@@").text().replace("@@", &format!("\"{}\"x", sheet.rows[0][0]));
    sheet.refused(text, &[Slug::DamagedCsv], At::Line(2))
}

fn typographic_quotes(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.refused(sheet.written(",", "\n", |cell| format!("“{cell}”")), &[], At::Line(1))
}

fn spaces_around_cells(sheet: &Sheet<'_>) -> Vec<Changed> {
    spaced(sheet, "  ", " ")
}

fn no_break_spaces_around_cells(sheet: &Sheet<'_>) -> Vec<Changed> {
    spaced(sheet, "\u{a0}", "\u{2009}\u{202f}")
}

/// Tables whose cells hold commas would need quotes, which no space may stand before.
fn spaced(sheet: &Sheet<'_>, before: &str, behind: &str) -> Vec<Changed> {
    if sheet.rows.iter().flatten().any(|cell| cell.contains(',')) {
        return Vec::new();
    }
    sheet.same(sheet.written(",", "\n", |cell| format!("{before}{cell}{behind}")))
}

fn invisible_character_in_a_header(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut changed = sheet.clone();
    changed.header[0].push('\u{200b}');
    sheet.refused(changed.text(), &[Slug::UnknownColumn], At::Cell(1, "A1".to_owned()))
}

fn nul_in_a_cell(sheet: &Sheet<'_>) -> Vec<Changed> {
    let last = sheet.rows.len() - 1;
    let text = sheet.with(last, 0, &format!("{}\0", sheet.rows[last][0])).text();
    sheet.refused(text, &[Slug::DamagedCsv], At::Line(last + 2))
}

fn only_nuls(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.refused(vec![0; 4096], &[Slug::DamagedCsv, Slug::NotUtf8], At::Line(1))
}

fn empty_file(sheet: &Sheet<'_>) -> Vec<Changed> {
    let empty = |bytes: &[u8]| sheet.refused(bytes, &[Slug::EmptyTable], At::File);
    [empty(b""), empty(b"\xEF\xBB\xBF"), empty(b"\xFF\xFE")].concat_all()
}

fn file_of_spaces(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.refused("   \u{a0}  \n\t\n", &[Slug::EmptyTable], At::File)
}

fn file_of_line_ends(sheet: &Sheet<'_>) -> Vec<Changed> {
    sheet.refused("\r\n\n\r".repeat(100), &[Slug::EmptyTable], At::File)
}

fn binary_junk(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    let junk: Vec<u8> = (0..20_000).map(|_| byte()).collect();
    sheet.refused(junk, &[Slug::NotUtf8, Slug::DamagedCsv], At::File)
}

fn zip_named_csv(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(sheet.file(), zip::write::SimpleFileOptions::default()).expect("an entry");
    archive.write_all(sheet.text().as_bytes()).expect("bytes");
    let bytes = archive.finish().expect("an archive").into_inner();
    sheet.refused(bytes, &[Slug::DamagedCsv], At::Line(1))
}

fn gzip_named_csv(sheet: &Sheet<'_>) -> Vec<Changed> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(sheet.text().as_bytes()).expect("bytes");
    sheet.refused(writer.finish().expect("bytes"), &[Slug::NotUtf8, Slug::DamagedCsv], At::File)
}

fn old_excel_named_csv(sheet: &Sheet<'_>) -> Vec<Changed> {
    let bytes = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 4096]].concat();
    sheet.refused(bytes, &[Slug::NotUtf8, Slug::DamagedCsv], At::File)
}

fn web_page_named_csv(sheet: &Sheet<'_>) -> Vec<Changed> {
    let cells = sheet.written("</td><td>", "</td></tr>\n<tr><td>", str::to_owned);
    sheet.refused(format!("<html><body><table><tr><td>{cells}</table></body></html>\n"), &[], At::File)
}

fn json_named_csv(sheet: &Sheet<'_>) -> Vec<Changed> {
    let rows = sheet.written(",", "],\n[", quoted);
    sheet.refused(format!("[[{rows}]]\n"), &[], At::File)
}

fn cell_of_32767_characters(sheet: &Sheet<'_>) -> Vec<Changed> {
    let long = "é".repeat(32_767);
    labelled(sheet, &long, &quoted(&long))
}

fn cell_of_40000_characters(sheet: &Sheet<'_>) -> Vec<Changed> {
    let Some(long) = sheet.noted(&"9".repeat(40_000)) else { return Vec::new() };
    sheet.refused(long.text(), &[Slug::FileTooLarge], At::Line(sheet.rows.len() + 1))
}

/// Several lists as one.
pub trait ConcatAll {
    fn concat_all(self) -> Vec<Changed>;
}

impl<const N: usize> ConcatAll for [Vec<Changed>; N] {
    fn concat_all(self) -> Vec<Changed> {
        self.into_iter().flatten().collect()
    }
}
