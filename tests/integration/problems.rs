//! One valid project, one change, one message; and what the project says where nothing is changed.

use crate::project::{Project, TABLES};
use crate::workbooks::parts::{Parts, WORKBOOK};
use staffcast::calendar::Month;
use staffcast::diagnostics::{Diagnostics, Problem, Severity, Slug, render};
use staffcast::domain::{AdoptionPlan, Anchor, Basis, CurveShape, Given};
use staffcast::files::Disk;
use staffcast::ids::{DriverId, FacilityId, RoleId, TechnologyId};
use staffcast::input::{Overrides, load_case};
use staffcast::output::resolved_inputs;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Kinds of problem that other rooms report, once the case is compiled.
const REPORTED_ELSEWHERE: &[Slug] = &[
    Slug::DefaultsUsed,
    Slug::ErrorCell,
    Slug::MissingAnchor,
    Slug::AnchorRatio,
    Slug::UnexplainedStaff,
    Slug::WorkByNobody,
    Slug::StaffNotListed,
    Slug::WorkMovesLater,
    Slug::FloorAboveAnchor,
    Slug::SurgeAtOpening,
    Slug::MovesNotEmbeddable,
    Slug::MovesWithoutStaff,
    Slug::CorrelationReached,
    Slug::LargeError,
    Slug::RosterAddedUp,
    Slug::NotXlsx,
    Slug::DamagedWorkbook,
    Slug::WorkbookTooLarge,
    Slug::FormulaWithoutValue,
    Slug::NotADate,
    Slug::ExternalLink,
    Slug::HiddenCells,
    Slug::MergedCells,
    Slug::FormulaResults,
    Slug::MacrosIgnored,
];

/// A change of the small project and the one problem that it must give.
struct Example {
    change: fn(&mut Project),
    slug: Slug,
    file: &'static str,
    line: Option<u32>,
    column: Option<&'static str>,
    cell: Option<&'static str>,
    message: &'static str,
    help: &'static str,
}

macro_rules! examples {
    ($($slug:ident at $file:literal $(: $line:literal)? $(, $column:literal $(($cell:literal))?)?;
       |$project:ident| $change:expr;
       $message:literal; $help:literal;)+) => {
        &[$(Example {
            change: |$project| { $change; },
            slug: Slug::$slug,
            file: $file,
            line: examples!(@option $($line)?),
            column: examples!(@option $($column)?),
            cell: examples!(@option $($($cell)?)?),
            message: $message,
            help: $help,
        }),+]
    };
    (@option) => { None };
    (@option $value:literal) => { Some($value) };
}

