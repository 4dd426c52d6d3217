//! What a scenario changes in the tables, and what it says of their files.

use super::Edit::End;
use super::Mutation;
use super::Verdict::{Elsewhere, Refused, Same};
use staffcast::diagnostics::Slug;

/// `[[change]]` and `[[row]]`.
pub const CHANGES: &[Mutation] = &[
    ("a change in single brackets", End("[change]\ntable = \"posts\""), Refused(Slug::WrongType, 13, "change")),
    ("a row in single brackets", End("[row]\ntable = \"posts\""), Refused(Slug::WrongType, 13, "row")),
    ("a change of no table", End("[[change]]\nremove = true"), Refused(Slug::BadChange, 13, "change")),
    (
        "a change of an unknown table",
        End("[[change]]\ntable = \"post\"\nremove = true"),
        Refused(Slug::BadChange, 14, "table"),
    ),
    (
        "a change of a table by number",
        End("[[change]]\ntable = 1\nremove = true"),
        Refused(Slug::WrongType, 14, "table"),
    ),
    ("a change of people", End("[[change]]\ntable = \"roster\"\nremove = true"), Refused(Slug::BadChange, 14, "table")),
    ("a change that does nothing", End("[[change]]\ntable = \"posts\""), Refused(Slug::BadChange, 13, "change")),
    (
        "a change that does two things",
        End("[[change]]\ntable = \"posts\"\nremove = true\nadd = { change_fte = 1 }"),
        Refused(Slug::BadChange, 13, "change"),
    ),
    (
        "a change with an unknown key",
        End("[[change]]\ntable = \"posts\"\nmultipy = { change_fte = 2 }\nremove = true"),
        Refused(Slug::UnknownKey, 15, "multipy"),
    ),
    (
        "an unknown column to set",
        End("[[change]]\ntable = \"posts\"\nset = { change = 2 }"),
        Refused(Slug::BadChange, 15, "change"),
    ),
    (
        "an unknown column to choose by",
        End("[[change]]\ntable = \"posts\"\nwhere = { rol = \"bmet\" }\nset = { change_fte = 2 }"),
        Refused(Slug::BadChange, 15, "where"),
    ),
    (
        "a column of numbers to choose by",
        End("[[change]]\ntable = \"posts\"\nwhere = { change_fte = 1.5 }\nset = { change_fte = 2 }"),
        Refused(Slug::BadChange, 15, "where"),
    ),
    (
        "an end of a range to set",
        End("[[change]]\ntable = \"supply\"\nset = { leavers_pct_high = 20 }"),
        Refused(Slug::BadChange, 15, "leavers_pct_high"),
    ),
    (
        "a role that has no row",
        End("[[change]]\ntable = \"posts\"\nwhere = { role = \"ehr_analyst\" }\nset = { change_fte = 2 }"),
        Refused(Slug::ChangeMatchesNothing, 13, "change"),
    ),
    (
        "a facility that is none",
        End("[[change]]\ntable = \"posts\"\nwhere = { facility = \"west\" }\nremove = true"),
        Refused(Slug::ChangeMatchesNothing, 13, "change"),
    ),
    (
        "a table that is not there",
        End("[[change]]\ntable = \"effects\"\nremove = true"),
        Refused(Slug::ChangeMatchesNothing, 13, "change"),
    ),
    (
        "a blank cell to multiply",
        End("[[change]]\ntable = \"floors\"\nwhere = { role = \"bmet\" }\nmultiply = { minimum_fte = 2 }"),
        Refused(Slug::ChangeMatchesNothing, 13, "change"),
    ),
    (
        "a list to choose by that is empty",
        End("[[change]]\ntable = \"posts\"\nwhere = { role = [] }\nremove = true"),
        Refused(Slug::BadChange, 15, "where"),
    ),
    (
        "text to choose by that is not in braces",
        End("[[change]]\ntable = \"posts\"\nwhere = \"role = bmet\"\nremove = true"),
        Refused(Slug::BadChange, 15, "where"),
    ),
    (
        "a text to add",
        End("[[change]]\ntable = \"posts\"\nadd = { change_fte = \"10%\" }"),
        Refused(Slug::BadChange, 15, "change_fte"),
    ),
    (
        "nan to multiply by",
        End("[[change]]\ntable = \"posts\"\nmultiply = { change_fte = nan }"),
        Refused(Slug::BadChange, 15, "change_fte"),
    ),
    (
        "hexadecimal digits to set",
        End("[[change]]\ntable = \"posts\"\nset = { change_fte = 0x2 }"),
        Refused(Slug::BadChange, 15, "change_fte"),
    ),
    (
        "inf to set",
        End("[[change]]\ntable = \"posts\"\nset = { change_fte = inf }"),
        Refused(Slug::NotANumber, 13, "change_fte"),
    ),
    (
        "a code to multiply",
        End("[[change]]\ntable = \"posts\"\nmultiply = { role = 2 }"),
        Refused(Slug::BadChange, 15, "role"),
    ),
    (
        "a key to set",
        End("[[change]]\ntable = \"posts\"\nset = { role = \"ehr_analyst\" }"),
        Refused(Slug::BadChange, 15, "role"),
    ),
    (
        "a shift in weeks",
        End("[[change]]\ntable = \"posts\"\nshift = { from = \"6 weeks\" }"),
        Refused(Slug::BadChange, 15, "from"),
    ),
    (
        "a shift of a number",
        End("[[change]]\ntable = \"posts\"\nshift = { change_fte = \"6 months\" }"),
        Refused(Slug::BadChange, 15, "change_fte"),
    ),
    (
        "ten times a share of everyone",
        End("[[change]]\ntable = \"adoption\"\nmultiply = { ceiling_pct = 10 }"),
        Refused(Slug::OutOfRange, 13, "change"),
    ),
    (
        "a removal that is not true",
        End("[[change]]\ntable = \"posts\"\nremove = false"),
        Refused(Slug::BadChange, 15, "remove"),
    ),
    (
        "a removal of a needed table",
        End("[[change]]\ntable = \"staff\"\nremove = true"),
        Refused(Slug::EmptyTable, 13, "change"),
    ),
    (
        "a row with a choice of rows",
        End("[[row]]\ntable = \"posts\"\nwhere = { role = \"bmet\" }\nset = { change_fte = 2 }"),
        Refused(Slug::UnknownKey, 15, "where"),
    ),
    (
        "a row without a needed cell",
        End("[[row]]\ntable = \"posts\"\nset = { role = \"bmet\", facility = \"hub\", from = \"2027-06\" }"),
        Refused(Slug::MissingValue, 13, "change_fte"),
    ),
    (
        "a row that is there",
        End(r#"[[row]]
table = "posts"
set = { role = "bmet", facility = "hub", from = "2027-01", change_fte = 2 }"#),
        Refused(Slug::DuplicateRow, 13, ""),
    ),
    (
        "a row of an unknown role",
        End(r#"[[row]]
table = "posts"
set = { role = "nurse", facility = "hub", from = "2028-01", change_fte = 2 }"#),
        Refused(Slug::UnknownRole, 13, "role"),
    ),
    ("no changes", End("[uncertainty.shared]"), Same),
];

/// `[files.staff]`.
pub const FILES: &[Mutation] = &[
    ("files as a list", End("[[files]]\npath = \"a.csv\""), Refused(Slug::WrongType, 13, "files")),
    ("a file as a value", End("[files]\nstaff = \"staff.csv\""), Refused(Slug::WrongType, 14, "files.staff")),
    ("a file of no table", End("[files.staf]\npath = \"staff.csv\""), Refused(Slug::UnknownKey, 13, "files.staf")),
    ("an unknown key", End("[files.staff]\nseparator = \";\""), Refused(Slug::UnknownKey, 14, "files.staff.separator")),
    ("a path that is a number", End("[files.staff]\npath = 1"), Refused(Slug::WrongType, 14, "files.staff.path")),
    (
        "a path to nothing",
        End("[files.staff]\npath = \"../data/stuff.csv\""),
        Refused(Slug::DataNotFound, 14, "files.staff.path"),
    ),
    (
        "an absolute path",
        End("[files.staff]\npath = \"/data/staff.csv\""),
        Refused(Slug::DataNotFound, 14, "files.staff.path"),
    ),
    ("the path that it has anyway", End("[files.staff]\npath = \"../data/staff.csv\""), Same),
    ("a sheet that is a number", End("[files.staff]\nsheet = 1"), Refused(Slug::WrongType, 14, "files.staff.sheet")),
    (
        "an unknown encoding",
        End("[files.staff]\nencoding = \"ansi\""),
        Refused(Slug::BadSetting, 14, "files.staff.encoding"),
    ),
    (
        "an encoding that is a number",
        End("[files.staff]\nencoding = 1252"),
        Refused(Slug::WrongType, 14, "files.staff.encoding"),
    ),
    ("the encoding that it has anyway", End("[files.staff]\nencoding = \"utf-8\""), Same),
    ("another encoding", End("[files.staff]\nencoding = \"utf-16\""), Elsewhere(Slug::UnknownColumn, "data/staff.csv")),
    (
        "an unknown delimiter",
        End("[files.staff]\ndelimiter = \":\""),
        Refused(Slug::BadSetting, 14, "files.staff.delimiter"),
    ),
    (
        "a delimiter of two characters",
        End("[files.staff]\ndelimiter = \",,\""),
        Refused(Slug::BadSetting, 14, "files.staff.delimiter"),
    ),
    ("the delimiter by its name", End("[files.staff]\ndelimiter = \"comma\""), Same),
    ("an unknown decimal", End("[files.staff]\ndecimal = \"'\""), Refused(Slug::BadSetting, 14, "files.staff.decimal")),
    ("the decimal that it has anyway", End("[files.staff]\ndecimal = \".\""), Same),
    (
        "an unknown order of dates",
        End("[files.staff]\ndate_order = \"dmy\""),
        Refused(Slug::BadSetting, 14, "files.staff.date_order"),
    ),
    ("a header in row 0", End("[files.staff]\nheader_row = 0"), Refused(Slug::WrongType, 14, "files.staff.header_row")),
    (
        "a header in row 1001",
        End("[files.staff]\nheader_row = 1001"),
        Refused(Slug::WrongType, 14, "files.staff.header_row"),
    ),
    (
        "a header row in quotes",
        End("[files.staff]\nheader_row = \"1\""),
        Refused(Slug::WrongType, 14, "files.staff.header_row"),
    ),
    ("the header's row that it has anyway", End("[files.staff]\nheader_row = 1"), Same),
    (
        "columns as a list",
        End("[files.staff]\ncolumns = [\"fte\"]"),
        Refused(Slug::WrongType, 14, "files.staff.columns"),
    ),
    (
        "columns by number",
        End("[files.staff]\ncolumns = { fte = 5 }"),
        Refused(Slug::WrongType, 14, "files.staff.columns"),
    ),
    (
        "a column that we do not have",
        End("[files.staff]\ncolumns = { ftes = \"fte\" }"),
        Refused(Slug::UnknownColumn, 14, "files.staff.columns.ftes"),
    ),
    (
        "a column that they do not have",
        End("[files.staff]\ncolumns = { fte = \"WTE\" }"),
        Refused(Slug::UnknownColumn, 14, "files.staff.columns.fte"),
    ),
    (
        "a column to ignore in quotes alone",
        End("[files.staff]\nignore = \"Remarks\""),
        Refused(Slug::WrongType, 14, "files.staff.ignore"),
    ),
    (
        "columns to ignore by number",
        End("[files.staff]\nignore = [7]"),
        Refused(Slug::WrongType, 14, "files.staff.ignore"),
    ),
    (
        "a column to ignore that is not there",
        End("[files.staff]\nignore = [\"Remarks\"]"),
        Refused(Slug::UnknownColumn, 14, "files.staff.ignore"),
    ),
    ("a map of no column", End("[files.staff]\nmap = \"map.csv\""), Refused(Slug::WrongType, 14, "files.staff.map")),
    (
        "a map of a column of numbers",
        End("[files.staff]\nmap.fte = \"map.csv\""),
        Refused(Slug::UnknownColumn, 14, "files.staff.map.fte"),
    ),
    (
        "a map that is not there",
        End("[files.staff]\nmap.role = \"map.csv\""),
        Refused(Slug::DataNotFound, 14, "files.staff.map.role"),
    ),
    ("an unknown unit", End("[files.supply]\nunit = \"ratio\""), Refused(Slug::BadSetting, 14, "files.supply.unit")),
    (
        "a unit of a column that is no percentage",
        End("[files.supply]\nunit = { time_to_fill_months = \"fraction\" }"),
        Refused(Slug::UnknownColumn, 14, "files.supply.unit.time_to_fill_months"),
    ),
    ("the unit that it has anyway", End("[files.supply]\nunit = \"percent\""), Same),
    (
        "another way with duplicates",
        End("[files.staff]\nduplicates = \"last\""),
        Refused(Slug::BadSetting, 14, "files.staff.duplicates"),
    ),
    ("sums where there are no duplicates", End("[files.staff]\nduplicates = \"sum\""), Same),
];
