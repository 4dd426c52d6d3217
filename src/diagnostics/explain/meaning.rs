//! What the tables mean together.

use super::{Explanation, Slug};

const STAFF: &str = "period,facility,role,fte,headcount,budgeted_fte";
const ACTIVITY: &str = "driver,facility,period,value";
const ADOPTION: &str = "technology,facility,shape,go_live,start_pct,ceiling_pct,ramp_months";
const WORK: &str = "role,technology,phase,driver,facility,unit,mode";
const BMET: &str = "bmet,,run,beds,*,fte_per_100,2.5";
const ANALYST: &str = "ehr_analyst,,run,visits,*,units_per_fte,30000";
const SERVICES: &str = "role,facility,provider,share_pct,from";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::OverlappingPeriods,
        causes: "A quarter stands beside one of its months, or a year beside one of its quarters; the month would count \
                 twice. Keep the finer or the coarser rows, not both.",
        file: "activity.csv",
        before: &[ACTIVITY, "beds,north,2026-Q3,410", "beds,north,2026-09,410"],
        after: &[ACTIVITY, "beds,north,2026-Q3,410"],
    },
    Explanation {
        slug: Slug::GapInSeries,
        causes: "A quarter or month was left out of an export, or has a wrong date. What is not given is not guessed; \
                 where there was no activity, write 0.",
        file: "activity.csv",
        before: &[ACTIVITY, "beds,north,2026-Q1,400", "beds,north,2026-Q3,410"],
        after: &[ACTIVITY, "beds,north,2026-Q2,400", "beds,north,2026-Q3,410"],
    },
    Explanation {
        slug: Slug::MissingActivity,
        causes: "A workload row for every facility (`*`) needs its driver at every facility. Where a facility has none of \
                 it, a row with 0 says so; or name the facilities in the workload row.",
        file: "activity.csv",
        before: &[ACTIVITY, "visits,north,2026-Q1,23000"],
        after: &[ACTIVITY, "visits,north,2026-Q1,23000", "visits,hub,2026-07,100"],
    },
    Explanation {
        slug: Slug::MissingGrowth,
        causes: "The last given period of a driver lies before the end of the forecast, and nothing says how it goes on. A \
                 growth of 0 is an assumption too, and must be written.",
        file: "growth.csv",
        before: &["driver,facility,annual_pct_low,annual_pct,annual_pct_high", "beds,*,-0.5,0.3,1"],
        after: &["driver,facility,annual_pct_low,annual_pct,annual_pct_high", "beds,*,-0.5,0.3,1", "visits,*,,2,"],
    },
    Explanation {
        slug: Slug::MissingAdoption,
        causes: "A technology has rows for some facilities only. Where it is not planned, a row of shape none says so; a \
                 row for `*` holds wherever no other does.",
        file: "adoption.csv",
        before: &[ADOPTION, "rpm,hub,linear,2027-04,,40,12"],
        after: &[ADOPTION, "rpm,*,none,,,,", "rpm,hub,linear,2027-04,,40,12"],
    },
    Explanation {
        slug: Slug::AdoptionColumns,
        causes: "Each shape of adoption uses columns of its own: linear a ramp_months, logistic a rate_per_year and either \
                 a midpoint or a start_pct, and so on. A number in a column that the shape does not use would be lost.",
        file: "adoption.csv",
        before: &[ADOPTION, "rpm,hub,linear,2027-04,,40,"],
        after: &[ADOPTION, "rpm,hub,linear,2027-04,,40,12"],
    },
    Explanation {
        slug: Slug::AdoptionPoints,
        causes: "adoption_points.csv holds points of a technology whose shape in adoption.csv is another one, so that they \
                 would change nothing; or the shape is points and there are none.",
        file: "adoption_points.csv",
        before: &["technology,facility,period,share_pct", "ai_scribe,*,2026-01,5", "ehr,*,2020,50"],
        after: &["technology,facility,period,share_pct", "ai_scribe,*,2026-01,5"],
    },
    Explanation {
        slug: Slug::AdoptionShocks,
        causes: "A shock either changes the speed of a curve (rate_multiplier) or its level (change_pct), not both. A plan \
                 made of points has no speed, and a technology that is not planned has neither.",
        file: "adoption_shocks.csv",
        before: &["technology,facility,from,rate_multiplier,change_pct", "rpm,hub,2027-06,0.5,10"],
        after: &["technology,facility,from,rate_multiplier,change_pct", "rpm,hub,2027-06,0.5,"],
    },
    Explanation {
        slug: Slug::EstimateSource,
        causes: "An estimate must come from a driver that is known there: it cannot come from the driver itself, nor from \
                 one that is itself estimated at that facility.",
        file: "drivers.csv",
        before: &["driver,label,kind,estimate_from,estimate_rate", "visits,Clinic visits,flow,visits,200"],
        after: &["driver,label,kind,estimate_from,estimate_rate", "visits,Clinic visits,flow,beds,200"],
    },
    Explanation {
        slug: Slug::DriverForUnit,
        causes: "The unit says what the driver must be: fte_per_100 and the like need one, fte_per_facility has none, and \
                 percent_of_role needs a role (role:CODE) or a family (family:CODE).",
        file: "workload.csv",
        before: &[WORK, "bmet,,run,,*,fte_per_100,2.5", ANALYST],
        after: &[WORK, BMET, ANALYST],
    },
    Explanation {
        slug: Slug::PhaseColumns,
        causes: "Work of phase build begins before the go-live and needs lead_months; that of phase go_live dies away and \
                 needs decay_months. Work of phase run uses neither.",
        file: "workload.csv",
        before: &[
            "role,technology,phase,driver,facility,unit,mode,lead_months",
            "bmet,,run,beds,*,fte_per_100,2.5,",
            "ehr_analyst,,run,visits,*,units_per_fte,30000,",
            "bmet,rpm,build,beds,*,fte_per_100,1,",
        ],
        after: &[
            "role,technology,phase,driver,facility,unit,mode,lead_months",
            "bmet,,run,beds,*,fte_per_100,2.5,",
            "ehr_analyst,,run,visits,*,units_per_fte,30000,",
            "bmet,rpm,build,beds,*,fte_per_100,1,12",
        ],
    },
    Explanation {
        slug: Slug::EconomyOfScale,
        causes: "scale_exponent says that large sites need less for each unit, and scale_reference at which size the rate \
                 holds: one is nothing without the other. Work that does not scale with activity has neither.",
        file: "workload.csv",
        before: &[
            "role,technology,phase,driver,facility,unit,mode,scale_exponent,scale_reference",
            "bmet,,run,beds,*,fte_per_100,2.5,0.8,",
            "ehr_analyst,,run,visits,*,units_per_fte,30000,,",
        ],
        after: &[
            "role,technology,phase,driver,facility,unit,mode,scale_exponent,scale_reference",
            "bmet,,run,beds,*,fte_per_100,2.5,0.8,400",
            "ehr_analyst,,run,visits,*,units_per_fte,30000,,",
        ],
    },
    Explanation {
        slug: Slug::DriverCycle,
        causes: "The work of two roles scales with each other, directly or over others, or a role scales with itself; \
                 each would have to be known before the other. Let one of them scale with activity.",
        file: "workload.csv",
        before: &[WORK, BMET, ANALYST, "bmet,,run,role:bmet,*,percent_of_role,10"],
        after: &[WORK, BMET, ANALYST, "bmet,,run,role:ehr_analyst,*,percent_of_role,10"],
    },
    Explanation {
        slug: Slug::DriverRoleElsewhere,
        causes: "A shared service does a role's work for a facility, that work scales with a second role, and the second \
                 role's work stayed at the facility. The two must be done by the same provider.",
        file: "services.csv",
        before: &[SERVICES, "bmet,south,hub,60,"],
        after: &[SERVICES, "bmet,south,hub,60,", "ehr_analyst,south,hub,60,"],
    },
    Explanation {
        slug: Slug::SourceRole,
        causes: "A role of scope source (such as nurses who may retrain) only supplies staff to others and has no demand, \
                 so it cannot have work, effects or floors. Write forecast into its scope if it is to be forecast.",
        file: "workload.csv",
        before: &[WORK, BMET, ANALYST, "nurse,,run,beds,*,fte_per_100,10"],
        after: &[WORK, BMET, ANALYST],
    },
    Explanation {
        slug: Slug::NotYet,
        causes: "A guide or another version speaks of it, and this version does not compute it. It is refused rather than \
                 passed over, so that no result leaves out what was asked for.",
        file: "training.csv",
        before: &["cohort,role,facility,start,places,max_places,months", "course,bmet,hub,2027-03,6,8,12"],
        after: &["cohort,role,facility,start,places,months", "course,bmet,hub,2027-03,6,12"],
    },
    Explanation {
        slug: Slug::SharesOverHundred,
        causes: "A new provider was added and the old one's share not lowered, or the day is missing on which one takes \
                 over from the other. What is left below 100 % stays at the facility.",
        file: "services.csv",
        before: &[SERVICES, "bmet,south,hub,60,", "bmet,south,north,50,2027-01"],
        after: &[SERVICES, "bmet,south,hub,60,", "bmet,south,north,30,2027-01"],
    },
    Explanation {
        slug: Slug::StaffNotCurrent,
        causes: "The forecast begins with the staff in post on the day before its first month, so the last period of \
                 staff.csv must end on that day. Either the start was moved on or the staff rows were not brought up to \
                 date.",
        file: "scenarios/mine.toml",
        before: &[r#"start = "2027-01""#, r#"end = "2028-12""#],
        after: &[r#"start = "2026-10""#, r#"end = "2028-12""#],
    },
    Explanation {
        slug: Slug::FteOverHeadcount,
        causes: "FTE and headcount are swapped, overtime was counted as FTE, or agency staff are in one column and not in \
                 the other. One person is at most one FTE.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,south,bmet,2.5,2,2"],
        after: &[STAFF, "2026-Q3,south,bmet,2,2,2"],
    },
    Explanation {
        slug: Slug::MissingSupply,
        causes: "The role has no row in supply.csv, and its soc_code is blank, misspelt or an occupation without a \
                 published default, or its isco_code leads to several. Give the rates, or the SOC code of the nearest \
                 occupation.",
        file: "roles.csv",
        before: &["role,label,family,soc_code,aliases,hours_per_week", "ehr_analyst,EHR analyst,records,99-9999,,37.5"],
        after: &["role,label,family,soc_code,aliases,hours_per_week", "ehr_analyst,EHR analyst,records,15-1211,,37.5"],
    },
    Explanation {
        slug: Slug::TurnoverBelowRetirement,
        causes: "turnover_includes says that leavers_pct counts those who retire, but more retire than leave. Mostly the \
                 turnover is one without retirements: write nothing into turnover_includes.",
        file: "supply.csv",
        before: &[
            "role,facility,leavers_pct,turnover_includes,retirement_pct,time_to_fill_months",
            "bmet,*,3,retirement,3.9,3.3",
        ],
        after: &[
            "role,facility,leavers_pct,turnover_includes,retirement_pct,time_to_fill_months",
            "bmet,*,3,nothing,3.9,3.3",
        ],
    },
    Explanation {
        slug: Slug::RoleWithoutWork,
        causes: "The role was added to roles.csv and staff.csv and not to workload.csv. Its demand would be 0 and the \
                 whole team would look like a surplus.",
        file: "workload.csv",
        before: &[WORK, ANALYST],
        after: &[WORK, BMET, ANALYST],
    },
    Explanation {
        slug: Slug::EndsBeforeItBegins,
        causes: "from and until are swapped or a year is wrong. until is the first day on which something no longer \
                 holds; 2027-04 means 1 April, and 2027-Q2 begins on the same day.",
        file: "contractors.csv",
        before: &["role,facility,fte_in_use,from,until", "bmet,hub,3,2027-Q2,2027-04"],
        after: &["role,facility,fte_in_use,from,until", "bmet,hub,3,2027-Q2,2027-10"],
    },
];