static EXAMPLES: &[Example] = examples! {
    // The scenario file.
    UnknownScenario at "scenarios/small.toml":1, "extends";
        |p| p.change("scenario", "title = \"Small\"", "extends = \"large\"");
        "is not there: scenarios/large.toml"; "extends = \"baseline\"";
    ScenarioCycle at "scenarios/small.toml":1, "extends";
        |p| p.change("scenario", "title = \"Small\"", "extends = \"small\"");
        "in a loop: scenarios/small.toml > scenarios/small.toml"; "take `extends` out";
    BadChange at "scenarios/small.toml":13, "change";
        |p| p.append("scenario", "[[change]]\ntable = \"growth\"");
        "[[change]] does nothing"; "write one of set, add, multiply, shift";
    ChangeMatchesNothing at "scenarios/small.toml":13, "change";
        |p| p.append("scenario", "[[change]]\ntable = \"growth\"\nwhere = { driver = \"bed\" }\nadd = { annual_pct = 1 }");
        "no row of `growth` is for driver `bed`"; "did you mean `beds`?";
    BadToml at "scenarios/small.toml":3;
        |p| p.change("scenario", "start = \"2026-10\"", "start = 2026-10");
        "not valid TOML"; "put periods in quotes";
    BadToml at "scenarios/small.toml":7;
        |p| p.change("scenario", "[uncertainty]", "[uncertainty");
        "not valid TOML"; "name in brackets";
    BadToml at "scenarios/small.toml":1;
        |p| p.change("scenario", "title = \"Small\"", "title = \"Small");
        "not valid TOML"; "text stands in quotes";
    UnknownKey at "scenarios/small.toml":9, "uncertainty.sead";
        |p| p.change("scenario", "seed = 7", "sead = 7");
        "no key `uncertainty.sead`"; "did you mean `seed`?";
    UnknownKey at "scenarios/small.toml":14, "uncertainty.shared.supply.leaver_pct";
        |p| p.append("scenario", "[uncertainty.shared]\n\"supply.leaver_pct\" = 0.5");
        "`supply.leaver_pct` is not a column"; "did you mean `supply.leavers_pct`?";
    UnknownKey at "scenarios/small.toml":12, "hiring.demand_anchor";
        |p| {
            p.change("scenario", "demand_anchor = \"establishment\"\n", "");
            p.change("scenario", "[hiring]\n", "[hiring]\n\ndemand_anchor = \"establishment\"\n")
        };
        "no key `hiring.demand_anchor`"; "move `demand_anchor` to the top";
    MissingKey at "scenarios/small.toml", "demand_anchor";
        |p| p.change("scenario", "demand_anchor = \"establishment\"\n", "");
        "`demand_anchor` is not stated"; "write demand_anchor = \"establishment\"";
    MissingKey at "scenarios/small.toml", "start";
        |p| p.change("scenario", "start = \"2026-10\"\n", "");
        "`start` is not stated"; "write start = \"2026-10\"";
    MissingKey at "scenarios/small.toml", "data";
        |p| p.change("scenario", "data = \"../data\"\n", "");
        "`data` is not stated"; "data = \"../sample-data\"";
    WrongType at "scenarios/small.toml":8, "uncertainty.draws";
        |p| p.change("scenario", "draws = 512", "draws = \"512\"");
        "must be a whole number, but this is text"; "draws = 2048";
    WrongType at "scenarios/small.toml":8, "uncertainty.draws";
        |p| p.change("scenario", "draws = 512", "draws = 0x200");
        "hexadecimal"; "draws = 2048";
    WrongType at "scenarios/small.toml":3, "start";
        |p| p.change("scenario", "\"2026-10\"", "2026-10-01");
        "must be text in quotes, but this is a date"; "start = \"2026-10\"";
    WrongType at "scenarios/small.toml":7, "uncertainty";
        |p| p.change("scenario", "\n[uncertainty]\ndraws = 512\nseed = 7\nindividuals = false\n", "\nuncertainty = 5\n");
        "is a section"; "[uncertainty] on a line";
    BadSetting at "scenarios/small.toml":3, "start";
        |p| p.change("scenario", "\"2026-10\"", "\"2026-Q4\"");
        "must be a month"; "start = \"2026-10\"";
    BadSetting at "scenarios/small.toml":4, "end";
        |p| p.change("scenario", "\"2028-12\"", "\"2028\"");
        "must be a month"; "end = \"2028-12\"";
    BadSetting at "scenarios/small.toml":12, "hiring.policy";
        |p| p.change("scenario", "\"fill-establishment\"", "\"fill-establishments\"");
        "cannot be \"fill-establishments\""; "did you mean \"fill-establishment\"?";
    BadSetting at "scenarios/small.toml":14, "shortage.threshold_pct";
        |p| p.append("scenario", "[shortage]\nthreshold_pct = nan");
        "cannot be nan"; "plain decimal number";
    BadSetting at "scenarios/small.toml":14, "shortage.threshold_fte";
        |p| p.append("scenario", "[shortage]\nthreshold_fte = -1");
        "cannot be -1"; "0 or more";
    BadSetting at "scenarios/small.toml", "--draws";
        |p| p.overrides.draws = Some(8);
        "`--draws` cannot be 8"; "--draws 2048";
    BadHorizon at "scenarios/small.toml":4, "end";
        |p| p.change("scenario", "\"2028-12\"", "\"2026-09\"");
        "ends (2026-09) before it starts (2026-10)"; "not before 2026-10";
    BadHorizon at "scenarios/small.toml":4, "end";
        |p| p.change("scenario", "\"2028-12\"", "\"2128-12\"");
        "1227 months long"; "earlier end";
    DrawsNotStratified at "scenarios/small.toml":8, "uncertainty.draws";
        |p| p.change("scenario", "512", "1000");
        "1000 draws cannot be stratified"; "992, 1008, or best a power of two such as 1024";
    FewDraws at "scenarios/small.toml", "--draws";
        |p| p.overrides.draws = Some(64);
        "64 draws are few"; "2048 or more";
    BadSetting at "scenarios/small.toml":11, "uncertainty.distribution";
        |p| p.change("scenario", "individuals = false\n", "individuals = false\ndistribution = \"beta\"\n");
        "cannot be \"beta\""; "`pert`, `triangular`, `uniform`, `normal`, `lognormal`";
    BadSetting at "scenarios/small.toml":12, "uncertainty.distribution";
        |p| p.change("scenario", "individuals = false\n", "individuals = false\nrange = \"bounds\"\ndistribution = \"normal\"\n");
        "which has no bounds, and `range` is \"bounds\""; "write range = \"p10-p90\", or distribution = \"pert\"";
    DataNotFound at "scenarios/small.toml":2, "data";
        |p| p.change("scenario", "\"../data\"", "\"../dta\"");
        "there is no folder"; "as seen from the scenario file";
    DataNotFound at "scenarios/small.toml":2, "data";
        |p| p.change("scenario", "\"../data\"", "\"../data/staff.csv\"");
        "is neither a folder nor an Excel workbook"; "not one of them";
    NotYet at "scenarios/small.toml":13, "publish";
        |p| p.append("scenario", "[publish]\npreset = \"hipaa\"");
        "`publish` is not computed by this version"; "take it out";
    BadSetting at "scenarios/small.toml":14, "money.currency";
        |p| p.append("scenario", "[money]\ncurrency = \"dollars\"");
        "cannot be \"dollars\""; "three capital letters";
    DataNotFound at "scenarios/small.toml":2, "data";
        |p| p.change("scenario", "\"../data\"", "\"../data.xlsx\"");
        "there is no workbook"; "as seen from the scenario file";
    WrongType at "scenarios/small.toml":10, "uncertainty.individuals";
        |p| p.change("scenario", "individuals = false", "individuals = \"no\"");
        "must be true or false, but this is text"; "individuals = true";

    // Files and headers.
    MissingTable at "data/staff.csv";
        |p| p.remove("staff");
        "`staff` is not there"; "period,facility,role,age_band,fte";
    UnknownTable at "data/stuff.csv";
        |p| p.set("stuff", "a,b\n");
        "`stuff` is not one of the tables"; "did you mean `staff`?";
    NotUtf8 at "data/technologies.csv":3;
        |p| p.set("technologies", b"technology,label\nai_scribe,A\nehr,Caf\xE9\nrpm,R\n".as_slice());
        "line 3 holds a character that is not UTF-8"; "CSV UTF-8";
    NotUtf8 at "data/technologies.csv":1;
        |p| p.set("technologies", b"\xFF\xFEt\0e".as_slice());
        "line 1 is damaged: its characters are not UTF-16LE"; "export the file again";
    ReadAs at "data/technologies.csv";
        |p| p.set("technologies", "sep=;\r\nTechnology;label\r\nai_scribe;A\r\nehr;E\r\nrpm;R\r\n");
        "semicolons between cells, as the first line says; column A `Technology` as `technology`"; "";
    SheetNotRead at "data/book.xlsx, sheet scratch";
        |p| p.set("book.xlsx", book("scratch"));
        "the sheet `scratch` is not one of the tables; it was not read"; "";
    UnknownTable at "data/book.xlsx, sheet staffs";
        |p| p.set("book.xlsx", book("staffs"));
        "the sheet `staffs` is not one of the tables"; "did you mean `staff`?";
    SheetNotFound at "scenarios/small.toml":15, "files.staff.sheet";
        |p| p.remove("staff").set("book.xlsx", book("Leeds"))
             .append("scenario", "[files.staff]\npath = \"../data/book.xlsx\"\nsheet = \"Bradford\"");
        "the workbook has no sheet `Bradford`"; "its sheets are `Leeds`";
    FileTooLarge at "data/technologies.csv":2;
        |p| p.set("technologies", format!("technology,label\nai_scribe,{}\nehr,E\nrpm,R\n", "a".repeat(40_000)));
        "a cell of more than 32,767 characters"; "leave out";
    ByteOrderMark at "data/technologies.csv";
        |p| p.change("technologies", "technology,label", "\u{feff}technology,label");
        "byte-order mark"; "";
    DamagedCsv at "data/facilities.csv":3;
        |p| p.change("facilities", "South Community", "\"South Community");
        "quote opened on line 3 is never closed"; "close the quote";
    DamagedCsv at "data/facilities.csv":3;
        |p| p.change("facilities", "South Community", "South\0Community");
        "NUL"; "export the file again";
    DamagedCsv at "data/facilities.csv":3;
        |p| p.change("facilities", "South Community", "\"South\" Community");
        "text after a closing quote"; "twice";
    WrongDelimiter at "data/technologies.csv":1;
        |p| p.set("technologies", "code;name,x\nai_scribe;A,1\nehr;E,2\nrpm;R,3\n");
        "what separates the cells cannot be told"; "[files.technologies]\ndelimiter = \";\"";
    EmptyTable at "data/workload.csv";
        |p| p.set("workload", "role,technology,phase,driver,facility,unit,low,mode,high\n,,\n");
        "`workload` has no rows"; "at least one row";
    EmptyTable at "data/floors.csv";
        |p| p.set("floors", "");
        "has no header"; "first row";
    UnknownColumn at "data/staff.csv":1, "head_count" ("E1");
        |p| p.change("staff", "headcount", "head_count");
        "no column `head_count`"; "did you mean `headcount`?";
    UnknownColumn at "data/staff.csv":1, "WTE" ("D1");
        |p| p.change("staff", "role,fte,", "role,WTE,");
        "no column `WTE`"; "did you mean `fte`?";
    NotYet at "data/staff.csv":1, "known_from" ("E1");
        |p| p.change("staff", "headcount", "known_from");
        "`known_from` of staff.csv is not computed"; "take the column out";
    MissingColumn at "data/posts.csv":1, "change_fte";
        |p| p.set("posts", "role,facility,from\nbmet,hub,2027-01\n");
        "`change_fte` is missing"; "add it to the header";
    DuplicateColumn at "data/roles.csv":1, "label" ("E1");
        |p| p.change("roles", "aliases", "label");
        "`label` stands twice"; "delete one";
    HeaderAgain at "data/technologies.csv":4;
        |p| p.set("technologies", "technology,label\nai_scribe,A\nehr,E\ntechnology,label\nrpm,R\n");
        "holds the names of the columns again"; "delete it";
    ControlCharacter at "data/technologies.csv":3, "label" ("B3");
        |p| p.set("technologies", "technology,label\nai_scribe,A\nehr,E\u{1b}[2J\nrpm,R\n");
        "`label` holds a character that cannot be shown"; "type the text anew";
    RaggedRow at "data/staff.csv":3;
        |p| p.change("staff", "9.5,10,11", "9,5,10,11");
        "7 cells, but the header has 6"; "quotes around";
    RaggedRow at "data/staff.csv":3;
        |p| p.change("staff", "9.5,10,11", "9.5,10");
        "5 cells, but the header has 6"; "as many commas";

    // Cells.
    MissingValue at "data/staff.csv":3, "fte" ("D3");
        |p| p.change("staff", "9.5,10", ",10");
        "`fte` is blank"; "fill it in";
    NotANumber at "data/staff.csv":3, "fte" ("D3");
        |p| p.change("staff", "9.5,10", "twelve,10");
        "`twelve` is not a number"; "plain decimal number";
    NotANumber at "data/activity.csv":8, "value" ("D8");
        |p| p.change("activity", "90000", "\"90,000\"");
        "`90,000` is not a number"; "write 90000 if it divides thousands, 90.000 if";
    NotANumber at "data/staff.csv":3, "fte" ("D3");
        |p| p.change("staff", "9.5,10", "9.5%,10");
        "`9.5%` is not a number"; "`fte` is not in percent: leave out the percent sign";
    MixedPercentages at "data/supply.csv":4, "retirement_pct" ("G4");
        |p| p.change("supply", "3.9", "3.9%").append("supply", "ehr_analyst,hub,,9,,,0.04,,,,");
        "holds both percentages (G2) and plain numbers"; "the same format";
    NotACode at "data/facilities.csv":4, "region" ("D4");
        |p| p.change("facilities", "shared_services,metro", "shared_services,Metro East");
        "`Metro East` is not a code"; "metro_east";
    NotACode at "data/roles.csv":3, "role" ("A3");
        |p| p.change("roles", "ehr_analyst", "EHR Analyst");
        "`EHR Analyst` is not a code"; "ehr_analyst";
    NotAnOccupationCode at "data/roles.csv":3, "soc_code" ("D3");
        |p| p.change("roles", "15-1211", "2511");
        "`2511` is not a code for `soc_code`"; "a code of ISCO-08 belongs into `isco_code`";
    NotAnOccupationCode at "data/roles.csv":3, "soc_code" ("D3");
        |p| p.change("roles", "15-1211", "15-1299.04");
        "`15-1299.04` is not a code for `soc_code`"; "write 15-1299, the SOC occupation of which O*NET's 15-1299.04 is a part";
    NotAnOccupationCode at "data/roles.csv":3, "isco_code" ("D3");
        |p| p.change("roles", "soc_code", "isco_code").change("roles", "49-9062", "7311");
        "`15-1211` is not a code for `isco_code`"; "belongs into `soc_code`";
    NotAPeriod at "data/activity.csv":9, "period" ("C9");
        |p| p.change("activity", "visits,north,2026-Q1", "visits,north,01/02/2026");
        "`01/02/2026` is not a period"; "two ways: write 2026-02-01 or 2026-01-02";
    NotAPeriod at "data/activity.csv":11, "period" ("C11");
        |p| p.change("activity", "2026-07", "2026-07-15");
        "`2026-07-15` is a day"; "write 2026-07";
    NotAPeriod at "data/staff.csv":2, "period" ("A2");
        |p| p.change("staff", "2026-Q2", "2026-06-29");
        "is not the last day"; "write 2026-06 for the staff on 2026-06-30";
    UnknownChoice at "data/drivers.csv":3, "kind" ("C3");
        |p| p.change("drivers", "flow", "flows");
        "`flows` is not a word for `kind`"; "did you mean `flow`?";
    OutOfRange at "data/staff.csv":4, "fte" ("D4");
        |p| p.change("staff", "south,bmet,2,2,2", "south,bmet,-3.5,2,2");
        "`fte` is -3.5, but it must be 0 or more"; "a leaver is not a negative row";
    OutOfRange at "data/supply.csv":2, "retirement_pct" ("G2");
        |p| p.change("supply", "3.9", "390");
        "must be from 0 to 99"; "12.5 means 12.5 %";
    OutOfRange at "data/workload.csv":3, "mode" ("H3");
        |p| p.change("workload", "30000", "0");
        "in units_per_fte it must be above 0"; "how many units one FTE handles";
    OutOfRange at "data/allowances.csv":2, "leave_days" ("B2");
        |p| p.change("allowances", "25,10,8,5", "105,104,47,5");
        "261 days off a year leave no working time"; "working days";
    OutOfRange at "data/posts.csv":2, "from" ("C2");
        |p| p.change("posts", "2027-01", "2026-07");
        "before the start of the forecast (2026-10-01)"; "budgeted_fte";
    OutOfRange at "data/workload.csv":5, "mode" ("G5");
        |p| p.work("bmet,,run,role:ehr_analyst,*,percent_of_role,1200,,,,,,");
        "in percent_of_role it must be from 0 to 1000"; "12.5 %";
    OutOfRange at "data/workload.csv":5, "lead_months" ("J5");
        |p| p.work("bmet,rpm,build,beds,*,fte_per_100,1,,,2.5,,,");
        "`lead_months` is 2.5, but it must be a whole number from 0 to 120"; "write a whole number from 0 to 120";
    OutOfRange at "data/roles.csv":3, "fte_per_head" ("G3");
        |p| p.set("roles", "role,label,family,soc_code,aliases,hours_per_week,fte_per_head\nbmet,B,devices,49-9062,,40,\nehr_analyst,E,records,15-1211,,37.5,2\n");
        "must be above 0 to 1.5"; "write a number";
    OutOfRange at "data/allowances.csv":2, "support_pct" ("B2");
        |p| p.set("allowances", "role,support_pct\nbmet,100\n");
        "must be from 0 to 99"; "12.5 %";
    SupportOutOfRange at "data/effects.csv":2, "change_pct_low" ("D2");
        |p| p.set("effects", "technology,role,phase,change_pct_low,change_pct,change_pct_high\nrpm,bmet,run,-95,-50,-20\n");
        "but they must be above -100"; "`bounds`";
    LooksLikeFractions at "data/adoption_points.csv":2, "share_pct" ("D2");
        |p| p.set("adoption_points", "technology,facility,period,share_pct\nai_scribe,*,2026-01,0.05\nai_scribe,*,2027-01,0.3\nai_scribe,*,2028-01,0.6\n");
        "all 3 values of `share_pct` lie between 0.05 and 0.6 (`D2`, `D3`, `D4`)"; "Multiply the values by 100";
    UnorderedRange at "data/workload.csv":2, "mode" ("H2");
        |p| p.change("workload", "1.5,2.5,3.5", "1.5,4.5,3.5");
        "low 1.5, most likely 4.5, high 3.5"; "`low` ≤ `mode` ≤ `high`";
    IncompleteRange at "data/workload.csv":2, "high" ("I2");
        |p| p.change("workload", "1.5,2.5,3.5", "1.5,2.5,");
        "`high` is blank"; "both `low` and `high`, or neither";
    IncompleteRange at "data/supply.csv":3, "leavers_pct" ("D3");
        |p| p.change("supply", "bmet,south,,12,,", "bmet,south,8,,16,");
        "no middle"; "most likely value in `leavers_pct`";
    SupportOutOfRange at "data/supply.csv":2, "leavers_pct_low" ("C2");
        |p| p.change("supply", "7,11,16", "1,11,16");
        "but they must be from 0 to 300"; "`bounds`";
    SupportOutOfRange at "data/workload.csv":4, "low" ("G4");
        |p| p.change("workload", "0.2,0.5,1,bounds", "0,0.5,1,p10-p90");
        "with 0 and 1 as 10th and 90th percentile about 0.5"; "`bounds`";
    SupportOutOfRange at "data/workload.csv":2, "low" ("G2");
        |p| p.ranged("1,2,3,,normal");
        "percentile of a normal about 2, the values reach from -4.24 to 8.24"; "write `lognormal` into the column `distribution`";
    SupportOutOfRange at "data/growth.csv":2, "annual_pct_low" ("C2");
        |p| p.set("growth", "driver,facility,annual_pct_low,annual_pct,annual_pct_high,distribution\nbeds,*,-25,-5,15,normal\nvisits,*,,2,,\n");
        "the values reach from -130 to 120, but they must be above -100"; "write `pert` into the column `distribution`";
    SupportOutOfRange at "data/supply.csv":3, "leavers_pct_high" ("E3");
        |p| p.set("supply", "role,facility,leavers_pct_low,leavers_pct,leavers_pct_high,distribution\nbmet,*,,11,,\nbmet,south,4,12,36,lognormal\n");
        "but they must be from 0 to 300"; "write `pert` into the column `distribution` of this row and `bounds`";
    SupportOutOfRange at "data/workload.csv":2, "low" ("G2");
        |p| p.ranged("0.1,2,3,,uniform");
        "percentile of a uniform about 2, the values reach from -0.262"; "write `bounds` into the column `range`";
    UnknownChoice at "data/workload.csv":2, "distribution" ("K2");
        |p| p.ranged("1.5,2.5,3.5,,log-normal");
        "`log-normal` is not a word for `distribution`"; "did you mean `lognormal`?";
    DistributionUnfit at "data/workload.csv":2, "distribution" ("K2");
        |p| p.ranged("1.5,2.5,3.5,bounds,normal");
        "a normal distribution has no smallest and largest value"; "write `p10-p90` into the column `range`";
    DistributionUnfit at "data/workload.csv":2, "mode" ("H2");
        |p| p.ranged("1.5,2.7,3.5,p10-p90,lognormal");
        "2.7 is not the middle of a lognormal distribution whose 10th and 90th percentiles are 1.5 and 3.5: its median is 2.29"; "write 2.29 into `mode`, or `pert`";
    DistributionUnfit at "data/workload.csv":2, "low" ("G2");
        |p| p.ranged("0,2,3.5,,lognormal");
        "lie above 0, but `low` is 0"; "write a low value above 0";
    DistributionUnfit at "data/adoption.csv":2, "ceiling_pct" ("G2");
        |p| p.set("adoption", "technology,facility,shape,go_live,start_pct,ceiling_pct_low,ceiling_pct,ceiling_pct_high,rate_per_year,midpoint,distribution,range\nehr,*,logistic,2018,,60.02,62,63.01,0.6,2020,normal,p10-p90\nai_scribe,*,points,,,,,,,,,\nrpm,*,none,,,,,,,,,\n");
        "62 is not the middle of a normal"; "write 61.5 into `ceiling_pct`";

    // Correlations.
    BadSelector at "data/correlations.csv":2, "a" ("A2");
        |p| p.correlated("suply.leavers_pct,workload.mode,0.5");
        "there is no table `suply`"; "did you mean `supply`?";
    BadSelector at "data/correlations.csv":2, "b" ("B2");
        |p| p.correlated("workload.mode,supply.leavers,0.5");
        "the table `supply` has no column `leavers`"; "did you mean `leavers_pct`?";
    BadSelector at "data/correlations.csv":2, "b" ("B2");
        |p| p.correlated("workload.mode,supply.retirement_pct,0.5");
        "`supply.retirement_pct` is never uncertain"; "such as supply.leavers_pct";
    BadSelector at "data/correlations.csv":2, "a" ("A2");
        |p| p.correlated("supply.leavers_pct[facility=north],workload.mode,0.5");
        "`facility=` cannot stand here"; "leave it out; values can be chosen by `role`";
    BadSelector at "data/correlations.csv":2, "a" ("A2");
        |p| p.correlated("workload.mode[from=2027],supply.leavers_pct,0.5");
        "`from=` cannot stand here"; "values can be chosen by `role`, `technology`, `phase`, `driver`";
    BadSelector at "data/correlations.csv":2, "a" ("A2");
        |p| p.correlated("adoption.delay_months[shape=linear],supply.leavers_pct,0.5");
        "values of `adoption.delay_months` do not go by `shape`"; "chosen by `technology`";
    CorrelatesNothing at "data/correlations.csv":2, "a" ("A2");
        |p| p.correlated("supply.leavers_pct[role=bmett],workload.mode,0.5");
        "`supply.leavers_pct[role=bmett]` names no value"; "did you mean `supply.leavers_pct[role=bmet]`?";
    CorrelatesNothing at "data/correlations.csv":2, "b" ("B2");
        |p| p.correlated("workload.mode,supply.time_to_fill_months[role=bmet],0.5");
        "names only values that are certain"; "write low and high";
    CorrelatesNothing at "data/correlations.csv":2, "b" ("B2");
        |p| {
            p.change("scenario", "seed = 7", "seed = 7\n[uncertainty.shared]\n\"growth.annual_pct\" = 0");
            p.correlated("workload.mode,growth.annual_pct,0.5").change("scenario", "individuals = false\n", "")
        };
        "each facility has by itself"; "write \"growth.annual_pct\" = 0.5";
    CorrelatesNothing at "data/correlations.csv":2, "spearman_rho" ("C2");
        |p| p.correlated("supply.leavers_pct[role=bmet],supply.leavers_pct[role=bmet],0.5");
        "goes with itself alone"; "name two values";
    CorrelationsDisagree at "data/correlations.csv":3, "spearman_rho" ("C3");
        |p| p.correlated("supply.leavers_pct,workload.mode,0.1\nworkload.mode[role=bmet],supply.leavers_pct,0.2");
        "lines 2 and 3 give"; "name fewer values";
    CorrelationsTooMany at "data/correlations.csv";
        |p| {
            let row = |i| format!("c{i},bmet,hub,2027-01,2,6,60,70,80");
            let rows: Vec<String> = (0..501).map(row).collect();
            let header = "cohort,role,facility,start,places,months,completion_pct_low,completion_pct,completion_pct_high";
            p.set("training", format!("{header}\n{}\n", rows.join("\n")));
            p.correlated("training.completion_pct,training.completion_pct,0.1")
        };
        "501 values would go together; at most 500 can"; "name fewer values";
    CorrelationsMended at "data/correlations.csv", "spearman_rho";
        |p| p.correlated("supply.leavers_pct,workload.mode,0.9");
        "the correlations of 4 values cannot hold together"; "a selector on both sides";
    OutOfRange at "data/correlations.csv":2, "spearman_rho" ("C2");
        |p| p.correlated("supply.leavers_pct,workload.mode,1.1");
        "must be from -1 to 1"; "a number from -1 to 1";

    // Names.
    UnknownRole at "data/staff.csv":5, "role" ("C5");
        |p| p.change("staff", "north,ehr_analyst", "north,EHR Annalyst");
        "no role `EHR Annalyst` in roles.csv"; "did you mean `ehr_analyst`?";
    UnknownRole at "data/posts.csv":2, "role" ("A2");
        |p| p.change("posts", "bmet", "HTMs");
        "no role `HTMs`"; "did you mean `bmet`?";
    UnknownRole at "data/staff.csv":5, "role" ("C5");
        |p| p.append("roles", "trainer,Trainer,,15-1211,,40").change("staff", "north,ehr_analyst", "north,15-1211.00");
        "`15-1211.00` is the occupation of 2 roles: `ehr_analyst`, `trainer`";
        "map.role = \"role_map.csv\"";
    UnknownRole at "data/staff.csv":5, "role" ("C5");
        |p| p.change("staff", "north,ehr_analyst", "north,2511");
        "no role `2511` in roles.csv, nor one with the occupation 2511"; "write 2511 into `isco_code`";
    UnknownFacility at "data/activity.csv":2, "facility" ("B2");
        |p| p.append("activity", "beds,qquux,2026-Q3,1").change("activity", "beds,north,2026-Q2,400", "beds,qquux,2026-Q2,400");
        "no facility `qquux` in facilities.csv (2 rows"; "`hub`, `north`, `south`";
    UnknownFacility at "data/staff.csv":2, "facility" ("B2");
        |p| p.change("staff", "2026-Q2,north", "2026-Q2,*");
        "`*` cannot stand for a facility"; "one row for each facility";
    UnknownTechnology at "data/workload.csv":4, "technology" ("B4");
        |p| p.change("workload", "ehr_analyst,rpm", "ehr_analyst,rpn");
        "no technology `rpn`"; "did you mean `rpm`?";
    UnknownDriver at "data/workload.csv":2, "driver" ("D2");
        |p| p.change("workload", "beds", "bed");
        "no driver `bed`"; "did you mean `beds`?";
    UnknownRole at "data/workload.csv":5, "driver" ("D5");
        |p| p.work("bmet,,run,role:ehr_analist,*,fte_per_unit,0.1,,,,,,");
        "no role `ehr_analist`"; "did you mean `ehr_analyst`?";
    UnknownRole at "data/workload.csv":5, "driver" ("D5");
        |p| p.work("bmet,,run,role:*,*,fte_per_unit,0.1,,,,,,");
        "`*` cannot stand for a role"; "one row for each role";
    UnknownFamily at "data/workload.csv":5, "driver" ("D5");
        |p| p.work("bmet,,run,family:record,*,fte_per_unit,0.1,,,,,,");
        "no role of roles.csv belongs to a family `record`"; "did you mean `records`?";
    UnknownFamily at "data/workload.csv":5, "driver" ("D5");
        |p| p.with_nurses().work("bmet,,run,family:nursing,*,percent_of_role,10,,,,,,");
        "`nursing` has no role that is forecast and not driven by it"; "another family";
    UnknownFamily at "data/workload.csv":5, "driver" ("D5");
        |p| p.work("bmet,,run,family:devices,*,percent_of_role,10,,,,,,");
        "`devices` has no role that is forecast and not driven by it"; "another family";
    DuplicateRow at "data/staff.csv":9;
        |p| p.append("staff", "2026-Q3,south,bmet,3,3,3");
        "lines 4 and 9 are both for period 2026-Q3, facility south, role bmet"; "they differ";
    DuplicateRow at "data/staff.csv":9;
        |p| p.append("staff", "2026-Q3,south,bmet,2,2,2");
        "lines 4 and 9"; "pasted twice";
    ConflictingRows at "data/anchors.csv":3;
        |p| p.append("anchors", "bmet,*,in_post");
        "lines 2 and 3 both hold for role bmet, facility hub"; "add a row";

    // What the tables mean together.
    OverlappingPeriods at "data/activity.csv":12, "period";
        |p| p.append("activity", "beds,north,2026-09,410");
        "2026-09 overlaps 2026-Q3 (line 3)"; "not both";
    OverlappingPeriods at "data/staff.csv":9, "period" ("A9");
        |p| p.append("staff", "2026-09-30,south,bmet,2,2,2");
        "lines 4 and 9 both give the staff of bmet at south on 2026-09-30"; "delete one";
    OverlappingPeriods at "data/adoption_points.csv":7, "period" ("C7");
        |p| p.append("adoption_points", "ai_scribe,*,2028,50");
        "lines 3 and 7 give a share on the same day"; "delete one";
    GapInSeries at "data/activity.csv":3, "period";
        |p| p.change("activity", "beds,north,2026-Q2", "beds,north,2026-Q1");
        "no value for 2026-04 to 2026-06, for driver beds at north"; "0 is a value too";
    MissingActivity at "data/activity.csv", "driver";
        |p| p.change("activity", "visits,hub,2026-07,100\n", "");
        "driver `visits` has no activity at `hub`, though work scales with it there (data/workload.csv:3)";
        "visits,hub,2026-09,120";
    MissingActivity at "data/activity.csv", "driver";
        |p| p.change("activity", "visits,hub,2026-07,100", "visits,hub,2027-07,100");
        "no activity on the day before the start at `hub`"; "visits,hub,2026-09,0";
    MissingGrowth at "data/growth.csv", "driver";
        |p| p.change("growth", "visits,*,,2,\n", "");
        "driver `visits` ends after 2026-07 and has no growth row for `hub`, `south`"; "visits,*,0";
    MissingActivity at "data/activity.csv", "driver";
        |p| p.estimated("visits,Clinic visits,flow,beds,200").change("activity", "visits,hub,2026-07,100\n", "")
             .change("activity", "beds,hub,2026-Q2,0\nbeds,hub,2026-Q3,0\n", "").change("workload", "bmet,,run,beds,*", "bmet,,run,beds,north");
        "driver `beds` has no activity at `hub`, though `visits`, which is estimated from it, brings work there \
         (data/workload.csv:3)"; "beds,hub,2026-09,120";
    MissingValue at "data/drivers.csv":3, "estimate_rate" ("E3");
        |p| p.estimated("visits,Clinic visits,flow,beds,");
        "`estimate_from` of visits is given and `estimate_rate` is blank"; "or neither";
    MissingValue at "data/drivers.csv":3, "estimate_from" ("D3");
        |p| p.estimated("visits,Clinic visits,flow,,200");
        "`estimate_rate` of visits is given and `estimate_from` is blank"; "or neither";
    EstimateSource at "data/drivers.csv":3, "estimate_from" ("D3");
        |p| p.estimated("visits,Clinic visits,flow,visits,200");
        "`visits` cannot be estimated from itself"; "another driver";
    EstimateSource at "data/drivers.csv":3, "estimate_from" ("D3");
        |p| p.estimated("visits,Clinic visits,flow,users,2").append("drivers", "users,Users,stock,beds,3")
             .change("activity", "visits,hub,2026-07,100\n", "");
        "would be estimated from `users` at `hub`, where that has no activity and is itself estimated"; "activity of users";
    EstimatedDriver at "data/drivers.csv":3, "estimate_from" ("D3");
        |p| p.estimated("visits,Clinic visits,flow,beds,200").change("activity", "visits,hub,2026-07,100\n", "");
        "driver `visits` has no activity at `hub`; it is taken as 200 for each unit of `beds`"; "rows for visits";
    MissingAdoption at "data/adoption.csv", "technology";
        |p| p.change("adoption", "rpm,*,none,,,,,,,,,,,,,,,\n", "");
        "technology `rpm` has no adoption row for `south`"; "shape none";
    AdoptionColumns at "data/adoption.csv":5, "ramp_months" ("M5");
        |p| p.change("adoption", "40,,,,,,12", "40,,,,,,");
        "`linear` needs `ramp_months`"; "fill it in";
    AdoptionColumns at "data/adoption.csv":4, "start_pct" ("E4");
        |p| p.change("adoption", "rpm,*,none,,,", "rpm,*,none,,5,");
        "`none` makes no use of `start_pct`"; "clear the cell";
    AdoptionColumns at "data/adoption.csv":2, "start_pct" ("E2");
        |p| p.change("adoption", "ehr,*,logistic,2018,,", "ehr,*,logistic,2018,90,");
        "`midpoint` or `start_pct`, not both"; "clear the one";
    AdoptionColumns at "data/adoption.csv":2, "start_pct" ("E2");
        |p| p.change("adoption", "0.6,,,2020,", "0.6,,,,");
        "needs `midpoint` or `start_pct`"; "share in use";
    AdoptionColumns at "data/adoption.csv":2, "start_pct" ("E2");
        |p| p.change("adoption", "ehr,*,logistic,2018,,", "ehr,*,logistic,2018,0,").change("adoption", "0.6,,,2020,", "0.6,,,,");
        "never leaves a `start_pct` of 0"; "small share such as 1";
    AdoptionColumns at "data/adoption.csv":6, "p_per_year" ("J6");
        |p| p.change("adoption", "0.01,0.4", "0,0.4");
        "nobody ever starts"; "`p_per_year` above 0";
    AdoptionColumns at "data/adoption.csv":5, "go_live" ("D5");
        |p| p.change("adoption", "linear,2027-04", "linear,");
        "needs `go_live` or `start_pct`"; "when use begins";
    AdoptionPoints at "data/adoption.csv":3, "shape" ("C3");
        |p| p.remove("adoption_points");
        "has none for `ai_scribe` at `hub`, `north`, `south`"; "ai_scribe,*,2028-01,40";
    AdoptionPoints at "data/adoption_points.csv":7, "technology" ("A7");
        |p| p.append("adoption_points", "ehr,*,2020,50");
        "the points of `ehr` change nothing"; "write `points` as its shape";
    AdoptionShocks at "data/adoption_shocks.csv":2, "rate_multiplier" ("D2");
        |p| p.shocks("rpm,hub,2027-06,0.5,10");
        "both `rate_multiplier` and `change_pct`"; "clear one";
    AdoptionShocks at "data/adoption_shocks.csv":2, "rate_multiplier" ("D2");
        |p| p.shocks("rpm,hub,2027-06,,");
        "neither `rate_multiplier` nor `change_pct`"; "write one of them";
    AdoptionShocks at "data/adoption_shocks.csv":2, "change_pct" ("E2");
        |p| p.shocks("rpm,south,2027-06,,10");
        "`rpm` is not planned at `south`"; "or write `*`";
    AdoptionShocks at "data/adoption_shocks.csv":2, "rate_multiplier" ("D2");
        |p| p.shocks("ai_scribe,*,2027-06,2,");
        "`ai_scribe` has no curve whose speed could change at `hub`, `north`, `south`"; "write change_pct";
    AdoptionShocks at "data/adoption_shocks.csv":2, "rate_multiplier" ("D2");
        |p| p.shocks("rpm,south,2027-06,2,");
        "at `south`"; "write change_pct";
    OverlappingPeriods at "data/adoption_shocks.csv":3, "from" ("C3");
        |p| p.shocks("rpm,hub,2027,2,\nrpm,*,2027-01,,5");
        "lines 2 and 3 are both for rpm at hub on the same day"; "delete one";
    DriverForUnit at "data/workload.csv":5, "driver" ("D5");
        |p| p.work("bmet,rpm,run,beds,*,percent_of_role,10,,,,,,");
        "`percent_of_role` needs a role or a family"; "role:CODE or family:CODE";
    DriverForUnit at "data/workload.csv":5, "driver" ("D5");
        |p| p.work("bmet,,run,role:ehr_analyst,*,minutes_per_unit,10,,,,,,");
        "`minutes_per_unit` counts activity, but the driver is `role:ehr_analyst`"; "percent_of_role";
    PhaseColumns at "data/workload.csv":5, "lead_months" ("J5");
        |p| p.work("bmet,rpm,build,beds,*,fte_per_100,1,,,,,,");
        "`build` needs `lead_months`"; "months ahead";
    PhaseColumns at "data/workload.csv":5, "lead_months" ("J5");
        |p| p.work("bmet,rpm,run,beds,*,fte_per_100,1,,,3,,,");
        "`run` makes no use of `lead_months`"; "clear the cell";
    PhaseColumns at "data/workload.csv":5, "decay_months" ("K5");
        |p| p.work("bmet,rpm,go_live,beds,*,fte_per_100,1,,,,,,");
        "`go_live` needs `decay_months`"; "on average";
    PhaseColumns at "data/workload.csv":5, "technology" ("B5");
        |p| p.work("bmet,,go_live,beds,*,fte_per_100,1,,,,3,,");
        "`go_live` needs a technology"; "phase `run`";
    PhaseColumns at "data/workload.csv":5, "scale_exponent" ("H5");
        |p| p.work("bmet,rpm,go_live,beds,*,fte_per_100,1,0.8,,,3,,");
        "`go_live` makes no use of `scale_exponent`"; "clear the cell";
    PhaseColumns at "data/effects.csv":2, "decay_months" ("F2");
        |p| p.effects("rpm,bmet,go_live,-10,,");
        "`go_live` needs `decay_months`"; "on average";
    PhaseColumns at "data/effects.csv":2, "realisation_months" ("E2");
        |p| p.effects("rpm,bmet,go_live,-10,6,3");
        "`go_live` makes no use of `realisation_months`"; "clear the cell";
    EconomyOfScale at "data/workload.csv":5, "scale_reference" ("I5");
        |p| p.work("bmet,rpm,run,beds,*,fte_per_100,1,0.8,,,,,");
        "`scale_exponent` is given and `scale_reference` is blank"; "or neither";
    EconomyOfScale at "data/workload.csv":5, "scale_exponent" ("H5");
        |p| p.work("bmet,,run,role:ehr_analyst,*,percent_of_role,10,0.8,5,,,,");
        "work that scales with activity"; "clear";
    EndsBeforeItBegins at "data/workload.csv":5, "until" ("M5");
        |p| p.work("bmet,rpm,run,beds,*,fte_per_100,1,,,,,2029,2028-07");
        "on or before the day on which it begins"; "a later one";
    OverlappingPeriods at "data/workload.csv":6, "from" ("L6");
        |p| p.work("bmet,rpm,run,beds,*,fte_per_100,1,,,,,,2029\nbmet,rpm,run,beds,*,fte_per_100,2,,,,,2028-07,");
        "lines 5 and 6 both hold from 2028-07 on"; "write 2028-07 into `until` of line 5";
    DriverCycle at "data/workload.csv":5, "driver" ("D5");
        |p| p.remove("services").work("bmet,,run,role:ehr_analyst,*,percent_of_role,10,,,,,,\nehr_analyst,,run,family:devices,*,percent_of_role,5,,,,,,");
        "in a loop: bmet -> ehr_analyst -> bmet"; "scale with activity";
    DriverCycle at "data/workload.csv":5, "driver" ("D5");
        |p| p.work("bmet,,run,role:bmet,*,percent_of_role,10,,,,,,");
        "bmet -> bmet"; "scale with activity";
    DriverRoleElsewhere at "data/services.csv":2, "provider";
        |p| p.work("bmet,,run,role:ehr_analyst,*,percent_of_role,10,,,,,,").change("services", "bmet,south,north,30,2027-01\n", "");
        "hub does work of bmet for south that scales with ehr_analyst, but none of the work of ehr_analyst for south, \
         which stays at south"; "let hub do work of ehr_analyst";
    DriverRoleElsewhere at "data/services.csv":3, "provider";
        |p| p.work("bmet,,run,role:ehr_analyst,*,percent_of_role,10,,,,,,").append("services", "ehr_analyst,south,hub,50,");
        "north does work of bmet for south"; "let north do";
    SourceRole at "data/workload.csv":5, "role" ("A5");
        |p| p.with_nurses().work("nurse,,run,beds,*,fte_per_100,10,,,,,,");
        "`nurse` is of scope `source`: it has no demand, and workload.csv names it"; "scope `forecast`";
    SourceRole at "data/effects.csv":2, "role" ("B2");
        |p| p.with_nurses().effects("rpm,nurse,run,-10,,");
        "effects.csv names it"; "take the row out";
    SourceRole at "data/floors.csv":4, "role" ("A4");
        |p| p.with_nurses().append("floors", "nurse,hub,2,,,");
        "floors.csv names it"; "take the row out";
    SourceRole at "data/skills.csv":2, "role" ("B2");
        |p| p.with_nurses().set("skills", "technology,role,people_pct,hours_each\nrpm,nurse,100,8\n");
        "skills.csv names it"; "take the row out";
    SourceRole at "data/workload.csv":5, "driver" ("D5");
        |p| p.with_nurses().work("bmet,,run,role:nurse,*,percent_of_role,10,,,,,,");
        "scales with `role:nurse`"; "forecast";
    EffectWithoutWork at "data/effects.csv":2, "role" ("B2");
        |p| p.effects("rpm,bmet,run,-10,,").change("workload", "bmet,,run,beds", "bmet,rpm,run,beds");
        "`bmet` has no run work that is not the technology's own"; "row of phase run";
    EffectWithoutWork at "data/effects.csv":2, "role" ("B2");
        |p| p.effects("rpm,*,run,-10,,").change("workload", "bmet,,run,beds", "bmet,rpm,run,beds")
             .change("workload", "ehr_analyst,,run,visits", "ehr_analyst,rpm,run,visits");
        "no role has run work"; "take the effect out";
    MissingValue at "data/roles.csv":3, "hours_per_week" ("F3");
        |p| p.change("workload", "units_per_fte,,30000", "minutes_per_unit,,30").change("roles", "15-1211,,37.5", "15-1211,,");
        "`hours_per_week` of ehr_analyst is blank, and its work is given in minutes (data/workload.csv:3)"; "37.5 or 40";
    DriverForUnit at "data/workload.csv":2, "driver" ("D2");
        |p| p.change("workload", "bmet,,run,beds", "bmet,,run,");
        "`fte_per_100` needs a driver"; "fte_per_facility";
    DriverForUnit at "data/workload.csv":4, "driver" ("D4");
        |p| p.change("workload", "ehr_analyst,rpm,run,", "ehr_analyst,rpm,run,beds");
        "`fte_per_facility` has no driver"; "clear the driver";
    MissingValue at "data/roles.csv":2, "hours_per_week" ("F2");
        |p| p.change("roles", "HTM,40", "HTM,");
        "`hours_per_week` of bmet is blank, and its posts must be covered (data/floors.csv:2)"; "37.5 or 40";
    MissingValue at "data/floors.csv":2, "hours_covered_per_week" ("E2");
        |p| p.change("floors", "1,56", "1,");
        "`hours_covered_per_week` is blank"; "168 is round the clock";
    MissingValue at "data/floors.csv":3, "minimum_fte" ("C3");
        |p| p.change("floors", "0.5", "");
        "neither `minimum_fte` nor `posts`"; "smallest team";
    SharesOverHundred at "data/services.csv":3, "share_pct";
        |p| p.change("services", "30,2027-01", "50,2027-01");
        "110 % of the work of bmet for south is given away at one time (lines 2, 3)"; "lower the shares";
    StaffNotCurrent at "data/staff.csv":3, "period" ("A3");
        |p| p.change("scenario", "2026-10", "2027-01");
        "ends on 2026-09-30, but the forecast starts on 2027-01-01: it needs the staff of 2026-12-31";
        "start = \"2026-10\"";
    StaffNotCurrent at "data/staff.csv":9, "period" ("A9");
        |p| p.append("staff", "2026-Q4,south,bmet,2,2,2");
        "ends on 2026-12-31"; "take out the staff rows after 2026-09";
    RosterDisagrees at "data/staff.csv":4, "fte" ("D4");
        |p| p.set("roster", "as_of,facility,role,fte\n2026-09-30,south,bmet,0.9\n2026-09-30,south,bmet,0.9\n");
        "has 2 FTE here, and data/roster.csv has 1.8 in post"; "leave `fte` blank";
    MissingColumn at "data/roster.csv":1, "role";
        |p| p.set("roster", "as_of,facility,Job title,fte\n2026-09-30,south,bmet,1\n");
        "the column `role` is missing"; "columns = { role = \"Job title\" }";
    UnknownRole at "data/roster.csv":2, "role";
        |p| p.set("roster", format!("as_of,facility,role,fte\n{}", "2026-09-30,south,bmt,1\n".repeat(3)));
        "no role `bmt` in roles.csv (3 rows of data/roster.csv)"; "did you mean `bmet`?";
    UnknownRole at "data/roster.csv":2, "role";
        |p| p.set("roster", "as_of,facility,role,fte\n2026-09-30,south,Ann Other,1\n");
        "the role on this line stands in no row of roles.csv"; "it is not repeated here";
    FteOverHeadcount at "data/staff.csv":4, "fte" ("D4");
        |p| p.change("staff", "south,bmet,2,2,2", "south,bmet,2.5,2,2");
        "2.5 FTE are more than 2 people"; "leave overtime out";
    MissingSupply at "data/roles.csv":3, "soc_code" ("D3");
        |p| p.change("roles", "15-1211", "99-9999");
        "role `ehr_analyst` has no `leavers_pct`, `retirement_pct`, `time_to_fill_months` at any facility, and the \
         occupation 99-9999 has no published default"; "ehr_analyst,*";
    MissingSupply at "data/roles.csv":2, "soc_code" ("D2");
        |p| p.change("roles", "49-9062", "").change("supply", "bmet,*,7,11,16,retirement,3.9,3.3", "bmet,*,7,11,16,nothing,3.9,");
        "role `bmet` has no `time_to_fill_months` at any facility"; "nearest soc_code";
    MissingSupply at "data/roles.csv":3, "isco_code" ("D3");
        |p| p.change("roles", "soc_code", "isco_code").change("roles", "49-9062", "7311").change("roles", "15-1211", "2511");
        "its isco_code 2511 may be `15-1211` (computer systems analysts) or `15-1221` (computer and information research \
         scientists)"; "write the right one of these codes into `soc_code`";
    MissingSupply at "data/roles.csv":3, "isco_code" ("D3");
        |p| p.change("roles", "soc_code", "isco_code").change("roles", "49-9062", "7311").change("roles", "15-1211", "1349");
        "its isco_code 1349 is only in part `13-1082` (project management specialists)"; "if it is what the role does";
    MissingSupply at "data/roles.csv":3, "isco_code" ("D3");
        |p| p.change("roles", "soc_code", "isco_code").change("roles", "49-9062", "7311").change("roles", "15-1211", "5120");
        "its isco_code 5120 leads to no occupation with a published default"; "nearest soc_code";
    TurnoverBelowRetirement at "data/supply.csv":3, "leavers_pct" ("D3");
        |p| p.change("supply", "12,,nothing", "3,,retirement");
        "leavers of bmet (3 % a year) are said to include retirements, but 3.9 % retire"; "write `nothing`";
    RoleWithoutWork at "data/roles.csv":2, "role" ("A2");
        |p| p.change("workload", "bmet,,run,beds,*,fte_per_100,1.5,2.5,3.5,,AAMI,published\n", "");
        "role `bmet` has staff (14.5 FTE) but no row in workload.csv"; "bmet,,run,,*,fte_per_facility";

    // Supply that changes, levers and costs. The table is the change; what else it needs stands with it.
    ConflictingRows at "data/supply.csv":5, "from" ("C5");
        |p| p.set("supply", "role,facility,from,leavers_pct\nbmet,*,,11\nbmet,*,2027-Q1,12\nehr_analyst,*,2027,9\nbmet,*,2027,13\n");
        "lines 3 and 5 hold from the same day"; "a coarse period means its first day";
    ConflictingRows at "data/supply.csv":4;
        |p| p.append("supply", "*,south,,,,,,,,,");
        "lines 2 and 4 both hold for role bmet, facility south"; "add a row";
    OutOfRange at "data/supply.csv":2, "months_to_productive" ("C2");
        |p| p.set("supply", "role,facility,months_to_productive\n*,*,4.5\n");
        "must be a whole number from 0 to 60"; "a whole number";
    OutOfRange at "data/supply.csv":2, "offer_accept_pct" ("C2");
        |p| p.set("supply", "role,facility,offer_accept_pct\n*,*,0\n");
        "must be above 0 to 100"; "percentage";
    AmountNotDivisible at "data/supply.csv":2, "max_hires_per_year" ("C2");
        |p| p.set("supply", "role,facility,max_hires_per_year\nehr_analyst,*,4\nehr_analyst,north,3\nehr_analyst,south,1\n")
             .append("facilities", "lab,Laboratory,lab,metro").append("activity", "beds,lab,2026-Q3,0\nvisits,lab,2026-07,0");
        "4 is one amount for `ehr_analyst` at `hub`, `lab` together"; "one row for each facility";
    UnknownFacility at "data/posts.csv":2, "facility" ("B2");
        |p| p.change("posts", "bmet,hub", "bmet,region:metre");
        "no facility of facilities.csv has the region `metre`"; "did you mean `metro`?";
    LeftOut at "data/staff.csv":1, "name";
        |p| p.append("staff", "2026-Q3,north,EHR Trainer,4.3,5,5").set("map", "from,to\nEHR trainer,\n")
             .append("scenario", "[files.staff]\nmap.role = \"../data/map.csv\"");
        "1 row of staff.csv with 4.3 FTE whose role is `EHR Trainer` is left out"; "give the name a code";
    NotYet at "data/staff.csv":2, "facility" ("B2");
        |p| p.change("staff", "2026-Q2,north", "2026-Q2,region:metro");
        "`region:metro` is not computed"; "name a facility";
    MissingColumn at "data/staff.csv":1, "budgeted_fte";
        |p| p.set("staff", "period,facility,role,fte\n2026-Q3,north,bmet,9\n2026-Q3,north,ehr_analyst,3\n").remove("posts").remove("floors");
        "`budgeted_fte` is missing"; "add it to the header";
    MissingValue at "data/staff.csv":3, "budgeted_fte" ("F3");
        |p| p.change("staff", "9.5,10,11", "9.5,10,");
        "`budgeted_fte` is blank"; "fill it in";
    MissingValue at "data/staff.csv":4, "headcount" ("F4");
        |p| p.set("staff", "period,facility,role,age_band,fte,headcount,budgeted_fte\n2026-Q3,hub,bmet,,2,2,4\n\
                            2026-Q3,north,bmet,20-49,6,6,11\n2026-Q3,north,bmet,50+,3,,\n2026-Q3,north,ehr_analyst,,3,3,4\n")
             .set("retirement", "role,age,annual_pct\n*,60,10\n");
        "`headcount` is blank here"; "for all of them or for none";
    NotAnAgeBand at "data/staff.csv":2, "age_band" ("D2");
        |p| p.set("staff", "period,facility,role,age_band,fte,budgeted_fte\n2026-Q3,north,bmet,old,6,11\n");
        "`old` is not an age band"; "55-59, 60+";
    AgeBands at "data/staff.csv":4, "age_band" ("D4");
        |p| p.set("staff", AGED).change("staff", "40+,5", "37+,5").set("retirement", "role,age,annual_pct\n*,60,10\n");
        "the age bands 30-39 (line 3) and 37+ of the same staff overlap"; "50-54 and 55-59";
    AgeBands at "data/staff.csv":4, "age_band" ("D4");
        |p| p.set("staff", AGED).change("staff", "40+,5", ",5").set("retirement", "role,age,annual_pct\n*,60,10\n");
        "`age_band` is blank here"; "in every row";
    AgesUnused at "data/staff.csv":3, "age_band" ("D3");
        |p| p.set("staff", AGED);
        "staff of bmet are given by age"; "bmet,60,8";
    OutOfRange at "data/retirement.csv":2, "age" ("B2");
        |p| p.set("retirement", "role,age,annual_pct\n*,60.5,10\n");
        "must be a whole number from 14 to 100"; "whole number";
    MissingValue at "data/training.csv":2, "repeat_every_months" ("E2");
        |p| p.set("training", "cohort,role,facility,start,repeat_every_months,until,places,months\nc,bmet,hub,2027,,2029,4,12\n");
        "`repeat_every_months` is blank"; "clear `until`";
    EndsBeforeItBegins at "data/training.csv":2, "until" ("F2");
        |p| p.set("training", "cohort,role,facility,start,repeat_every_months,until,places,months\nc,bmet,hub,2027-03,6,2027,4,12\n");
        "begins on 2027-03 and ends on 2027"; "write a later one";
    OutOfRange at "data/training.csv":2, "places" ("E2");
        |p| p.set("training", "cohort,role,facility,start,places,months\nc,bmet,hub,2027-03,0,12\n");
        "must be above 0"; "above 0";
    NotYet at "data/training.csv":1, "max_places" ("G1");
        |p| p.set("training", "cohort,role,facility,start,places,months,max_places\n");
        "`max_places` of training.csv is not computed"; "take the column out";
    AmountNotDivisible at "data/training.csv":2, "places" ("E2");
        |p| p.append("roles", "coder,Coder,,29-2072,,40")
             .set("training", "cohort,role,facility,start,places,months\nc,coder,region:metro,2027-03,6,12\n");
        "6 is one amount for `coder` at `hub`, `north`, `south` together"; "budgeted_fte";
    TransferRoles at "data/transfers.csv":2, "to_role" ("B2");
        |p| p.set("transfers", "from_role,to_role,facility,annual_pct\nbmet,bmet,*,2\n");
        "move to bmet, the role they have"; "the role that they join";
    TransferRoles at "data/transfers.csv":2, "to_role" ("B2");
        |p| p.set("roles", "role,label,soc_code,hours_per_week,scope\nbmet,B,49-9062,40,\nehr_analyst,A,15-1211,40,\n\
                            nurse,Nurse,29-1141,,source\n")
             .set("transfers", "from_role,to_role,facility,annual_pct\nbmet,nurse,*,2\n");
        "move to nurse, whose scope is `source`"; "name a role that is forecast";
    MissingValue at "data/transfers.csv":2, "planned_per_year" ("D2");
        |p| p.set("transfers", "from_role,to_role,facility,planned_per_year,annual_pct\nbmet,ehr_analyst,*,,\n");
        "are both blank: nobody moves"; "by choice";
    TransfersOverHundred at "data/transfers.csv":3, "annual_pct" ("D3");
        |p| p.append("roles", "coder,Coder,,29-2072,,40")
             .set("transfers", "from_role,to_role,facility,annual_pct\nbmet,ehr_analyst,*,60\nbmet,coder,south,40\n");
        "100 % of bmet at south would move to other roles within a year (lines 2, 3)"; "below 100 %";
    OutOfRange at "data/retention.csv":2, "from" ("C2");
        |p| p.set("retention", "role,facility,from,leavers_change_pct\n*,*,2026-01,-20\n");
        "before the start of the forecast (2026-10-01)"; "leavers_pct of supply.csv";
    MissingValue at "data/contractors.csv":2, "fte_in_use" ("C2");
        |p| p.set("contractors", "role,facility,fte_in_use,fte_available,notice_weeks\nbmet,hub,,,6\n");
        "there are no contractors"; "at work";
    MissingValue at "data/contractors.csv":2, "notice_weeks" ("D2");
        |p| p.set("contractors", "role,facility,fte_available,notice_weeks\nbmet,hub,3,\n");
        "does not say how soon"; "such as 6";
    EndsBeforeItBegins at "data/contractors.csv":2, "until" ("E2");
        |p| p.set("contractors", "role,facility,fte_in_use,from,until\nbmet,hub,3,2027-Q2,2027-04\n");
        "begins on 2027-Q2 and ends on 2027-04"; "first day on which it holds no more";
    MissingTable at "data/actions.csv";
        |p| p.change("scenario", "\"fill-establishment\"", "\"schedule\"");
        "the table `actions` holds nothing to carry out"; "hire,FACILITY,ROLE";
    ActionsNotUsed at "data/actions.csv";
        |p| p.set("actions", "action,facility,role,period,fte\nhire,hub,bmet,2027-Q1,2\n");
        "the hiring policy is \"fill-establishment\""; "policy = \"schedule\"";
    ActionColumns at "data/actions.csv":2, "from_role" ("F2");
        |p| scheduled(p, "retrain,hub,bmet,2027-Q1,2,");
        "`retrain` needs `from_role`"; "retrained from";
    ActionColumns at "data/actions.csv":2, "from_role" ("F2");
        |p| scheduled(p, "hire,hub,bmet,2027-Q1,2,ehr_analyst");
        "`hire` makes no use of `from_role`"; "clear the cell";
    ActionColumns at "data/actions.csv":2, "fte" ("E2");
        |p| scheduled(p, "hire,hub,bmet,2027-Q1,,");
        "`hire` needs `fte`"; "how many FTE";
    ActionColumns at "data/actions.csv":2, "fte" ("E2");
        |p| scheduled(p, "retain,hub,bmet,2027-Q1,2,").set("retention", "role,facility,from,leavers_change_pct\n*,*,2027,-20\n");
        "`retain` makes no use of `fte`"; "retention.csv says";
    NotAPeriod at "data/actions.csv":2, "period" ("D2");
        |p| scheduled(p, "hire,hub,bmet,2027-01-15,2,");
        "2027-01-15 is a day"; "such as 2027-01";
    OutOfRange at "data/actions.csv":2, "period" ("D2");
        |p| scheduled(p, "hire,hub,bmet,2026,2,");
        "begins before the start of the forecast (2026-10-01)"; "from 2026-10 on";
    ActionWithoutRow at "data/actions.csv":2, "action" ("A2");
        |p| scheduled(p, "train,hub,bmet,2027-Q1,2,");
        "`train` needs a course for bmet at hub, and training.csv has none"; "add a row";
    ActionWithoutRow at "data/actions.csv":2, "action" ("A2");
        |p| scheduled(p, "train,hub,bmet,2027-Q1,2,")
             .set("training", "cohort,role,facility,start,places,months\na,bmet,hub,2027-03,2,12\nb,bmet,hub,2027-03,2,24\n");
        "training.csv has 2: it is open which"; "leave one";
    ActionWithoutRow at "data/actions.csv":2, "action" ("A2");
        |p| scheduled(p, "retrain,hub,bmet,2027-Q1,2,ehr_analyst")
             .set("transfers", "from_role,to_role,facility,annual_pct\nehr_analyst,bmet,north,2\n");
        "a move from ehr_analyst to bmet at hub"; "transfers.csv";
    ActionWithoutRow at "data/actions.csv":2, "action" ("A2");
        |p| scheduled(p, "retain,hub,bmet,2027-Q1,,");
        "a measure for bmet at hub"; "retention.csv";
    MissingCosts at "data/costs.csv", "role";
        |p| priced(p, "bmet,,60000,30,3").append("costs", "ehr_analyst,2027,70000,30,3");
        "no row without `from` gives the costs of `ehr_analyst`"; "one for `*`";
    ConflictingRows at "data/costs.csv":4, "from" ("B4");
        |p| priced(p, "*,,60000,30,3\n*,2027,61000,30,3\n*,2027-01,62000,30,3");
        "lines 3 and 4 hold from the same day"; "delete one";
    MissingKey at "scenarios/small.toml", "money.currency";
        |p| priced(p, "*,,60000,30,3").change("scenario", "[money]\ncurrency = \"USD\"\n", "");
        "`money.currency` is not stated, and `salary` holds money (data/costs.csv:2)"; "currency = \"USD\"";
    MissingKey at "scenarios/small.toml", "money.currency";
        |p| p.set("contractors", "role,facility,fte_in_use,day_rate\nbmet,hub,3,800\n");
        "`day_rate` holds money"; "[money]";

    // What may stand and looks as if something else was meant.
    FteLikeHeadcount at "data/staff.csv":2, "fte" ("D2");
        |p| history(p, "north,bmet,9,9,11", "north,ehr_analyst,3,3,4");
        "`fte` equals `headcount` in 8 of all 8 rows with 2 FTE or more"; "a person at 80 % is 0.8";
    FteLikeHeadcount at "data/staff.csv":2, "fte" ("D2");
        |p| history(p, "north,bmet,9,9,11", "north,ehr_analyst,3,3,4")
             .append("staff", &rows("south,bmet,2.2,3,2.5")).append("staff", &rows("hub,bmet,2.6,3,3"));
        "headcount at north: 8 of 8 values are whole numbers (elsewhere 0 of 8), and fte = headcount in 8 of 8";
        "elsewhere one person is 0.80 FTE";
    HeadcountWithFractions at "data/staff.csv":3, "headcount" ("E3");
        |p| p.change("staff", "9.5,10,11", "9.5,9.5,11");
        "`headcount` has a fraction in 1 of 7 rows, such as 9.5 for bmet at north in 2026-Q3"; "the number of people";
    TotalRow at "data/staff.csv":8, "fte" ("D8");
        |p| with_total(p);
        "the facility `group` equals the sum of the others wherever it stands beside three or more (1 times; bmet in 2026-Q3: 15.5 = 4 + 9.5 + 2)";
        "take the rows of `group` out of staff.csv";
    TotalRow at "data/activity.csv":5, "value" ("D5");
        |p| p.append("facilities", "group,Group,office,metro")
             .set("activity", "driver,facility,period,value\nbeds,hub,2026-Q2,20\nbeds,hub,2026-Q3,22\nbeds,group,2026-Q2,540\n\
                               beds,group,2026-Q3,552\nbeds,north,2026-Q2,400\nbeds,north,2026-Q3,410\nbeds,south,2026-Q2,120\n\
                               beds,south,2026-Q3,120\nvisits,*,2026,0\n")
             .change("activity", "visits,*,2026,0\n", "visits,hub,2026,0\nvisits,group,2026,0\nvisits,north,2026,90000\nvisits,south,2026,9000\n");
        "`group` equals the sum of the others wherever it stands beside three or more (2 times; beds in 2026-Q3: 552 = 22 + 410 + 120)";
        "staffcast adds up by itself";
    TotalRow at "data/facilities.csv":5, "facility" ("A5");
        |p| p.append("facilities", "total,All sites,office,metro")
             .append("activity", "beds,total,2026-Q3,0\nvisits,total,2026-07,0");
        "the facility `total` is named like a total, and it stands beside 3 other facilities"; "give it a code of its own";
    JumpInActivity at "data/activity.csv":3, "value" ("D3");
        |p| p.change("activity", "beds,north,2026-Q2,400", "beds,north,2026-Q2,697");
        "`beds` jumps by more than 40 %: at north it falls 41 % from 2026-Q2 to 2026-Q3 (697 → 410). Kept as written";
        "a unit is another";
    JumpInActivity at "data/activity.csv":9, "value" ("D9");
        |p| p.change("activity", "visits,north,2026-Q1,23000", "visits,north,2026-Q1,90000");
        "at north it rises 300 % from 2025 to 2026-Q1 (7500 → 30000 a month)"; "say so in `note`";
    JumpInStaff at "data/staff.csv":3, "fte" ("D3");
        |p| p.change("staff", "2026-Q2,north,bmet,9,10,11", "2026-Q2,north,bmet,19,20,21");
        "staff at north jump by more than 40 %: bmet falls 50 % from 2026-Q2 to 2026-Q3 (19 → 9.5). Kept as written";
        "if a team moved";
    FractionsAmongPercent at "data/supply.csv":3, "leavers_pct" ("D3");
        |p| p.change("supply", "bmet,south,,12", "bmet,south,,0.12");
        "1 of 2 values of `leavers_pct` look like fractions of 1 (0.12 for bmet, south), while half of the others are 11 or more";
        "write 12 if 12 % is meant";
    LooksLikeFractions at "data/training.csv":2, "completion_pct" ("G2");
        |p| p.set("training", "cohort,role,facility,start,places,months,completion_pct\nc,bmet,hub,2027-03,0.5,12,0.85\n");
        "the value of `completion_pct` is 0.85 (`G2`): it looks like a fraction of 1"; "unit = { completion_pct = \"fraction\" }";
    FarFromUsual at "data/supply.csv":2, "leavers_pct" ("D2");
        |p| p.set("supply", "role,facility,turnover_includes,leavers_pct\nbmet,*,nothing,1.1\n");
        "`leavers_pct` is far from what is usual in one row: bmet 1.1 looks 10 times too small, as 7 to 16 is usual"; "write 11";
    FarFromUsual at "data/supply.csv":2, "time_to_fill_months" ("C2");
        |p| p.set("supply", "role,facility,time_to_fill_months\nbmet,north,18\n");
        "bmet at north 18 looks given in weeks, as 1.97 to 4.93 is usual"; "the column is in months: write 4.14";
    FarFromUsual at "data/roles.csv":3, "hours_per_week" ("F3");
        |p| p.change("roles", "37.5", "7.5");
        "ehr_analyst 7.5 looks like the hours of a day"; "write 37.5";
    FarFromUsual at "data/costs.csv":2, "salary" ("C2");
        |p| priced(p, "bmet,,62.6,30,3\n*,,110000,30,3");
        "bmet 62.6 looks given in thousands"; "write 62600";
    VacanciesAsNoNeed at "scenarios/small.toml":5, "demand_anchor";
        |p| p.change("scenario", "\"establishment\"", "\"in_post\"");
        "2.7 FTE of vacancies in 18.2 budgeted FTE count as no need (most at bmet at north: 1.5)";
        "demand_anchor = \"establishment\"";
    VacanciesAsNoNeed at "data/anchors.csv", "anchor";
        |p| p.append("anchors", "bmet,north,in_post");
        "1.5 FTE of vacancies in 11 budgeted FTE"; "write establishment in `anchor`";
    CoursesAboveStaff at "data/training.csv":2, "places" ("F2");
        |p| p.set("training", "cohort,role,facility,start,repeat_every_months,places,months\nc,bmet,north,2027-03,6,4,12\n");
        "30 % of the posts: bmet at north: 4.76 FTE in one year for 11 posts"; "repeat_every_months";
    MovesAboveStaff at "data/transfers.csv":2, "planned_per_year" ("D2");
        |p| p.set("transfers", "from_role,to_role,facility,planned_per_year\nehr_analyst,bmet,north,5\n");
        "more staff are to be retrained in a year than there are: ehr_analyst at north: 5 of 3 FTE"; "FTE a year at this facility";
    HiresAbovePosts at "data/actions.csv":2, "fte" ("E2");
        |p| scheduled(p, "hire,north,bmet,2027-Q1,20,");
        "bmet at north: 20 FTE within the first year, for 1.5 open posts and some 1.21 leavers"; "add the posts to posts.csv";
    HireLimitAbovePosts at "data/supply.csv":2, "max_hires_per_year" ("C2");
        |p| p.set("supply", "role,facility,max_hires_per_year\nbmet,north,40\n");
        "limits nothing: bmet at north: 40 a year for 11 posts"; "clear the cell";
    TurnoverOverHundred at "data/supply.csv":3, "leavers_pct" ("D3");
        |p| p.change("supply", "bmet,south,,12", "bmet,south,,105");
        "more leave within a year than there are: 105 % for bmet at south"; "12.5 means one in eight";
    RetirementWave at "data/staff.csv":4, "age_band" ("D4");
        |p| p.set("staff", AGED).set("retirement", "role,age,annual_pct\n*,40,80\n").set("supply", "role,facility,leavers_pct,turnover_includes\n*,*,20,nothing\n");
        "4 of 9 FTE of bmet at north"; "not the share that has retired by that age";
    RolesAlike at "data/roles.csv":4, "role" ("A4");
        |p| p.append("roles", "ehr_analysts,\"Analyst, records\",,15-1211,,40");
        "the roles `ehr_analyst` and `ehr_analysts` may be one"; "take `ehr_analysts` out";
    RolesAlike at "data/roles.csv":3, "role" ("A3");
        |p| p.append("roles", "a_records,\"Anaylst, EHR\",,15-1211,,40");
        "\"Anaylst, EHR\" and \"ehr_analyst\" are nearly the same name"; "take `ehr_analyst` out";
    ChangeWithoutEffect at "scenarios/small.toml":13, "change";
        |p| p.append("scenario", "[[change]]\ntable = \"growth\"\nwhere = { driver = \"visits\", facility = \"north\" }\nset = { annual_pct = \"0.5/0.6/0.9\" }");
        "the change leaves `annual_pct` of `growth` as they are"; "there already";
};

