//! A workbook built part by part, so that each part can be wrong in its own way.

use flate2::Crc;
use flate2::write::DeflateEncoder;
use std::io::Write;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

pub(crate) const SHEET: &str = "xl/worksheets/sheet1.xml";
pub(crate) const WORKBOOK: &str = "xl/workbook.xml";
pub(crate) const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
pub(crate) const STRINGS: &str = "xl/sharedStrings.xml";
pub(crate) const STYLES: &str = "xl/styles.xml";

/// One part as the zip will hold it.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) stored: bool,
    pub(crate) flags: u16,
    pub(crate) method: Option<u16>,
    /// What the directory says of the unpacked size, if not the truth.
    pub(crate) claimed: Option<u32>,
}

/// The parts of a workbook with one sheet, `staff`.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) parts: Vec<Part>,
    pub(crate) zip64: bool,
    pub(crate) comment: Vec<u8>,
}

impl Parts {
    /// A valid workbook whose only cell says `role`.
    pub(crate) fn new() -> Self {
        let mut parts = Self { parts: Vec::new(), zip64: false, comment: Vec::new() };
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        parts.set("[Content_Types].xml", &format!("{xml}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"));
        parts.set("_rels/.rels", &format!("{xml}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
        parts.set(WORKBOOK, &format!("{xml}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr/><sheets><sheet name=\"staff\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
        parts.set(RELATIONS, &format!("{xml}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"));
        parts.sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>role</t></is></c></row>");
        parts.strings("<si><t>role</t></si>");
        parts.formats(&[]);
        parts
    }

    /// The workbook with these rows in its sheet.
    pub(crate) fn with(rows: &str) -> Self {
        let mut parts = Self::new();
        parts.sheet(rows);
        parts
    }

    pub(crate) fn set(&mut self, name: &str, text: &str) -> &mut Self {
        self.set_bytes(name, text.as_bytes().to_vec())
    }

    pub(crate) fn set_bytes(&mut self, name: &str, bytes: Vec<u8>) -> &mut Self {
        match self.parts.iter_mut().find(|part| part.name == name) {
            Some(part) => part.bytes = bytes,
            None => self.add(name, bytes),
        }
        self
    }

    /// Adds a part, also if there is one of that name.
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.parts.push(Part { name: name.to_owned(), bytes, stored: false, flags: 0, method: None, claimed: None });
    }

    pub(crate) fn remove(&mut self, name: &str) -> &mut Self {
        self.parts.retain(|part| part.name != name);
        self
    }

    pub(crate) fn part(&mut self, name: &str) -> &mut Part {
        self.parts.iter_mut().find(|part| part.name == name).expect("a part of that name")
    }

    pub(crate) fn text(&mut self, name: &str) -> String {
        String::from_utf8(self.part(name).bytes.clone()).expect("text")
    }

    /// Puts `to` in the place of `from`, which must be there.
    pub(crate) fn replace(&mut self, name: &str, from: &str, to: &str) -> &mut Self {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from}");
        self.set(name, &text.replace(from, to))
    }

    pub(crate) fn sheet(&mut self, rows: &str) -> &mut Self {
        self.sheet_around("", rows, "")
    }

    /// A sheet with something in front of its cells and behind them.
    pub(crate) fn sheet_around(&mut self, before: &str, rows: &str, after: &str) -> &mut Self {
        let text = format!(
            "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
        );
        self.set(SHEET, &text)
    }

    pub(crate) fn strings(&mut self, items: &str) -> &mut Self {
        self.set(STRINGS, &format!("<sst xmlns=\"{MAIN}\">{items}</sst>"))
    }

    /// Styles 1, 2, … with these codes; style 0 is General.
    pub(crate) fn formats(&mut self, codes: &[&str]) -> &mut Self {
        let codes = codes.iter().enumerate().map(|(at, code)| {
            let code = code.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
            format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + at)
        });
        let codes: Vec<String> = codes.collect();
        let styles: String = (0..codes.len()).map(|at| format!("<xf numFmtId=\"{}\"/>", 164 + at)).collect();
        let text = format!(
            "<styleSheet xmlns=\"{MAIN}\"><numFmts>{}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>",
            codes.concat()
        );
        self.set(STYLES, &text)
    }

    /// A second sheet, with these rows.
    pub(crate) fn second_sheet(&mut self, name: &str, rows: &str) -> &mut Self {
        let text = self.text(SHEET);
        let (head, _) = text.split_once("<sheetData>").expect("cells");
        let second = format!("{head}<sheetData>{rows}</sheetData></worksheet>");
        self.set("xl/worksheets/sheet2.xml", &second);
        let more = format!("<sheet name=\"{name}\" sheetId=\"2\" r:id=\"rId9\"/></sheets>");
        self.replace(WORKBOOK, "</sheets>", &more);
        self.relate("rId9", "worksheet", "worksheets/sheet2.xml")
    }

    /// One more relationship of the workbook.
    pub(crate) fn relate(&mut self, id: &str, kind: &str, target: &str) -> &mut Self {
        let more = format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>");
        self.replace(RELATIONS, "</Relationships>", &more)
    }

    /// The bytes of the zip.
    pub(crate) fn build(&self) -> Vec<u8> {
        let mut zip = Vec::new();
        let mut directory = Vec::new();
        for part in &self.parts {
            let mut sum = Crc::new();
            sum.update(&part.bytes);
            let packed = if part.stored { part.bytes.clone() } else { deflate(&part.bytes) };
            let method = part.method.unwrap_or(if part.stored { 0 } else { 8 });
            let unpacked = part.claimed.unwrap_or(part.bytes.len() as u32);
            let offset = zip.len() as u32;
            let name = part.name.as_bytes();
            let mut head = Vec::new();
            for short in [part.flags, method, 0, 0x21] {
                head.extend(short.to_le_bytes());
            }
            let wide = |size: u32| if self.zip64 { u32::MAX } else { size };
            for long in [sum.sum(), wide(packed.len() as u32), wide(unpacked)] {
                head.extend(long.to_le_bytes());
            }
            head.extend((name.len() as u16).to_le_bytes());
            let mut extra = Vec::new();
            if self.zip64 {
                extra.extend(1u16.to_le_bytes());
                extra.extend(24u16.to_le_bytes());
                for size in [u64::from(unpacked), packed.len() as u64, u64::from(offset)] {
                    extra.extend(size.to_le_bytes());
                }
            }
            directory.extend(b"PK\x01\x02\x2D\0\x2D\0");
            directory.extend(&head);
            directory.extend((extra.len() as u16).to_le_bytes());
            directory.extend([0; 10]);
            directory.extend(wide(offset).to_le_bytes());
            directory.extend(name);
            directory.extend(&extra);
            zip.extend(b"PK\x03\x04\x2D\0");
            zip.extend(&head);
            zip.extend(0u16.to_le_bytes());
            zip.extend(name);
            zip.extend(packed);
        }
        let start = zip.len() as u64;
        let count = self.parts.len() as u64;
        zip.extend(&directory);
        if self.zip64 {
            let end = zip.len() as u64;
            zip.extend(b"PK\x06\x06");
            zip.extend(44u64.to_le_bytes());
            zip.extend([0; 12]);
            for size in [count, count, directory.len() as u64, start] {
                zip.extend(size.to_le_bytes());
            }
            zip.extend(b"PK\x06\x07\0\0\0\0");
            zip.extend(end.to_le_bytes());
            zip.extend(1u32.to_le_bytes());
        }
        zip.extend(b"PK\x05\x06\0\0\0\0");
        let count = if self.zip64 { u16::MAX } else { count as u16 };
        zip.extend(count.to_le_bytes());
        zip.extend(count.to_le_bytes());
        zip.extend((directory.len() as u32).to_le_bytes());
        zip.extend(if self.zip64 { u32::MAX } else { start as u32 }.to_le_bytes());
        zip.extend((self.comment.len() as u16).to_le_bytes());
        zip.extend(&self.comment);
        zip
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}
