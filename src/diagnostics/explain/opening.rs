//! What only shows when work and staff meet at the opening.

use super::{Explanation, Slug};

const STAFF: &str = "period,facility,role,fte,headcount,budgeted_fte";
const ACTIVITY: &str = "driver,facility,period,value";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::MissingAnchor,
        causes: "The workload table gives a role work at a facility, and the last staff period has no row for it there. If \
                 nobody does the work, a row with 0 says so; if another facility does it, services.csv does.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,south,bmet,2,2,2"],
        after: &[STAFF, "2026-Q3,south,bmet,2,2,2", "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::EstimatedDriver,
        causes: "drivers.csv allows this driver to be estimated from another one, and a facility has no activity of its \
                 own for it. Give its activity if the estimate is not good enough there.",
        file: "activity.csv",
        before: &[ACTIVITY, "visits,north,2026-Q1,23000"],
        after: &[ACTIVITY, "visits,north,2026-Q1,23000", "visits,hub,2026-07,100"],
    },
    Explanation {
        slug: Slug::EffectWithoutWork,
        causes: "An effect changes the role's work that is not tied to the same technology, and the role has none. Role or \
                 technology may be the wrong one, or a workload row is missing.",
        file: "effects.csv",
        before: &["technology,role,phase,change_pct", "rpm,bmet,run,-10"],
        after: &["technology,role,phase,change_pct", "ai_scribe,bmet,run,-10"],
    },
    Explanation {
        slug: Slug::AnchorRatio,
        causes: "The posts at the opening are more than twice, or less than half, of what the workload ratios give. A unit \
                 is wrong (per 100 for per 1000), a driver is too large, a team's staff are counted elsewhere, or a budget \
                 has a typing error.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,bmet,9.5,10,110"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::UnexplainedStaff,
        causes: "A team has posts, and no workload row brings it work at the opening: its driver is 0 there, or its \
                 technology is not in use yet. The team is carried on unchanged.",
        file: "activity.csv",
        before: &[ACTIVITY, "visits,south,2026-Q1,0"],
        after: &[ACTIVITY, "visits,south,2026-Q1,9000"],
    },
    Explanation {
        slug: Slug::WorkByNobody,
        causes: "A row of 0 says that nobody is in post or funded, and the workload table gives the role work there. With \
                 an anchor of 0 the work stays undone, growth included. Give the posts, or give the work to a provider.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,bmet,0,0,0"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::StaffNotListed,
        causes: "A cell had staff earlier or has posts or work later, and the last staff period has no row for it. Nobody \
                 is taken to be there; a row with 0 says that this is meant.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q2,north,bmet,9,10,11"],
        after: &[STAFF, "2026-Q2,north,bmet,9,10,11", "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::WorkMovesLater,
        causes: "services.csv moves work to a provider after the opening. Work that arrives counts as the ratios say, \
                 without the new provider's own factor between posts and ratios. If it moves at once, leave from blank.",
        file: "services.csv",
        before: &["role,facility,provider,share_pct,from", "bmet,south,north,30,2027-01"],
        after: &["role,facility,provider,share_pct,from", "bmet,south,north,30,"],
    },
    Explanation {
        slug: Slug::SurgeAtOpening,
        causes: "A project is being built or has just gone live when the forecast begins, so that its work stands beside \
                 the posts. If the staff in post are that team, the work would count twice: take the row out.",
        file: "workload.csv",
        before: &[
            "role,technology,phase,driver,facility,unit,mode,lead_months",
            "bmet,,run,beds,*,fte_per_100,2.5,",
            "ehr_analyst,,run,visits,*,units_per_fte,30000,",
            "ehr_analyst,rpm,build,,*,fte_per_facility,4,12",
        ],
        after: &[
            "role,technology,phase,driver,facility,unit,mode,lead_months",
            "bmet,,run,beds,*,fte_per_100,2.5,",
            "ehr_analyst,,run,visits,*,units_per_fte,30000,",
        ],
    },
    Explanation {
        slug: Slug::MovesWithoutStaff,
        causes: "Staff are to be retrained each year from a role that nobody holds at that facility. The facility is wrong, \
                 or their staff rows are missing.",
        file: "transfers.csv",
        before: &["from_role,to_role,facility,planned_per_year", "ehr_analyst,bmet,hub,1"],
        after: &["from_role,to_role,facility,planned_per_year", "ehr_analyst,bmet,north,1"],
    },
    Explanation {
        slug: Slug::FloorAboveAnchor,
        causes: "The smallest team that floors.csv asks for is larger than the posts at the opening, so that the gap \
                 begins with the difference. Either the rule is not kept today, or the floor counts another team.",
        file: "floors.csv",
        before: &["role,facility,minimum_fte,posts,hours_covered_per_week,always", "bmet,north,25,,,"],
        after: &["role,facility,minimum_fte,posts,hours_covered_per_week,always", "bmet,north,9,,,"],
    },
];
