//! Files and their headers.

use super::{Explanation, Slug};

const STAFF: &str = "period,facility,role,fte,headcount,budgeted_fte";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::MissingTable,
        causes: "The file has another name or lies in another folder, or it was saved as a workbook. Each table is one \
                 file that is named as the table, with `.csv` behind it.",
        file: "staff.csv",
        before: &[],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::UnknownTable,
        causes: "A table's name is misspelt, or an old copy or another list lies in the data folder. Every CSV file of the \
                 folder is read, so that no table is overlooked because of its name: rename it, or move it out.",
        file: "staff_2025.csv",
        before: &[STAFF, "2025-Q3,north,bmet,9,10,11"],
        after: &[],
    },
    Explanation {
        slug: Slug::NotUtf8,
        causes: "Excel's plain \"CSV\" writes accented letters in a code of the system's own. Save as \"CSV UTF-8 (comma \
                 delimited)\". A file in UTF-16 (Excel's \"Unicode Text\") is refused for the same reason.",
        file: "technologies.csv",
        before: &["technology,label", "ehr,Dossier m\u{fffd}dical"],
        after: &["technology,label", "ehr,Dossier médical"],
    },
    Explanation {
        slug: Slug::ByteOrderMark,
        causes: "Excel's \"CSV UTF-8\" puts three hidden bytes before the first cell to say how the file is written. They \
                 are left out when it is read; nothing needs to be done.",
        file: "",
        before: &[],
        after: &[],
    },
    Explanation {
        slug: Slug::DamagedCsv,
        causes: "A cell begins with a quote that is not closed, so that the rest of the file would be read as one cell; \
                 there is text behind a closing quote; or an export was cut off. A quote inside a cell is written twice: \
                 \"the \"\"old\"\" wing\".",
        file: "facilities.csv",
        before: &["facility,label,type,region", "hub,\"Shared services,shared_services,metro"],
        after: &["facility,label,type,region", "hub,Shared services,shared_services,metro"],
    },
    Explanation {
        slug: Slug::WrongDelimiter,
        causes: "Where a system writes decimal numbers with a comma, Excel parts the cells of a CSV file with semicolons. \
                 Set the system's list separator to a comma, or save from LibreOffice with the comma as field delimiter.",
        file: "technologies.csv",
        before: &["technology;label", "ai_scribe;Ambient scribe"],
        after: &["technology,label", "ai_scribe,Ambient scribe"],
    },
    Explanation {
        slug: Slug::EmptyTable,
        causes: "Only the header was saved, a filter hid the rows when the sheet was copied, or the rows are on another \
                 sheet.",
        file: "workload.csv",
        before: &["role,technology,phase,driver,facility,unit,mode"],
        after: &[
            "role,technology,phase,driver,facility,unit,mode",
            "bmet,,run,beds,*,fte_per_100,2.5",
            "ehr_analyst,,run,visits,*,units_per_fte,30000",
        ],
    },
    Explanation {
        slug: Slug::UnknownColumn,
        causes: "A column has another name than the table's (WTE for fte), a title stands above the header, or a column of \
                 your own was added. Own remarks belong in the columns note and source, where the table has them.",
        file: "staff.csv",
        before: &["period,facility,role,WTE,headcount,budgeted_fte", "2026-Q3,north,bmet,9.5,10,11"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::MissingColumn,
        causes: "A column that the table cannot do without was left out or deleted. Its cells may be blank only where the \
                 table says so.",
        file: "posts.csv",
        before: &["role,facility,from", "bmet,hub,2027-01"],
        after: &["role,facility,from,change_fte", "bmet,hub,2027-01,1.5"],
    },
    Explanation {
        slug: Slug::DuplicateColumn,
        causes: "A column was copied instead of moved, or two sheets were pasted side by side. Which of the two is right \
                 cannot be known.",
        file: "posts.csv",
        before: &["role,facility,from,change_fte,change_fte", "bmet,hub,2027-01,2,1.5"],
        after: &["role,facility,from,change_fte", "bmet,hub,2027-01,1.5"],
    },
    Explanation {
        slug: Slug::RaggedRow,
        causes: "A number has a decimal comma (9,5 is two cells), a text with a comma has no quotes around it, or a row \
                 was typed with too few commas. Every later cell of the row would stand in the wrong column.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,bmet,9,5,10,11"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
];