/// A workbook with one sheet, which holds nothing of worth.
fn book(sheet: &str) -> Vec<u8> {
    Parts::new().replace(WORKBOOK, "\"staff\"", &format!("\"{sheet}\"")).build()
}

/// Two teams in each of four quarters, and the other cells that have work.
fn history<'p>(project: &'p mut Project, first: &str, second: &str) -> &'p mut Project {
    let header = "period,facility,role,fte,headcount,budgeted_fte";
    let rest = "2026-Q3,south,ehr_analyst,1,1,1.2\n2026-Q3,hub,ehr_analyst,0,0,0";
    project.set("staff", format!("{header}\n{}\n{}\n{rest}\n", rows(first), rows(second)))
}

/// A row of staff in each of four quarters.
fn rows(row: &str) -> String {
    ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"].map(|quarter| format!("{quarter},{row}")).join("\n")
}

/// A facility whose equipment technicians are those of the other three.
fn with_total(project: &mut Project) -> &mut Project {
    project.append("facilities", "group,Group,office,metro");
    project.append("activity", "beds,group,2026-Q3,560\nvisits,group,2026-07,100").set(
        "staff",
        "period,facility,role,fte,headcount,budgeted_fte\n2026-Q3,north,bmet,9.5,10,11\n2026-Q3,south,bmet,2,2,2\n\
         2026-Q3,north,ehr_analyst,3,3,4\n2026-Q3,south,ehr_analyst,1,1,1.2\n2026-Q3,hub,ehr_analyst,0,0,0\n\
         2026-Q3,hub,bmet,4,5,4\n2026-Q3,group,bmet,15.5,17,17\n2026-Q3,group,ehr_analyst,0,0,0\n",
    )
}

