//! The scenario file.

use super::{Explanation, Slug};

const FILE: &str = "scenarios/mine.toml";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::BadToml,
        causes: "Text or a month stands without its quotes, a quote or a bracket is not closed, or a line holds something \
                 that is neither `key = value`, a [section] nor a # comment. Word processors also turn straight quotes \
                 into curly ones, which do not count as quotes: use a plain text editor.",
        file: FILE,
        before: &["start = 2026-10", r#"end = "2028-12""#],
        after: &[r#"start = "2026-10""#, r#"end = "2028-12""#],
    },
    Explanation {
        slug: Slug::UnknownKey,
        causes: "A key is misspelt, stands in the wrong [section], or comes from another version. A key belongs to the \
                 section above it, so one without a section must stand before the first of them.",
        file: FILE,
        before: &["[uncertainty]", "sead = 7"],
        after: &["[uncertainty]", "seed = 7"],
    },
    Explanation {
        slug: Slug::MissingKey,
        causes: "Some choices move every number of the result, so that staffcast takes no default for them: the first \
                 and the last month, the data folder, what demand at the opening equals, and the currency of prices.",
        file: FILE,
        before: &[r#"end = "2028-12""#],
        after: &[r#"end = "2028-12""#, r#"demand_anchor = "establishment""#],
    },
    Explanation {
        slug: Slug::WrongType,
        causes: "A number stands in quotes, text stands without them, or yes and no are written for true and false. In a \
                 scenario file text and months have quotes; numbers, true and false have none.",
        file: FILE,
        before: &["[uncertainty]", r#"draws = "512""#],
        after: &["[uncertainty]", "draws = 512"],
    },
    Explanation {
        slug: Slug::BadSetting,
        causes: "A word is misspelt or is not one of those that the setting takes, a number lies outside what makes \
                 sense, or a month is written in another way than 2026-10.",
        file: FILE,
        before: &["[hiring]", r#"policy = "fill-establishments""#],
        after: &["[hiring]", r#"policy = "fill-establishment""#],
    },
    Explanation {
        slug: Slug::BadHorizon,
        causes: "Start and end are swapped, the year was changed in only one of them, or a year has a wrong digit.",
        file: FILE,
        before: &[r#"start = "2026-10""#, r#"end = "2026-09""#],
        after: &[r#"start = "2026-10""#, r#"end = "2028-12""#],
    },
    Explanation {
        slug: Slug::DrawsNotStratified,
        causes: "Stratified sampling spreads the simulated futures evenly and in 16 equal parts, which also show how \
                 exact the result is. Round numbers such as 500 or 1000 cannot be parted so; powers of two are best.",
        file: FILE,
        before: &["[uncertainty]", "draws = 500"],
        after: &["[uncertainty]", "draws = 512"],
    },
    Explanation {
        slug: Slug::FewDraws,
        causes: "A number of draws that was meant for a quick look was left in the scenario. The 10th percentile of 64 \
                 futures rests on six of them.",
        file: FILE,
        before: &["[uncertainty]", "draws = 64"],
        after: &["[uncertainty]", "draws = 512"],
    },
    Explanation {
        slug: Slug::UnknownScenario,
        causes: "The name behind `extends` is misspelt, has `.toml` or a folder in it, or the file lies elsewhere: it must \
                 lie beside the scenario that extends it.",
        file: FILE,
        before: &[r#"extends = "basline""#],
        after: &[r#"extends = "baseline""#],
    },
    Explanation {
        slug: Slug::ScenarioCycle,
        causes: "A scenario was copied and its `extends` still names itself, or two scenarios extend each other. One of \
                 them must stand on its own.",
        file: FILE,
        before: &[r#"extends = "mine""#],
        after: &[r#"extends = "baseline""#],
    },
    Explanation {
        slug: Slug::BadChange,
        causes: "A [[change]] says where and not what: it needs exactly one of set, add, multiply, shift or remove. Or it \
                 multiplies something that is no number, or shifts something that is no period.",
        file: FILE,
        before: &["[[change]]", r#"table = "growth""#, r#"where = { driver = "beds" }"#],
        after: &["[[change]]", r#"table = "growth""#, r#"where = { driver = "beds" }"#, "add = { annual_pct = 1 }"],
    },
    Explanation {
        slug: Slug::ChangeMatchesNothing,
        causes: "A code in `where` is misspelt, or the table has no row for that combination. A change that does nothing \
                 would make a plan look as if it had no effect, so it is refused.",
        file: FILE,
        before: &["[[change]]", r#"table = "growth""#, r#"where = { driver = "bed" }"#, "add = { annual_pct = 1 }"],
        after: &["[[change]]", r#"table = "growth""#, r#"where = { driver = "beds" }"#, "add = { annual_pct = 1 }"],
    },
    Explanation {
        slug: Slug::ChangeWithoutEffect,
        causes: "The tables already hold what the change sets: it was copied from another scenario, or the tables were \
                 brought up to date meanwhile. Take it out if it says nothing new.",
        file: FILE,
        before: &[
            "[[change]]",
            r#"table = "growth""#,
            r#"where = { driver = "visits", facility = "north" }"#,
            r#"set = { annual_pct = "0.5/0.6/0.9" }"#,
        ],
        after: &[
            "[[change]]",
            r#"table = "growth""#,
            r#"where = { driver = "visits", facility = "north" }"#,
            r#"set = { annual_pct = "0.5/0.8/1.4" }"#,
        ],
    },
    Explanation {
        slug: Slug::DataNotFound,
        causes: "The path is misspelt, is meant from another folder, or names one CSV file of the folder. It is read from \
                 where the scenario file lies: `../data` is the folder data beside the folder scenarios.",
        file: FILE,
        before: &[r#"data = "../dta""#],
        after: &[r#"data = "../data""#],
    },
];
