//! Files and their headers.

use super::{Explanation, Slug};

const STAFF: &str = "period,facility,role,fte,headcount,budgeted_fte";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::MissingTable,
        causes: "The file has another name or lies in another folder, or its sheet of the workbook has another name. Each \
                 table is one file or sheet that is called as the table is; another name stands in the scenario, as `path` \
                 and `sheet` of [files.TABLE].",
        file: "staff.csv",
        before: &[],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::UnknownTable,
        causes: "A table's name is misspelt, or an old copy or another list lies in the data folder, or two files hold one \
                 table. Every CSV file of the folder is read, so that no table is overlooked because of its name: rename \
                 it, move it out, or name it as `path` of [files.TABLE] in the scenario.",
        file: "staff_2025.csv",
        before: &[STAFF, "2025-Q3,north,bmet,9,10,11"],
        after: &[],
    },
    Explanation {
        slug: Slug::NotUtf8,
        causes: "Excel's plain \"CSV\" writes accented letters in a code of the system's own, which a file does not name. \
                 Save as \"CSV UTF-8 (comma delimited)\", or name the code as `encoding` of [files.TABLE] in the scenario. \
                 UTF-16 (Excel's \"Unicode Text\") is read as it is.",
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
        causes: "Semicolons, tabs and bars are read like commas where the header tells which it is. Here the header has none \
                 of the table's names, and both commas and semicolons would divide the rows. Name the columns as the table \
                 does, or write the `delimiter` of [files.TABLE] into the scenario.",
        file: "technologies.csv",
        before: &["code;name, long", "ai_scribe;Scribe, ambient", "ehr;Record, health", "rpm;Monitoring, remote"],
        after: &["technology;label", "ai_scribe;Scribe, ambient", "ehr;Record, health", "rpm;Monitoring, remote"],
    },
    Explanation {
        slug: Slug::FileTooLarge,
        causes: "A list of single events or shifts was saved as a table, a row has hundreds of columns, or a whole document \
                 was pasted into a cell. A table holds counts: sum the events by period and facility first.",
        file: "activity.csv",
        before: &["driver,facility,period,value", "(1,200,000 rows, one for each visit)"],
        after: &["driver,facility,period,value", "visits,north,2026-Q1,23000"],
    },
    Explanation {
        slug: Slug::ReadAs,
        causes: "The file is not written in the plain way (UTF-8, commas, decimal points, names and periods as the table has \
                 them) and could be understood in one way only. Read the line once and compare it with the file. It goes \
                 away when the file is written plainly.",
        file: "technologies.csv",
        before: &["Technology;label", "ai_scribe;Ambient scribe", "ehr;Health record", "rpm;Remote monitoring"],
        after: &["technology,label", "ai_scribe,Ambient scribe", "ehr,Health record", "rpm,Remote monitoring"],
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
                 your own was added. Other letters and spacing (Budgeted FTE) are understood; for the rest [files.TABLE] \
                 of the scenario has `columns`, `header_row` and `ignore`.",
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
        causes: "A number has a decimal comma between commas (9,5 is two cells), a text with a comma has no quotes around it, \
                 or a row was typed with too few commas. Every later cell of the row would stand in the wrong column.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,bmet,9,5,10,11"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::HeaderAgain,
        causes: "Exports were put together one below the other, each with its header, or a page break repeats it.",
        file: "technologies.csv",
        before: &["technology,label", "ehr,Health record", "technology,label"],
        after: &["technology,label", "ehr,Health record"],
    },
    Explanation {
        slug: Slug::ControlCharacter,
        causes: "A text was copied from another program together with a sign that no screen shows, such as a bell or an \
                 escape; it would garble charts, tables and the terminal.",
        file: "technologies.csv",
        before: &["technology,label", "ehr,Health\u{7} record"],
        after: &["technology,label", "ehr,Health record"],
    },
];
