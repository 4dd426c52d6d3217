//! Keys, sections and the values of settings; and scenarios that extend others.

use super::Edit::{Beside, End, Swap};
use super::Mutation;
use super::Verdict::{Elsewhere, Refused, Same};
use staffcast::diagnostics::Slug;

/// Keys, sections and the values of settings.
pub const SETTINGS: &[Mutation] = &[
    ("a key misspelt", Swap("seed = 7", "sead = 7"), Refused(Slug::UnknownKey, 9, "uncertainty.sead")),
    ("a needed key misspelt", Swap("demand_anchor", "demand_ancor"), Refused(Slug::UnknownKey, 5, "demand_ancor")),
    ("a key in capitals", Swap("title", "Title"), Refused(Slug::UnknownKey, 1, "Title")),
    ("a section misspelt", Swap("[hiring]", "[hireing]"), Refused(Slug::UnknownKey, 11, "hireing")),
    ("a section for later", End("[publish]\nsmallest = 5"), Refused(Slug::NotYet, 13, "publish")),
    ("a key in another section", End("draws = 512"), Refused(Slug::UnknownKey, 13, "hiring.draws")),
    ("a key of the top in a section", End("step = \"month\""), Refused(Slug::UnknownKey, 13, "hiring.step")),
    ("an empty key", End("\"\" = 1"), Refused(Slug::UnknownKey, 13, "hiring.")),
    ("an empty section", End("[\"\"]\na = 1"), Refused(Slug::UnknownKey, 13, "")),
    (
        "a value for a section",
        Swap("[hiring]\npolicy = \"fill-establishment\"", "[uncertainty.shared]\n\"supply.leavers_pct\" = [0.5]"),
        Refused(Slug::WrongType, 12, "uncertainty.shared.supply.leavers_pct"),
    ),
    ("a list for a section", Swap("[hiring]", "[[hiring]]"), Refused(Slug::WrongType, 11, "hiring")),
    ("a start not stated", Swap("start = \"2026-10\"\n", ""), Refused(Slug::MissingKey, 0, "start")),
    ("a number for text", Swap("\"Small\"", "7"), Refused(Slug::WrongType, 1, "title")),
    ("a list for text", Swap("\"../data\"", "[\"../data\"]"), Refused(Slug::WrongType, 2, "data")),
    ("a day without quotes", Swap("\"2026-10\"", "2026-10-01"), Refused(Slug::WrongType, 3, "start")),
    ("a quarter for the start", Swap("\"2026-10\"", "\"2026-Q4\""), Refused(Slug::BadSetting, 3, "start")),
    ("a month that is none", Swap("\"2026-10\"", "\"2026-13\""), Refused(Slug::BadSetting, 3, "start")),
    ("an end before the start", Swap("2028-12", "2026-09"), Refused(Slug::BadHorizon, 4, "end")),
    ("an end in the year 9999", Swap("2028-12", "9999-12"), Refused(Slug::BadHorizon, 4, "end")),
    (
        "an anchor in other words",
        Swap("\"establishment\"", "\"Establishment\""),
        Refused(Slug::BadSetting, 5, "demand_anchor"),
    ),
    ("text for true or false", Swap("false", "\"false\""), Refused(Slug::WrongType, 10, "uncertainty.individuals")),
    ("0 for false", Swap("false", "0"), Refused(Slug::WrongType, 10, "uncertainty.individuals")),
    ("a decimal for a whole number", Swap("512", "512.0"), Refused(Slug::WrongType, 8, "uncertainty.draws")),
    ("a number in quotes", Swap("512", "\"512\""), Refused(Slug::WrongType, 8, "uncertainty.draws")),
    ("hexadecimal digits", Swap("512", "0x200"), Refused(Slug::WrongType, 8, "uncertainty.draws")),
    ("octal digits", Swap("512", "0o1000"), Refused(Slug::WrongType, 8, "uncertainty.draws")),
    (
        "binary digits for a decimal",
        End("[shortage]\nthreshold_pct = 0b101"),
        Refused(Slug::WrongType, 14, "shortage.threshold_pct"),
    ),
    ("leading zeros", Swap("512", "0512"), Refused(Slug::BadToml, 8, "")),
    ("a seed below 0", Swap("seed = 7", "seed = -7"), Refused(Slug::BadSetting, 9, "uncertainty.seed")),
    (
        "a seed of thirty digits",
        Swap("seed = 7", "seed = 777777777777777777777777777777"),
        Refused(Slug::BadSetting, 9, "uncertainty.seed"),
    ),
    ("no draws", Swap("512", "0"), Refused(Slug::BadSetting, 8, "uncertainty.draws")),
    ("draws that cannot be stratified", Swap("512", "500"), Refused(Slug::DrawsNotStratified, 8, "uncertainty.draws")),
    (
        "nan for a number",
        End("[shortage]\nthreshold_pct = nan"),
        Refused(Slug::BadSetting, 14, "shortage.threshold_pct"),
    ),
    (
        "inf for a number",
        End("[shortage]\nthreshold_fte = inf"),
        Refused(Slug::BadSetting, 14, "shortage.threshold_fte"),
    ),
    (
        "minus inf for a number",
        End("[shortage]\nthreshold_fte = -inf"),
        Refused(Slug::BadSetting, 14, "shortage.threshold_fte"),
    ),
    (
        "a number beyond all",
        End("[shortage]\nthreshold_fte = 1e400"),
        Refused(Slug::BadSetting, 14, "shortage.threshold_fte"),
    ),
    (
        "a percentage above 100",
        End("[shortage]\nthreshold_pct = 101"),
        Refused(Slug::BadSetting, 14, "shortage.threshold_pct"),
    ),
    (
        "a currency in small letters",
        End("[money]\ncurrency = \"usd\""),
        Refused(Slug::BadSetting, 14, "money.currency"),
    ),
    (
        "a month that begins no year",
        Swap("[uncertainty]", "fiscal_year_start = 13\n[uncertainty]"),
        Refused(Slug::BadSetting, 7, "fiscal_year_start"),
    ),
    (
        "bounds of what has none",
        Swap("draws = 512", "range = \"bounds\"\ndistribution = \"lognormal\""),
        Refused(Slug::BadSetting, 9, "uncertainty.distribution"),
    ),
    (
        "a shared column without quotes",
        End("[uncertainty.shared]\nsupply.leavers_pct = 0.5"),
        Refused(Slug::WrongType, 14, "uncertainty.shared.supply"),
    ),
    (
        "a shared column that is none",
        End("[uncertainty.shared]\n\"supply.leavers\" = 0.5"),
        Refused(Slug::UnknownKey, 14, "uncertainty.shared.supply.leavers"),
    ),
    (
        "a share above 1",
        End("[uncertainty.shared]\n\"supply.leavers_pct\" = 50"),
        Refused(Slug::BadSetting, 14, "uncertainty.shared.supply.leavers_pct"),
    ),
    ("the data folder by an absolute path", Swap("\"../data\"", "\"/data\""), Refused(Slug::DataNotFound, 2, "data")),
    ("the data folder in a Windows path", Swap("\"../data\"", "'..\\data'"), Refused(Slug::DataNotFound, 2, "data")),
    ("a data folder without a name", Swap("\"../data\"", "\" \""), Refused(Slug::BadSetting, 2, "data")),
    ("the data folder by a longer way", Swap("\"../data\"", "\".././scenarios/../data/\""), Same),
    ("what holds anyway", Swap("draws = 512", "range = \"p10-p90\"\ndraws = 512"), Same),
];