/// Staff of one cell in age bands, and one without.
const AGED: &str = "period,facility,role,age_band,fte,budgeted_fte
2026-Q3,hub,bmet,,2,3
2026-Q3,north,bmet,30-39,4,11
2026-Q3,north,bmet,40+,5,
2026-Q3,north,ehr_analyst,,3,4
2026-Q3,south,ehr_analyst,,1,1
";

/// The project with one scheduled action, which is carried out.
fn scheduled<'p>(project: &'p mut Project, action: &str) -> &'p mut Project {
    project.change("scenario", "\"fill-establishment\"", "\"schedule\"");
    project.set("actions", format!("action,facility,role,period,fte,from_role\n{action}\n"))
}

/// The project with prices.
fn priced<'p>(project: &'p mut Project, rows: &str) -> &'p mut Project {
    project.append("scenario", "[money]\ncurrency = \"USD\"");
    project.set("costs", format!("role,from,salary,on_cost_pct,salary_growth_pct\n{rows}\n"))
}

#[test]
fn one_change_gives_one_problem_with_its_place_and_remedy() {
    let mut failures = Vec::new();
    for (index, example) in EXAMPLES.iter().enumerate() {
        let mut project = Project::small();
        (example.change)(&mut project);
        let mut problems = project.load().problems;
        // How a file was read may be noted beside what is wrong with it.
        problems.retain(|problem| problem.slug != Slug::ReadAs || example.slug == Slug::ReadAs);
        let good = match problems.as_slice() {
            [problem] => {
                problem.slug == example.slug
                    && problem.place.file == example.file
                    && problem.place.line == example.line
                    && problem.place.column.as_deref() == example.column
                    && problem.place.cell.as_deref() == example.cell
                    && problem.message.contains(example.message)
                    && problem.help.contains(example.help)
            }
            _ => false,
        };
        if !good {
            failures.push(format!(
                "example {index}, {:?} at {}:{:?} {:?} {:?}: {problems:#?}",
                example.slug, example.file, example.line, example.column, example.cell
            ));
        }
    }
    assert!(failures.is_empty(), "{}\n{} failures", failures.join("\n"), failures.len());
}

