//! The lasting names of all kinds of problem, with what each means.
//!
//! People search for a slug and script against it, so a slug is never renamed or used for something else.

use super::Severity;
use serde::{Serialize, Serializer};

macro_rules! slugs {
    ($($name:ident, $slug:literal, $severity:ident, $meaning:literal;)+) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Slug {$(
            #[doc = $meaning]
            $name,
        )+}

        impl Slug {
            /// Every kind of problem, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The lasting name.
            pub fn as_str(self) -> &'static str {
                match self {$(Self::$name => $slug,)+}
            }

            /// How bad a problem of this kind is.
            pub fn severity(self) -> Severity {
                match self {$(Self::$name => Severity::$severity,)+}
            }

            /// What the problem is, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self {$(Self::$name => $meaning,)+}
            }
        }
    };
}

slugs! {
    BadToml, "bad-toml", Error, "A scenario file is not valid TOML.";
    UnknownKey, "unknown-key", Error, "A scenario file holds a key that staffcast does not know.";
    MissingKey, "missing-key", Error, "A scenario file lacks a key that must be stated.";
    WrongType, "wrong-type", Error, "A key of a scenario file holds the wrong kind of value.";
    BadSetting, "bad-setting", Error, "A setting has a value that is not allowed.";
    BadHorizon, "bad-horizon", Error, "The forecast ends before it starts, or is longer than 100 years.";
    DrawsNotStratified, "draws-not-stratified", Error, "Stratified sampling needs a number of draws that is a multiple of 16.";
    UnknownScenario, "unknown-scenario", Error, "A scenario extends one that does not exist.";
    ScenarioCycle, "scenario-cycle", Error, "Scenarios extend each other in a loop.";
    BadChange, "bad-change", Error, "A change cannot be made as it is written.";
    ChangeMatchesNothing, "change-matches-nothing", Error, "A change is for rows that are not there.";
    DataNotFound, "data-not-found", Error, "The scenario names a data folder that does not exist.";

    MissingTable, "missing-table", Error, "A table that every forecast needs is not there.";
    UnknownTable, "unknown-table", Error, "A CSV file in the data folder is not one of the tables.";
    NotUtf8, "not-utf8", Error, "A file is not UTF-8 text.";
    ByteOrderMark, "byte-order-mark", Note, "A file begins with a byte-order mark; it was read without it.";
    DamagedCsv, "damaged-csv", Error, "A file is not a readable CSV: a quote is left open, or it holds a NUL character.";
    WrongDelimiter, "wrong-delimiter", Error, "A file separates its cells by something else than a comma.";
    SheetNotFound, "sheet-not-found", Error, "Which sheet of a workbook holds a table cannot be told.";
    SheetNotRead, "sheet-not-read", Note, "A sheet of a workbook is not one of the tables.";
    FileTooLarge, "file-too-large", Error, "A file holds more than a table may.";
    ReadAs, "read-as", Note, "How a file was understood where it is not written in the plain way; it changes no number.";
    NotXlsx, "not-xlsx", Error, "A spreadsheet is of another kind than .xlsx, or has a password.";
    DamagedWorkbook, "damaged-workbook", Error, "A workbook, or a cell of it, breaks the rules of its format.";
    WorkbookTooLarge, "workbook-too-large", Error, "A workbook is larger than staffcast reads.";
    FormulaWithoutValue, "formula-without-value", Error, "A formula was saved without its result.";
    NotADate, "not-a-date", Error, "A cell of a workbook is shown as a date or time and holds none.";
    ExternalLink, "external-link", Warning, "Values of a sheet are taken from another workbook.";
    HiddenCells, "hidden-cells", Warning, "Rows or columns of a sheet are hidden; they were read like all others.";
    MergedCells, "merged-cells", Warning, "Cells of a sheet are merged; only the upper left one has a value.";
    FormulaResults, "formula-results", Note, "Cells of a sheet are results of formulas; the saved values were read.";
    MacrosIgnored, "macros-ignored", Note, "A workbook holds macros; they were not run.";
    EmptyTable, "empty-table", Error, "A needed table has no rows.";
    UnknownColumn, "unknown-column", Error, "A table has a column that is not one of its columns.";
    MissingColumn, "missing-column", Error, "A table lacks a column that it must have.";
    DuplicateColumn, "duplicate-column", Error, "A table has the same column twice.";
    HeaderAgain, "header-again", Error, "A row below the header holds the names of the columns again.";
    ControlCharacter, "control-character", Error, "A text holds a character that no printer and no screen shows.";
    RaggedRow, "ragged-row", Error, "A row has more or fewer cells than the header.";

    MissingValue, "missing-value", Error, "A cell that must be filled is blank.";
    NotANumber, "not-a-number", Error, "A cell that must hold a number does not.";
    NotACode, "not-a-code", Error, "A code is not in snake_case.";
    NotAnOccupationCode, "not-an-occupation-code", Error, "A cell that must hold the code of an occupation does not.";
    NotAPeriod, "not-a-period", Error, "A cell that must hold a period does not.";
    UnknownChoice, "unknown-choice", Error, "A cell holds a word that is not one of those allowed.";
    OutOfRange, "out-of-range", Error, "A number lies outside the range that its column allows.";
    LooksLikeFractions, "looks-like-fractions", Error, "A percent column seems to hold fractions of 1.";
    MixedPercentages, "mixed-percentages", Error, "A percent column holds both cells shown as percentages and plain numbers.";
    ErrorCell, "error-cell", Error, "A cell holds an error value of a spreadsheet, such as #N/A.";
    UnorderedRange, "unordered-range", Error, "A range is not in the order low, mode, high.";
    IncompleteRange, "incomplete-range", Error, "A range has only one of its ends, or no middle value.";
    SupportOutOfRange, "support-out-of-range", Error, "A range read as 10th and 90th percentile reaches outside what its column allows.";
    DistributionUnfit, "distribution-unfit", Error, "Low, middle and high value make no distribution of the kind that is named.";

    UnknownRole, "unknown-role", Error, "A row names a role that roles.csv does not hold.";
    UnknownFacility, "unknown-facility", Error, "A row names a facility that facilities.csv does not hold.";
    UnknownTechnology, "unknown-technology", Error, "A row names a technology that technologies.csv does not hold.";
    UnknownFamily, "unknown-family", Error, "A row names a family to which no role belongs that work could scale with.";
    UnknownDriver, "unknown-driver", Error, "A row names a driver that drivers.csv does not hold.";
    DuplicateRow, "duplicate-row", Error, "Two rows of a table have the same key.";
    ConflictingRows, "conflicting-rows", Error, "Two equally specific rows with `*` meet in one cell.";

    OverlappingPeriods, "overlapping-periods", Error, "Two rows give a value for the same month.";
    GapInSeries, "gap-in-series", Error, "A series has months without a value between its first and its last.";
    MissingActivity, "missing-activity", Error, "Work needs a driver that has no activity at the facility.";
    MissingGrowth, "missing-growth", Error, "A driver must be carried beyond its last period and has no growth row.";
    MissingAdoption, "missing-adoption", Error, "A technology has no adoption row for a facility.";
    AdoptionColumns, "adoption-columns", Error, "An adoption row lacks a column that its shape needs, or fills one that it does not use.";
    AdoptionPoints, "adoption-points", Error, "Adoption points and the shape `points` do not belong together as given.";
    AdoptionShocks, "adoption-shocks", Error, "A shock changes something that its plan does not have, or not exactly one thing.";
    EstimateSource, "estimate-source", Error, "A driver is estimated from itself, or from one that is itself estimated there.";
    DriverForUnit, "driver-for-unit", Error, "A workload row names a driver that its unit cannot have, or none where its unit needs one.";
    PhaseColumns, "phase-columns", Error, "A row lacks a column that its phase needs, or fills one that it does not use.";
    EconomyOfScale, "economy-of-scale", Error, "Economy of scale lacks its exponent or reference, or stands where work does not scale with activity.";
    DriverCycle, "driver-cycle", Error, "Roles that scale with each other form a loop.";
    DriverRoleElsewhere, "driver-role-elsewhere", Error, "A role scales with another one whose work is done by another provider.";
    SourceRole, "source-role", Error, "A role of scope `source`, which has no demand, is given work, or work scales with it.";
    NotYet, "not-yet", Error, "The input asks for something that this version does not compute.";
    SharesOverHundred, "shares-over-100", Error, "More than 100 % of the work of a role at a facility is given away.";
    StaffNotCurrent, "staff-not-current", Error, "The last staff period does not end the day before the forecast starts.";
    RosterDisagrees, "roster-disagrees", Error, "The people of a roster and the staff of staff.csv do not agree.";
    FteOverHeadcount, "fte-over-headcount", Error, "A row has more FTE than people.";
    MissingAnchor, "missing-anchor", Error, "There is work at the opening and no staff row to anchor it to.";
    MissingSupply, "missing-supply", Error, "A supply rate is not given and its occupation has no published default.";
    TurnoverBelowRetirement, "turnover-below-retirement", Error, "A turnover that includes retirement is not above the retirement rate.";
    RoleWithoutWork, "role-without-work", Error, "A role has staff but no workload row, so its demand would be nothing.";
    EndsBeforeItBegins, "ends-before-it-begins", Error, "Something ends on or before the day on which it begins.";

    AmountNotDivisible, "amount-not-divisible", Error, "One amount for several places cannot be divided, because none of them has budgeted posts.";
    NotAnAgeBand, "not-an-age-band", Error, "A cell that must hold an age band does not.";
    AgeBands, "age-bands", Error, "Age bands of one count of staff overlap, or some of its rows have one and others none.";
    TransferRoles, "transfer-roles", Error, "A move is from a role to itself, or to a role that is not forecast.";
    TransfersOverHundred, "transfers-over-100", Error, "All of a role's staff at a facility would move to other roles within a year.";
    ActionColumns, "action-columns", Error, "An action lacks a column that it needs, or fills one that it does not use.";
    ActionWithoutRow, "action-without-row", Error, "An action uses a course, move or measure that its table does not hold.";
    MissingCosts, "missing-costs", Error, "A role that is forecast has no row in costs.csv that always holds.";
    BadSelector, "bad-selector", Error, "A selector names no table, no uncertain column or no key of its values.";
    CorrelatesNothing, "correlates-nothing", Error, "A correlation names no uncertain value with a shared part, or one value alone.";
    CorrelationsTooMany, "correlations-too-many", Error, "More values go together than can be correlated.";
    CorrelationsDisagree, "correlations-disagree", Error, "Two rows give a pair of values different correlations.";
    MovesNotEmbeddable, "moves-not-embeddable", Error, "Yearly chances to move between roles that no constant monthly chances have.";

    LeftOut, "left-out", Warning, "Rows are left out on purpose, because a map of names says so.";
    EstimatedDriver, "estimated-driver", Warning, "Work needs a driver that has no activity at a facility, and it is taken from another driver there.";
    EffectWithoutWork, "effect-without-work", Warning, "An effect is on a role that has no run work that it could change.";
    AnchorRatio, "anchor-ratio", Warning, "The workload ratios and the staff at the opening differ by more than a factor of two.";
    UnexplainedStaff, "unexplained-staff", Warning, "There are staff at the opening and no work; they are carried unchanged.";
    WorkByNobody, "work-by-nobody", Warning, "There is work at the opening and an anchor of 0: it is taken as done by nobody.";
    StaffNotListed, "staff-not-listed", Warning, "Work, posts, a standing floor or earlier staff where no row of the last staff period stands; nobody is taken to be in post there.";
    WorkMovesLater, "work-moves-later", Warning, "Work moves to another provider after the opening; there it counts as new work, not anchored.";
    SurgeAtOpening, "surge-at-opening", Warning, "Projects are under way at the opening; staff in post may already be their team.";
    MovesWithoutStaff, "moves-without-staff", Warning, "Staff are to be retrained from a role in which nobody is in post.";
    FloorAboveAnchor, "floor-above-anchor", Warning, "A staffing floor lies above the anchor, so the opening already has a gap.";
    AgesUnused, "ages-unused", Warning, "Ages of staff are given without a retirement rate by age, so the flat rate holds.";
    ActionsNotUsed, "actions-not-used", Warning, "Actions are given, and the hiring policy is not `schedule`.";
    CorrelationsMended, "correlations-mended", Warning, "Correlations cannot hold together as asked for; the nearest that can are used.";
    FteLikeHeadcount, "fte-like-headcount", Warning, "FTE that seem to be headcount: whole numbers that equal the people.";
    HeadcountWithFractions, "headcount-with-fractions", Warning, "Headcount that is not whole.";
    TotalRow, "total-row", Warning, "A facility or role that seems to be the total of the others.";
    JumpInActivity, "jump-in-activity", Warning, "Activity changes by more than 40 % from one period to the next.";
    JumpInStaff, "jump-in-staff", Warning, "Staff of a team change by more than 40 % from one period to the next.";
    FractionsAmongPercent, "fractions-among-percent", Warning, "Some values of a percent column look like fractions of 1.";
    FarFromUsual, "far-from-usual", Warning, "A value is so far from what is usual that its unit or a power of ten may be wrong.";
    VacanciesAsNoNeed, "vacancies-as-no-need", Warning, "Demand at the opening equals the staff in post though posts are vacant.";
    CoursesAboveStaff, "courses-above-staff", Warning, "Courses bring more graduates than a role is likely to take in.";
    MovesAboveStaff, "moves-above-staff", Warning, "More staff a year are to be retrained than there are in the role.";
    HiresAbovePosts, "hires-above-posts", Warning, "Scheduled hires exceed the open posts and those who leave.";
    HireLimitAbovePosts, "hire-limit-above-posts", Warning, "A limit of hires is so far above the posts that it limits nothing.";
    TurnoverOverHundred, "turnover-over-100", Warning, "More leave within a year than there are.";
    RetirementWave, "retirement-wave", Warning, "By the ages given a large part of a team would retire in the first year.";
    RolesAlike, "roles-alike", Warning, "Two roles have nearly the same name, and may be one.";
    ChangeWithoutEffect, "change-without-effect", Note, "A change sets what is there already.";
    CorrelationReached, "correlation-reached", Note, "What a correlation of shared luck comes to for the values at one facility.";
    RosterAddedUp, "roster-added-up", Note, "What the people of a roster came to.";
    DefaultsUsed, "defaults-used", Note, "Blank cells were filled with published or usual values; assumptions.csv lists each.";
    LargeError, "large-error", Warning, "The Monte Carlo error of a gap is large beside the gap and what counts as a shortage.";
    FewDraws, "few-draws", Warning, "So few draws that the 10th and 90th percentiles say little.";
}

impl Serialize for Slug {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
