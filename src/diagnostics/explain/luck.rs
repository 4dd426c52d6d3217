//! Values that go together, and how exact a result is.

use super::{Explanation, Slug};

const HEADER: &str = "a,b,spearman_rho";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::BadSelector,
        causes: "A selector is table.column, or table.column[key=code] for some of its rows. The table or column is \
                 misspelt, the column never has a range, or the key is not one that its values go by.",
        file: "correlations.csv",
        before: &[HEADER, "supply.leavers,workload.mode,0.2"],
        after: &[HEADER, "supply.leavers_pct,workload.mode,0.2"],
    },
    Explanation {
        slug: Slug::CorrelatesNothing,
        causes: "A code in the selector is misspelt, the values it names have no range (no low and high), or both sides \
                 name the same single value.",
        file: "correlations.csv",
        before: &[HEADER, "supply.leavers_pct[role=bmett],workload.mode[role=bmet],0.2"],
        after: &[HEADER, "supply.leavers_pct[role=bmet],workload.mode[role=bmet],0.2"],
    },
    Explanation {
        slug: Slug::CorrelationsTooMany,
        causes: "A selector without a key names every value of a column, and each is to go with each. Name the few values \
                 that matter.",
        file: "correlations.csv",
        before: &[HEADER, "training.completion_pct,training.completion_pct,0.1"],
        after: &[HEADER, "training.completion_pct[cohort=c1],training.completion_pct[cohort=c2],0.1"],
    },
    Explanation {
        slug: Slug::CorrelationsDisagree,
        causes: "A row without a key holds for all values, another row for one of them, and the two give this pair \
                 different numbers. No row beats another here: each pair may be given once.",
        file: "correlations.csv",
        before: &[HEADER, "supply.leavers_pct,workload.mode,0.1", "workload.mode[role=bmet],supply.leavers_pct,0.2"],
        after: &[HEADER, "supply.leavers_pct,workload.mode,0.1"],
    },
    Explanation {
        slug: Slug::CorrelationsMended,
        causes: "If A goes closely with B and with C, then B and C must go together too. Where the table says otherwise, \
                 the nearest correlations that can hold are used, and the message says where they differ most.",
        file: "correlations.csv",
        before: &[HEADER, "supply.leavers_pct,workload.mode,0.9"],
        after: &[HEADER, "supply.leavers_pct[role=bmet],workload.mode[role=bmet],0.9"],
    },
    Explanation {
        slug: Slug::CorrelationReached,
        causes: "A correlation is asked for between the parts of two values that all facilities share; each facility's own \
                 part weakens it. The note says what is left of it. Nothing needs to be done.",
        file: "",
        before: &[],
        after: &[],
    },
    Explanation {
        slug: Slug::DefaultsUsed,
        causes: "Some cells that may be blank are blank, and published or usual values stand in for them. \
                 tables/assumptions.csv of the run lists each with its source; fill in what you know better.",
        file: "",
        before: &[],
        after: &[],
    },
    Explanation {
        slug: Slug::LargeError,
        causes: "Too few simulated futures for ranges so wide: another seed would give another gap. Ask for more draws, \
                 and prefer stratified sampling, which needs far fewer.",
        file: "scenarios/mine.toml",
        before: &["draws = 300", r#"sampling = "monte-carlo""#],
        after: &["draws = 16384", r#"sampling = "stratified""#],
    },
];