/// What a run keeps of its warnings.
fn kept(project: &Project, scenario: &Path) -> BTreeSet<[String; 4]> {
    let mut found = Diagnostics::new();
    let case = load_case(&Disk, scenario, &project.overrides, &mut found).expect("the disk works");
    assert!(case.is_some(), "{:#?}", found.problems());
    let warnings = found.problems().iter().filter(|problem| problem.severity == Severity::Warning);
    let text = |problem: &Problem| {
        let column = problem.place.column.clone().unwrap_or_default();
        [problem.slug.as_str().to_owned(), column, problem.message.clone(), problem.help.clone()]
    };
    warnings.map(text).collect()
}

#[test]
fn warnings_are_the_same_in_any_order_of_rows_and_in_the_inputs_of_a_run() {
    let mut seen = BTreeSet::new();
    for example in EXAMPLES.iter().filter(|example| example.slug.severity() == Severity::Warning) {
        let mut project = Project::small();
        (example.change)(&mut project);
        let written = project.written();
        let scenario = written.path().join("scenarios/small.toml");
        let expected = kept(&project, &scenario);
        let case = load_case(&Disk, &scenario, &project.overrides, &mut Diagnostics::new()).expect("the disk works");
        for (path, bytes) in resolved_inputs(&case.expect("a case")) {
            let path = written.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
            fs::write(path, bytes).expect("a writable folder");
        }
        let mut settled = project.clone();
        settled.overrides = Overrides::default();
        let of_run: BTreeSet<_> = kept(&settled, &written.path().join("inputs/small.toml"));
        if example.slug != Slug::FewDraws {
            assert_eq!(of_run, expected, "{:?}", example.slug);
        }
        for entry in fs::read_dir(written.path().join("data")).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = fs::read_to_string(&path).expect("text");
            let mut lines: Vec<&str> = text.lines().collect();
            lines[1..].reverse();
            fs::write(&path, lines.join("\n")).expect("a writable file");
        }
        assert_eq!(kept(&project, &scenario), expected, "{:?}", example.slug);
        seen.insert(example.slug);
    }
    assert!(seen.len() > 18, "{seen:?}");
}

