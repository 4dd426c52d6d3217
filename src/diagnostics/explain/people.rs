//! Amounts, ages, moves, actions and costs.

use super::{Explanation, Slug};

const AGED: &str = "period,facility,role,age_band,fte,budgeted_fte";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::AmountNotDivisible,
        causes: "`*` or region:CODE with an amount means one amount for all these facilities together; it is shared out by \
                 their funded posts, and none of them has any for the role. Name the facilities.",
        file: "training.csv",
        before: &["cohort,role,facility,start,places,months", "course,coder,region:metro,2027-03,6,12"],
        after: &["cohort,role,facility,start,places,months", "course,coder,hub,2027-03,6,12"],
    },
    Explanation {
        slug: Slug::NotAnAgeBand,
        causes: "The band is in words, or Excel turned it into a date (10-14 became 14 October). Write 55-59, 60+ or one \
                 age such as 61, and format the column as Text before typing.",
        file: "staff.csv",
        before: &[AGED, "2026-Q3,north,bmet,40 and over,5,"],
        after: &[AGED, "2026-Q3,north,bmet,40+,5,"],
    },
    Explanation {
        slug: Slug::AgeBands,
        causes: "Two bands share an age, so that nobody knows in which of them it counts; or some rows of a team have an \
                 age band and others none.",
        file: "staff.csv",
        before: &[AGED, "2026-Q3,north,bmet,30-39,4,11", "2026-Q3,north,bmet,37+,5,"],
        after: &[AGED, "2026-Q3,north,bmet,30-39,4,11", "2026-Q3,north,bmet,40+,5,"],
    },
    Explanation {
        slug: Slug::RosterDisagrees,
        causes: "staff.csv and the roster were exported on different days or count different people (bank staff, leave of \
                 absence), or one of them has overtime in its FTE. Where a roster tells who is in post, staff.csv need only \
                 give the establishment.",
        file: "staff.csv",
        before: &["period,facility,role,fte,headcount,budgeted_fte", "2026-Q3,south,bmet,2,2,2"],
        after: &["period,facility,role,fte,headcount,budgeted_fte", "2026-Q3,south,bmet,,,2"],
    },
    Explanation {
        slug: Slug::RosterAddedUp,
        causes: "Rows of people were added up as they were read. Look whether the number in post is the one that you know; \
                 tables `staff` and `staff_flows` in the inputs of a run hold what they came to, and nothing of a person.",
        file: "",
        before: &[],
        after: &[],
    },
    Explanation {
        slug: Slug::TransferRoles,
        causes: "from_role and to_role are the same, by a slip of copying, or staff would move to a role that only \
                 supplies staff to others and is not forecast.",
        file: "transfers.csv",
        before: &["from_role,to_role,facility,annual_pct", "bmet,bmet,*,2"],
        after: &["from_role,to_role,facility,annual_pct", "bmet,ehr_analyst,*,2"],
    },
    Explanation {
        slug: Slug::TransfersOverHundred,
        causes: "The yearly moves out of one role add up to all of its staff or more: mostly fractions or headcounts were \
                 taken for percent, or a row for `*` and one for a facility both hold.",
        file: "transfers.csv",
        before: &["from_role,to_role,facility,annual_pct", "bmet,ehr_analyst,*,60", "bmet,coder,south,40"],
        after: &["from_role,to_role,facility,annual_pct", "bmet,ehr_analyst,*,6", "bmet,coder,south,4"],
    },
    Explanation {
        slug: Slug::ActionColumns,
        causes: "Each action uses columns of its own: retrain needs from_role, every action but retain needs fte. A cell \
                 that an action does not use would be lost.",
        file: "actions.csv",
        before: &["action,facility,role,period,fte,from_role", "hire,hub,bmet,2027-Q1,,"],
        after: &["action,facility,role,period,fte,from_role", "hire,hub,bmet,2027-Q1,2,"],
    },
    Explanation {
        slug: Slug::ActionWithoutRow,
        causes: "An action only says when and how many; training.csv, transfers.csv and retention.csv say how long it takes \
                 and how many succeed. The row for this role at this facility is missing there, or there are several.",
        file: "training.csv",
        before: &["cohort,role,facility,start,places,months", "course,ehr_analyst,hub,2027-03,2,12"],
        after: &["cohort,role,facility,start,places,months", "course,bmet,hub,2027-03,2,12"],
    },
    Explanation {
        slug: Slug::MissingCosts,
        causes: "Costs are asked for, and a role has no row, or only rows that begin on a later day. The first row of a \
                 role has a blank from.",
        file: "costs.csv",
        before: &["role,from,salary,on_cost_pct,salary_growth_pct", "bmet,,60000,30,3", "ehr_analyst,2027,70000,30,3"],
        after: &["role,from,salary,on_cost_pct,salary_growth_pct", "bmet,,60000,30,3", "ehr_analyst,,70000,30,3"],
    },
    Explanation {
        slug: Slug::MovesNotEmbeddable,
        causes: "The yearly chances to move between roles are so large, or go so much back and forth, that no steady \
                 monthly moves add up to them. Mostly a chance is far too high, or headcounts were taken for percent.",
        file: "transfers.csv",
        before: &["from_role,to_role,facility,annual_pct", "bmet,ehr_analyst,north,90", "ehr_analyst,bmet,north,90"],
        after: &["from_role,to_role,facility,annual_pct", "bmet,ehr_analyst,north,9", "ehr_analyst,bmet,north,9"],
    },
    Explanation {
        slug: Slug::AgesUnused,
        causes: "staff.csv has age bands, and retirement.csv is not there, so that everybody retires at the flat rate of \
                 supply.csv whatever their age. Give the yearly chance to retire from some age on.",
        file: "retirement.csv",
        before: &[],
        after: &["role,age,annual_pct", "bmet,55,3", "bmet,60,8"],
    },
    Explanation {
        slug: Slug::ActionsNotUsed,
        causes: "actions.csv holds a schedule, and the scenario recruits by another policy, so that none of it is carried \
                 out. Ask for the schedule, or take the file out.",
        file: "scenarios/mine.toml",
        before: &["[hiring]", r#"policy = "fill-establishment""#],
        after: &["[hiring]", r#"policy = "schedule""#],
    },
];
