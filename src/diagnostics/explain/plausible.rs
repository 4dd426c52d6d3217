//! Values that may stand as they are, and look as if something else was meant.

use super::{Explanation, Slug};

const STAFF: &str = "period,facility,role,fte,headcount,budgeted_fte";
const ACTIVITY: &str = "driver,facility,period,value";
const LEAVERS: &str = "role,facility,leavers_pct,turnover_includes";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::FteLikeHeadcount,
        causes: "The payroll report counts people, and the count was put into both columns. Somebody at 60 % is 0.6 FTE: \
                 people counted as FTE make every part-time team look larger than it is. Where everybody does work full \
                 time, leave it.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,bmet,9,9,11", "2026-Q3,north,ehr_analyst,3,3,4"],
        after: &[STAFF, "2026-Q3,north,bmet,8.4,9,11", "2026-Q3,north,ehr_analyst,2.6,3,4"],
    },
    Explanation {
        slug: Slug::HeadcountWithFractions,
        causes: "FTE stand in the column headcount, the columns fte and headcount are exchanged, or the headcount is an \
                 average over a period. It is the number of people on the last day.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,bmet,9.5,9.5,11"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::TotalRow,
        causes: "A report was pasted with its line of totals, so that everything in it would count twice. staffcast adds \
                 up by itself: take the row out. A facility that only happens to be as large as the others together may \
                 stay.",
        file: "staff.csv",
        before: &[
            STAFF,
            "2026-Q3,north,bmet,9.5,10,11",
            "2026-Q3,south,bmet,2,2,2",
            "2026-Q3,hub,bmet,1.5,2,1.5",
            "2026-Q3,group,bmet,13,14,14.5",
        ],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11", "2026-Q3,south,bmet,2,2,2", "2026-Q3,hub,bmet,1.5,2,1.5"],
    },
    Explanation {
        slug: Slug::JumpInActivity,
        causes: "A period is not complete, is counted in another unit, or has a digit too many: here the figure of a year \
                 stands for a quarter. Where a site did open, close or take work over, leave it and say so in note.",
        file: "activity.csv",
        before: &[ACTIVITY, "visits,north,2026-Q1,90000"],
        after: &[ACTIVITY, "visits,north,2026-Q1,23000"],
    },
    Explanation {
        slug: Slug::JumpInStaff,
        causes: "A digit is wrong, a team is missing from one of the two periods, or two teams were counted together in one \
                 of them. Where staff did move to another facility or role, leave it and say so in note.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q2,north,bmet,19,20,21"],
        after: &[STAFF, "2026-Q2,north,bmet,9,10,11"],
    },
    Explanation {
        slug: Slug::FractionsAmongPercent,
        causes: "Rows from two systems were put together, one of which writes 12 % as 0.12. In a percent column 0.12 means \
                 0.12 %. Multiply such values by 100; leave them where so little is meant.",
        file: "supply.csv",
        before: &[LEAVERS, "bmet,*,11,nothing", "bmet,south,0.12,nothing"],
        after: &[LEAVERS, "bmet,*,11,nothing", "bmet,south,12,nothing"],
    },
    Explanation {
        slug: Slug::FarFromUsual,
        causes: "The value is in another unit than the column (weeks for months, thousands of dollars for dollars, hours of \
                 a day for hours of a week), or a decimal point is missing. Published figures of the occupation are the \
                 measure. Leave the value if it was measured.",
        file: "supply.csv",
        before: &["role,facility,time_to_fill_months", "bmet,north,18"],
        after: &["role,facility,time_to_fill_months", "bmet,north,4.1"],
    },
    Explanation {
        slug: Slug::VacanciesAsNoNeed,
        causes: "With in_post the staff of today are taken to be exactly enough, so that vacant posts count as posts that \
                 nobody needs and the gap begins at 0. Where the vacancies are to be filled, establishment is the word.",
        file: "scenarios/mine.toml",
        before: &[r#"demand_anchor = "in_post""#],
        after: &[r#"demand_anchor = "establishment""#],
    },
    Explanation {
        slug: Slug::CoursesAboveStaff,
        causes: "The places of a whole school were given for one role at one facility, a course repeats more often than was \
                 meant, or few of its graduates come to work here: employed_pct says how many do.",
        file: "training.csv",
        before: &["cohort,role,facility,start,repeat_every_months,places,months", "c,bmet,north,2027-03,6,4,12"],
        after: &["cohort,role,facility,start,repeat_every_months,places,months", "c,bmet,north,2027-03,12,2,12"],
    },
    Explanation {
        slug: Slug::MovesAboveStaff,
        causes: "A number for all facilities was written for one of them, or a number for the whole plan as if it were \
                 for each year: planned_per_year is FTE a year at this facility.",
        file: "transfers.csv",
        before: &["from_role,to_role,facility,planned_per_year", "ehr_analyst,bmet,north,5"],
        after: &["from_role,to_role,facility,planned_per_year", "ehr_analyst,bmet,north,1"],
    },
    Explanation {
        slug: Slug::HiresAbovePosts,
        causes: "The posts that the hires are for are missing from posts.csv, hires for all facilities stand at one of \
                 them, or a number has a digit too many: fte is what the whole period hires.",
        file: "actions.csv",
        before: &["action,facility,role,period,fte", "hire,north,bmet,2027-Q1,20"],
        after: &["action,facility,role,period,fte", "hire,north,bmet,2027-Q1,2"],
    },
    Explanation {
        slug: Slug::HireLimitAbovePosts,
        causes: "A limit of the whole group stands at one facility, or 99 stands for \"no limit\". A blank cell says that \
                 there is no limit.",
        file: "supply.csv",
        before: &["role,facility,max_hires_per_year", "bmet,north,40"],
        after: &["role,facility,max_hires_per_year", "bmet,north,4"],
    },
    Explanation {
        slug: Slug::TurnoverOverHundred,
        causes: "Leavers of several years were added up, or a percentage was multiplied by 100 twice. More than 100 % is \
                 possible where people stay for less than a year; then leave it.",
        file: "supply.csv",
        before: &[LEAVERS, "bmet,south,105,nothing"],
        after: &[LEAVERS, "bmet,south,10.5,nothing"],
    },
    Explanation {
        slug: Slug::RetirementWave,
        causes: "annual_pct was taken as the share that has retired by that age; it is the chance to retire within one \
                 year for those who are still there. Or age bands are open too far down: 40+ holds everybody from 40 on.",
        file: "retirement.csv",
        before: &["role,age,annual_pct", "*,40,60"],
        after: &["role,age,annual_pct", "*,40,2", "*,60,20"],
    },
    Explanation {
        slug: Slug::RolesAlike,
        causes: "One role came from two systems with its name in the plural, in another order or with a typing error, and \
                 its staff and work are now parted. Keep one, and write the other name into its aliases. Two roles that do \
                 differ should have names that say so.",
        file: "roles.csv",
        before: &[
            "role,label,family,soc_code,aliases,hours_per_week",
            "ehr_analyst,EHR analyst,records,15-1211,,37.5",
            "ehr_analysts,EHR analysts,records,15-1211,,37.5",
        ],
        after: &["role,label,family,soc_code,aliases,hours_per_week", "ehr_analyst,EHR analyst,records,15-1211,,37.5"],
    },
];
