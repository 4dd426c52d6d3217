//! Single cells.

use super::{Explanation, Slug};

const STAFF: &str = "period,facility,role,fte,headcount,budgeted_fte";
const ACTIVITY: &str = "driver,facility,period,value";
const WORKLOAD: &str = "role,technology,phase,driver,facility,unit,low,mode,high,range,source,basis";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::MissingValue,
        causes: "A cell was left blank because the value was not known, or a row was begun and not finished. Blank is \
                 never taken as 0: write 0 where you mean nothing, or take the row out.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,bmet,,10,11"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::NotANumber,
        causes: "The comma of 90,000 may divide thousands or stand before decimals, and no other cell of the file tells \
                 which; `decimal` of [files.TABLE] in the scenario does. Or the cell holds a unit, a word such as n/a, a \
                 formula's error such as #REF!, or a percent sign in a column that is not in percent.",
        file: "activity.csv",
        before: &[ACTIVITY, "visits,north,2025,\"90,000\""],
        after: &[ACTIVITY, "visits,north,2025,90000"],
    },
    Explanation {
        slug: Slug::NotACode,
        causes: "A name stands where a code belongs. A code is written in snake_case: small letters a to z, digits and \
                 underscores, beginning with a letter. The name as people read it goes into the column label.",
        file: "roles.csv",
        before: &["role,label,family,soc_code,aliases,hours_per_week", "EHR Analyst,EHR analyst,records,15-1211,,37.5"],
        after: &["role,label,family,soc_code,aliases,hours_per_week", "ehr_analyst,EHR analyst,records,15-1211,,37.5"],
    },
    Explanation {
        slug: Slug::NotAnOccupationCode,
        causes: "The occupation stands there by its name, as a code of another classification, or as one of O*NET's \
                 specialities (15-1299.04). A code of SOC 2018 looks like 15-1212, one of ISCO-08 has four digits.",
        file: "roles.csv",
        before: &["role,label,family,soc_code,aliases,hours_per_week", "ehr_analyst,EHR analyst,records,2511,,37.5"],
        after: &["role,label,family,soc_code,aliases,hours_per_week", "ehr_analyst,EHR analyst,records,15-1211,,37.5"],
    },
    Explanation {
        slug: Slug::NotAPeriod,
        causes: "Excel turned a period into a date of its own (01/02/2026 may be January or February, which `date_order` of \
                 [files.TABLE] in the scenario settles), or the year has two digits. Write 2026, 2026-Q1, 2026-04 or \
                 2026-04-15, and format the column as Text before typing.",
        file: "activity.csv",
        before: &[ACTIVITY, "visits,north,01/02/2026,23000"],
        after: &[ACTIVITY, "visits,north,2026-Q1,23000"],
    },
    Explanation {
        slug: Slug::UnknownChoice,
        causes: "The column takes a few fixed words, and the cell holds another one, or one of them misspelt or in the \
                 plural.",
        file: "drivers.csv",
        before: &["driver,label,kind,unit", "visits,Clinic visits,flows,visits"],
        after: &["driver,label,kind,unit", "visits,Clinic visits,flow,visits"],
    },
    Explanation {
        slug: Slug::OutOfRange,
        causes: "A minus sign too many, a percentage typed as 390 for 39, a rate in the wrong unit, or a date before the \
                 forecast starts. Staff who leave are no negative rows: they belong in leavers_pct of supply.csv.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,south,bmet,-2,2,2"],
        after: &[STAFF, "2026-Q3,south,bmet,2,2,2"],
    },
    Explanation {
        slug: Slug::LooksLikeFractions,
        causes: "Every value of a percent column lies between 0 and 1, as systems write that keep 5 % as 0.05. Here 5 means \
                 5 %: multiply by 100, or let `unit` of [files.TABLE] in the scenario say \"fraction\" (or \"percent\" \
                 if so little is meant). Cells that show a percent sign are understood.",
        file: "adoption_points.csv",
        before: &[
            "technology,facility,period,share_pct",
            "ai_scribe,*,2026-01,0.05",
            "ai_scribe,*,2027-01,0.3",
            "ai_scribe,*,2028-01,0.6",
        ],
        after: &[
            "technology,facility,period,share_pct",
            "ai_scribe,*,2026-01,5",
            "ai_scribe,*,2027-01,30",
            "ai_scribe,*,2028-01,60",
        ],
    },
    Explanation {
        slug: Slug::MixedPercentages,
        causes: "Some cells of a percent column were typed with a percent sign, or are formatted as percentages, and others \
                 are plain numbers. A plain 0.12 among them may be 12 % whose format was lost, or 0.12 %. Write all cells \
                 in one way.",
        file: "supply.csv",
        before: &["role,facility,leavers_pct,turnover_includes", "bmet,*,11%,nothing", "bmet,south,0.12,nothing"],
        after: &["role,facility,leavers_pct,turnover_includes", "bmet,*,11%,nothing", "bmet,south,12%,nothing"],
    },
    Explanation {
        slug: Slug::UnorderedRange,
        causes: "Low and high are swapped, or one of them has a typing error. Where a smaller number means more work, low \
                 is still the smaller number.",
        file: "workload.csv",
        before: &[WORKLOAD, "bmet,,run,beds,*,fte_per_100,3.5,2.5,1.5,,AAMI,published"],
        after: &[WORKLOAD, "bmet,,run,beds,*,fte_per_100,1.5,2.5,3.5,,AAMI,published"],
    },
    Explanation {
        slug: Slug::IncompleteRange,
        causes: "Only one end of a range is known, or the most likely value was left out. A value alone counts as \
                 certain; a range needs low, most likely and high.",
        file: "workload.csv",
        before: &[WORKLOAD, "bmet,,run,beds,*,fte_per_100,1.5,2.5,,,AAMI,published"],
        after: &[WORKLOAD, "bmet,,run,beds,*,fte_per_100,1.5,2.5,3.5,,AAMI,published"],
    },
    Explanation {
        slug: Slug::SupportOutOfRange,
        causes: "Low and high are read as 10th and 90th percentile, so that one value in ten lies below low and one in ten \
                 above high, and some of those would be impossible, such as a negative rate. Where low and high are the \
                 least and the most there can be, write bounds into the column range.",
        file: "workload.csv",
        before: &[WORKLOAD, "ehr_analyst,rpm,run,,*,fte_per_facility,0,0.5,1,p10-p90,,"],
        after: &[WORKLOAD, "ehr_analyst,rpm,run,,*,fte_per_facility,0,0.5,1,bounds,,"],
    },
    Explanation {
        slug: Slug::DistributionUnfit,
        causes: "The most likely value cannot be chosen freely in a normal or lognormal distribution: low and high settle \
                 it. Write the middle value that the message names, or leave the distribution at pert.",
        file: "workload.csv",
        before: &[
            "role,technology,phase,driver,facility,unit,low,mode,high,range,distribution",
            "bmet,,run,beds,*,fte_per_100,1.5,2.7,3.5,p10-p90,lognormal",
        ],
        after: &[
            "role,technology,phase,driver,facility,unit,low,mode,high,range,distribution",
            "bmet,,run,beds,*,fte_per_100,1.5,2.7,3.5,p10-p90,pert",
        ],
    },
];
