//! Workbooks. What only a workbook can have is told in words: a cell as it stands, and as it should stand.

use super::{Explanation, Slug};

const BOOK: &str = "inputs.xlsx";
const SHEET: &str = "inputs.xlsx, sheet staff";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::SheetNotFound,
        causes: "The scenario names a workbook for a table, and the workbook has several sheets, none of which is called \
                 as the table; or `sheet` names one that is not there. Name the sheet as its tab does.",
        file: BOOK,
        before: &["sheets: Leeds, Bradford", "scenario: [files.staff]", r#"          path = "../inputs.xlsx""#],
        after: &[
            "sheets: Leeds, Bradford",
            "scenario: [files.staff]",
            r#"          path = "../inputs.xlsx""#,
            r#"          sheet = "Leeds""#,
        ],
    },
    Explanation {
        slug: Slug::SheetNotRead,
        causes: "A sheet is read as a table if it is called as the table is (capitals and spaces do not matter). Sheets of \
                 other names are for people and are passed over; nothing needs to be done unless one of them is meant to \
                 be a table.",
        file: "",
        before: &[],
        after: &[],
    },
    Explanation {
        slug: Slug::NotXlsx,
        causes: "The file is a workbook of the older kind (.xls), of another program (.ods) or a binary one (.xlsb), has a \
                 password, or is something else that was renamed. Open it and save it as Excel Workbook (*.xlsx) without \
                 a password.",
        file: BOOK,
        before: &["(has a password)"],
        after: &["(saved again without it: File > Info > Protect Workbook)"],
    },
    Explanation {
        slug: Slug::DamagedWorkbook,
        causes: "The file was cut off while it was copied or downloaded, or a program wrote it against the rules of the \
                 format, so that Excel would have to repair it and nobody would see what it changed. Copy it again, or open \
                 it in Excel, look what was repaired, and save it.",
        file: BOOK,
        before: &["(half of the file, as a broken download left it)"],
        after: &["(the whole file, copied again)"],
    },
    Explanation {
        slug: Slug::WorkbookTooLarge,
        causes: "The workbook holds raw data, pictures or a million formatted blank rows beside the tables. Keep the tables \
                 in a workbook of their own, or save the sheet as a CSV file.",
        file: BOOK,
        before: &["sheets: staff (30 rows), every_shift_since_2015 (6,000,000 cells)"],
        after: &["sheets: staff (30 rows)"],
    },
    Explanation {
        slug: Slug::FormulaWithoutValue,
        causes: "A program other than Excel wrote the formula and nobody has opened the workbook since, or it was saved with \
                 calculation switched off. staffcast takes the result that is saved and computes no formulas: open the \
                 workbook in Excel and save it.",
        file: SHEET,
        before: &["D4  =C4*0.8   no result saved"],
        after: &["D4  =C4*0.8   9.6"],
    },
    Explanation {
        slug: Slug::NotADate,
        causes: "A number that is no day is formatted as a date, such as a negative one or one far beyond the last year \
                 that Excel knows. Format a number as a number; write a day or month as text, such as 2026-04.",
        file: SHEET,
        before: &["A4  -1        format: Date, shown as ########"],
        after: &["A4  2026-Q3   format: Text"],
    },
    Explanation {
        slug: Slug::ErrorCell,
        causes: "A formula looks up a name that the other list does not have (#N/A), divides by nothing (#DIV/0!), or its \
                 cells were deleted (#REF!). Mend it, or clear the cell if the value is not known.",
        file: SHEET,
        before: &["D4  =VLOOKUP(C4,payroll,3,0)   #N/A"],
        after: &["D4  =VLOOKUP(C4,payroll,3,0)   9.6"],
    },
    Explanation {
        slug: Slug::ExternalLink,
        causes: "A cell takes its value from another workbook, and what is read is what was saved at the last update, \
                 however long ago. Open both workbooks and update the links, or put the values in the place of the \
                 formulas.",
        file: SHEET,
        before: &["D4  =[payroll.xlsx]March!F12   9.6"],
        after: &["D4  9.6"],
    },
    Explanation {
        slug: Slug::HiddenCells,
        causes: "Rows were hidden by a filter, or columns folded away. They are read like all others, which is right if they \
                 belong to the table and wrong if they were put aside: show them, and delete what does not count.",
        file: SHEET,
        before: &["row 4  2026-Q3  north  bmet  9.6   hidden by a filter on the facility"],
        after: &["row 4  2026-Q3  north  bmet  9.6   shown"],
    },
    Explanation {
        slug: Slug::MergedCells,
        causes: "Cells with the same value were merged to look better. Only the upper left one holds the value; the others \
                 are blank, and are read as blank. Unmerge them and write the value into each.",
        file: SHEET,
        before: &["A2:A4 merged  2026-Q3"],
        after: &["A2  2026-Q3", "A3  2026-Q3", "A4  2026-Q3"],
    },
    Explanation {
        slug: Slug::FormulaResults,
        causes: "Cells hold formulas, and the results that were saved with them were read. Nothing needs to be done; open \
                 and save the workbook if something that they rest on has changed since.",
        file: "",
        before: &[],
        after: &[],
    },
    Explanation {
        slug: Slug::MacrosIgnored,
        causes: "The workbook is of the kind that holds macros (.xlsm). They were not run; the values that were saved were \
                 read. Nothing needs to be done unless a macro fills the sheets: then run it in Excel and save.",
        file: "",
        before: &[],
        after: &[],
    },
];