/// What the terminal shows of every example, in their order.
fn messages() -> String {
    let mut text = String::new();
    for example in EXAMPLES {
        let mut project = Project::small();
        (example.change)(&mut project);
        text += &anstream::adapter::strip_str(&render(&project.load().problems, 0)).to_string();
        text += "\n";
    }
    text
}

/// `STAFFCAST_GOLDEN=write cargo test messages` writes the file anew; its difference shows what planners will read.
#[test]
fn all_messages_are_as_before() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/messages.txt");
    let found = messages();
    if std::env::var_os("STAFFCAST_GOLDEN").is_some_and(|word| word == "write") {
        fs::write(&path, &found).expect("a writable file");
    }
    let before = fs::read_to_string(&path).unwrap_or_default();
    let number = |text: &str| text.lines().count();
    let first = before.lines().zip(found.lines()).position(|(before, found)| before != found);
    let line = first.unwrap_or_else(|| number(&before).min(number(&found)));
    let shown = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
    let advice = "if that is meant, write the file anew with STAFFCAST_GOLDEN=write";
    let (was, is, line) = (shown(&before), shown(&found), line + 1);
    assert!(before == found, "tests/golden/messages.txt:{line}\n was {was}\n is  {is}\n{advice}");
}

#[test]
fn no_message_speaks_of_how_the_program_is_made() {
    let foreign = [
        "Some(",
        "None",
        "Ok(",
        "Err(",
        "Option",
        "Vec",
        "::",
        "unwrap",
        "usize",
        "u32",
        "i64",
        "f64",
        "String",
        "struct",
        "enum ",
        "panic",
        "serde",
        "staffcast/src",
        ".rs",
        "\\\"",
        "\\n",
        "\\u{",
        "{:",
        "NaN",
        "e-1",
        "parse error",
    ];
    let text = messages();
    let failures: Vec<&str> = text.lines().filter(|line| foreign.iter().any(|word| line.contains(word))).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_kind_of_problem_has_an_example() {
    let shown: BTreeSet<Slug> = EXAMPLES.iter().map(|example| example.slug).collect();
    let missing: Vec<&str> = Slug::ALL
        .iter()
        .filter(|slug| !shown.contains(slug) && !REPORTED_ELSEWHERE.contains(slug))
        .map(|slug| slug.as_str())
        .collect();
    assert!(missing.is_empty(), "no example for {missing:?}");
    assert!(REPORTED_ELSEWHERE.iter().all(|slug| !shown.contains(slug)));
}

#[test]
fn mistakes_in_several_files_are_reported_together() {
    let mut project = Project::small();
    project
        .change("scenario", "seed = 7", "seed = -7")
        .change("staff", "9.5,10", "twelve,10")
        .change("workload", "beds", "bed")
        .change("supply", "7,11,16", "11,7,16")
        .change("posts", "2027-01", "Jan-27")
        .change("adoption", "40,,,,,,12", "40,,,,,,");
    let slugs: BTreeSet<Slug> = project.load().problems.iter().map(|problem| problem.slug).collect();
    let expected = [
        Slug::BadSetting,
        Slug::NotANumber,
        Slug::UnknownDriver,
        Slug::UnorderedRange,
        Slug::NotAPeriod,
        Slug::AdoptionColumns,
    ];
    assert_eq!(slugs, BTreeSet::from(expected));
}

#[test]
fn a_table_that_cannot_be_read_makes_no_other_table_wrong() {
    for (table, text) in [("roles", "code;name,x\nbmet;B,1\n"), ("facilities", "facility\n\"north\n"), ("drivers", "")]
    {
        let mut project = Project::small();
        project.set(table, text);
        let problems = project.load().problems;
        assert_eq!(problems.len(), 1, "{table}: {problems:#?}");
    }
}

#[test]
fn a_broken_cell_gives_one_message_wherever_it_stands() {
    for (table, _) in TABLES {
        Project::small().assert_broken_cells_give_one_message(table);
    }
}

#[test]
fn a_decimal_comma_without_quotes_never_shifts_a_row() {
    let mut project = Project::small();
    project.change("adoption", "rpm,hub,linear,2027-04,,", "rpm,hub,linear,2027-04,0,5,");
    let problems = project.load().problems;
    assert!(matches!(problems.as_slice(), [problem] if problem.slug == Slug::RaggedRow), "{problems:#?}");
}

#[test]
fn a_scenario_that_is_not_there_is_trouble_of_the_disk() {
    let mut project = Project::small();
    project.remove("scenario");
    let error = project.try_load(&mut Diagnostics::new()).expect_err("no scenario");
    assert!(error.to_string().contains("small.toml does not exist"), "{error}");
}

#[test]
fn the_small_project_is_sound_and_says_what_it_means() {
    let loaded = Project::small().load();
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let case = loaded.case.expect("a case");
    let (north, south, hub) = (FacilityId::new("north"), FacilityId::new("south"), FacilityId::new("hub"));
    let (bmet, analyst) = (RoleId::new("bmet"), RoleId::new("ehr_analyst"));

    assert_eq!(case.settings.name, "small");
    assert_eq!(case.settings.horizon.months, 27);
    // A year as it is, a quarter times 4, a month times 12; then each month one level.
    let visits = |facility: &FacilityId| &case.activity[&(DriverId::new("visits"), facility.clone())];
    assert_eq!(visits(&north).levels.len(), 15);
    assert_eq!((visits(&north).levels[0], visits(&north).levels[14]), (90_000.0, 92_000.0));
    assert_eq!(visits(&hub).levels, [1200.0]);
    assert_eq!(Some(visits(&hub).first), Month::new(2026, 7));

    // Own rows win over `*`, and luck is named without the facility.
    let growth = &case.growth[&(DriverId::new("visits"), north.clone())];
    assert_eq!(growth.selector.at(&north).to_string(), "growth.annual_pct[driver=visits,facility=north]");
    assert_eq!((growth.spread.mode, growth.selector.shared()), (0.6, "growth.annual_pct[driver=visits]".to_owned()));
    assert!(case.growth[&(DriverId::new("visits"), hub.clone())].distribution.is_none());

    // Work of a technology that is not planned somewhere is left out there.
    let rpm: Vec<&str> = case
        .workload
        .iter()
        .filter(|row| row.technology == Some(TechnologyId::new("rpm")))
        .map(|row| row.facility.as_str())
        .collect();
    assert_eq!(rpm, ["hub", "north"]);
    let beds = &case.workload[0].rate;
    assert_eq!(beds.selector.shared(), "workload.mode[role=bmet,technology=,phase=run,driver=beds]");
    assert_eq!((beds.unit, beds.basis, &*beds.source), ("fte_per_100", Basis::Published, "AAMI"));
    let pert = beds.distribution.expect("a range");
    assert!((pert.quantile(0.1) - 1.5).abs() < 1e-6 && (pert.quantile(0.9) - 3.5).abs() < 1e-6);

    // Delays: a default for go-lives ahead, none for what runs, the planner's where given.
    let plan =
        |technology: &str, facility: &FacilityId| &*case.adoption[&(TechnologyId::new(technology), facility.clone())];
    let AdoptionPlan::Curve { delay, shape, go_live, .. } = plan("rpm", &hub) else { panic!("a curve") };
    assert!(matches!(shape, CurveShape::Linear { ramp_months } if *ramp_months == 12.0));
    assert_eq!((delay.spread.high, &delay.given, *go_live), (6.0, &Given::Default, Some(6.0)));
    let AdoptionPlan::Curve { delay, .. } = plan("ehr", &hub) else { panic!("a curve") };
    assert!(delay.distribution.is_none() && delay.spread.mode == 0.0);
    let AdoptionPlan::Curve { delay, site_delay, .. } = plan("rpm", &north) else { panic!("a curve") };
    assert_eq!((delay.spread.high, site_delay.spread.high), (4.0, 0.0));
    assert!(matches!(plan("rpm", &south), AdoptionPlan::None));
    // A site's own points replace the points for all.
    let AdoptionPlan::Points { points, delay, .. } = plan("ai_scribe", &hub) else { panic!("points") };
    assert_eq!((points.as_slice(), delay.spread.mode), ([(9.0, 0.0), (21.0, 0.3)].as_slice(), 2.0));
    let AdoptionPlan::Points { points, delay, .. } = plan("ai_scribe", &south) else { panic!("points") };
    assert_eq!((points.len(), delay.spread.mode), (3, 0.0));

    // 56 hours × 52.18 / ((260.9 − 48) days × 8 hours) = 1.716 FTE.
    assert!((case.floors[&(bmet.clone(), hub.clone())].fte - 1.7156).abs() < 0.0005);
    assert!(case.floors[&(bmet.clone(), hub.clone())].always);
    assert_eq!(case.floors[&(analyst.clone(), south.clone())].fte, 0.5);

    assert_eq!(case.anchor(&(bmet.clone(), hub.clone())), Anchor::Ratios);
    assert_eq!(case.anchor(&(bmet.clone(), north.clone())), Anchor::Establishment);
    assert_eq!(case.opening_staff(&(bmet.clone(), north.clone())).map(|point| point.fte), Some(9.5));
    assert_eq!(case.posts[&(bmet.clone(), hub.clone())][0].from, 3.0);
    assert_eq!(case.services[&(bmet.clone(), south.clone())].len(), 2);

    // The row, then a row with more `*`, then the catalogue where both are blank or there is none.
    let supply = |role: &RoleId, facility: &FacilityId| &case.supply[&(role.clone(), facility.clone())][0];
    assert_eq!(case.supply.len(), 6);
    let own = supply(&bmet, &south);
    assert_eq!((own.leavers.spread.mode, own.leavers_include_retirement), (12.0, false));
    assert_eq!(own.time_to_fill.spread.mode, 3.3);
    assert!(matches!(&own.time_to_fill.given, Given::Planner { origin, .. } if origin.line == 2));
    let default = supply(&analyst, &hub);
    assert_eq!(default.time_to_fill.given, Given::Default);
    assert_eq!((default.leavers.spread.mode, default.leavers_include_retirement), (13.0, true));
    assert_eq!((default.retirement.basis, default.retirement.spread.mode), (Basis::Published, 2.5));
    assert_eq!(default.leavers.selector.at(&hub).to_string(), "supply.leavers_pct[role=ehr_analyst,facility=hub]");
    assert_eq!(case.tables.len(), 16);
}

#[test]
fn the_command_line_holds_instead_of_the_file() {
    let mut project = Project::small();
    project.overrides.draws = Some(1024);
    project.overrides.seed = Some(11);
    let uncertainty = project.load().case.expect("a case").settings.uncertainty;
    assert_eq!((uncertainty.draws, uncertainty.seed), (1024, 11));
}

#[test]
fn line_ends_blank_rows_and_the_order_of_rows_change_nothing() {
    let mut project = Project::small();
    let staff = "period,facility,role,fte,headcount,budgeted_fte,,\r\n2026-Q3,north,ehr_analyst, 3 ,3,4,,\r\n\r\n\
                 2026-Q3,south,bmet,2,2,2,,\r\n,,,,,,,\r\n2026-Q3,north,bmet,9.5,10,11,,\r\n2026-Q2,north,bmet,9,10,11,,\r\n\
                 2026-Q3,hub,bmet,1.5,2,1.5,,\r\n2026-Q3,south,ehr_analyst,1,1,1.2,,\r\n2026-Q3,hub,ehr_analyst,0,0,0,,";
    project.set("staff", staff);
    let changed = project.load();
    assert!(changed.problems.is_empty(), "{:#?}", changed.problems);
    let original = Project::small().load().case.expect("a case");
    assert_eq!(changed.case.expect("a case").staff, original.staff);
}

#[test]
fn no_truncation_of_any_file_makes_the_reader_fail() {
    let files = ["scenario", "roles", "activity", "adoption", "adoption_points", "workload", "staff", "supply"];
    for table in files {
        let whole = Project::small().text(table);
        for cut in (0..whole.len()).step_by(19) {
            let mut project = Project::small();
            project.set(table, &whole.as_bytes()[..cut]);
            let _ = project.load();
        }
    }
}

#[test]
fn days_off_behind_a_round_the_clock_floor_are_listed_as_defaults() {
    let mut project = Project::small();
    project.remove("allowances");
    let case = project.load().case.expect("a case");
    let days = &case.allowances[&RoleId::new("bmet")].assumptions;
    assert_eq!(days.iter().map(|value| value.spread.mode).sum::<f64>(), 48.0);
    assert!(days.iter().all(|value| value.given == Given::Default));
    assert_eq!(days[0].selector.to_string(), "allowances.leave_days[role=bmet]");
}

#[test]
fn a_note_says_where_defaults_stand_in_blank_cells() {
    let mut found = Diagnostics::new();
    Project::small().try_load(&mut found).expect("the disk works");
    let [note] = found.problems() else { panic!("{:#?}", found.problems()) };
    assert_eq!(note.slug, Slug::DefaultsUsed);
    for column in ["adoption.delay_months", "supply.leavers_pct", "supply.time_to_fill_months"] {
        assert!(note.message.contains(column), "{}", note.message);
    }
}

#[test]
fn a_title_above_the_header_is_named_as_such() {
    let mut project = Project::small();
    let text = project.text("staff");
    project.set("staff", format!("Staff report 2026,,,,,\n{text}"));
    let problems = project.load().problems;
    assert!(problems[0].message.contains("line 1 is not the header"), "{problems:#?}");
    assert_eq!(problems.len(), 1);
}

#[test]
fn more_posts_cannot_be_taken_away_than_there_are() {
    let mut project = Project::small();
    project.append("posts", "bmet,south,2027-01,-1.5").append("posts", "bmet,south,2027-06,-0.6");
    let problems = project.load().problems;
    let [problem] = &problems[..] else { panic!("{problems:#?}") };
    assert_eq!((problem.slug, problem.place.line), (Slug::OutOfRange, Some(4)));
}

/// The only problem that a change brings about.
fn only(change: impl FnOnce(&mut Project)) -> (Slug, Option<u32>, String) {
    let mut project = Project::small();
    change(&mut project);
    let problems = project.load().problems;
    let [problem] = &problems[..] else { panic!("{problems:#?}") };
    (problem.slug, problem.place.line, problem.message.clone())
}

#[test]
fn a_turnover_that_only_seems_above_retirement_is_refused() {
    // 30 % retire within a year: that is 35.7 % of average staff, more than all 33 % who leave.
    let (slug, line, message) = only(|p| {
        p.change("supply", "12,,nothing,,", "33,,retirement,30,");
    });
    assert_eq!((slug, line), (Slug::TurnoverBelowRetirement, Some(3)));
    assert!(message.contains("35.7 %"), "{message}");
}

#[test]
fn turnover_includes_without_leavers_is_refused() {
    let (slug, line, _) = only(|p| {
        p.change("supply", "bmet,south,,12,,nothing", "bmet,south,,,,nothing");
    });
    assert_eq!((slug, line), (Slug::MissingValue, Some(3)));
}

#[test]
fn the_same_provider_twice_from_one_day_is_refused() {
    let (slug, line, _) = only(|p| {
        p.append("services", "bmet,south,north,20,2027");
    });
    assert_eq!((slug, line), (Slug::ConflictingRows, Some(4)));
}

#[test]
fn points_that_begin_above_nothing_after_the_opening_are_refused() {
    let (slug, line, _) = only(|p| {
        p.change("adoption_points", "ai_scribe,hub,2027-07,0", "ai_scribe,hub,2027-07,5");
    });
    assert_eq!((slug, line), (Slug::AdoptionPoints, Some(5)));
}

#[test]
fn a_go_live_on_the_first_day_of_the_forecast_may_slip() {
    let mut project = Project::small();
    project.change("adoption", "rpm,hub,linear,2027-04", "rpm,hub,linear,2026-10");
    let case = project.load().case.expect("a case");
    let key = (TechnologyId::new("rpm"), FacilityId::new("hub"));
    let AdoptionPlan::Curve { delay, .. } = &*case.adoption[&key] else { panic!("a curve") };
    assert_eq!((delay.spread.mode, delay.spread.high), (2.0, 6.0));
}