/// Scenarios that extend others.
pub const EXTENDS: &[Mutation] = &[
    ("extends itself", Swap("title", "extends = \"small\"\ntitle"), Refused(Slug::ScenarioCycle, 1, "extends")),
    (
        "extends what extends it",
        Beside("extends = \"../data/other\"", "extends = \"../scenarios/small\""),
        Elsewhere(Slug::ScenarioCycle, "data/other.toml"),
    ),
    (
        "extends what is not there",
        Swap("title", "extends = \"smal\"\ntitle"),
        Refused(Slug::UnknownScenario, 1, "extends"),
    ),
    (
        "extends by an absolute path",
        Swap("title", "extends = \"/small\"\ntitle"),
        Refused(Slug::BadSetting, 1, "extends"),
    ),
    ("extends by a drive", Swap("title", "extends = 'C:\\small'\ntitle"), Refused(Slug::BadSetting, 1, "extends")),
    ("extends nothing", Swap("title", "extends = \"\"\ntitle"), Refused(Slug::BadSetting, 1, "extends")),
    ("extends several", Swap("title", "extends = [\"a\", \"b\"]\ntitle"), Refused(Slug::WrongType, 1, "extends")),
    ("extends below a section", End("extends = \"baseline\""), Refused(Slug::UnknownKey, 13, "hiring.extends")),
    ("extends what says nothing", Beside("extends = \"../data/other\"", ""), Same),
    (
        "extends what says something else",
        Beside("extends = \"../data/other.toml\"", "title = \"Other\"\nend = \"2040-12\""),
        Same,
    ),
    (
        "extends what is broken",
        Beside("extends = \"../data/other\"", "end = 2040-12"),
        Elsewhere(Slug::BadToml, "data/other.toml"),
    ),
];
