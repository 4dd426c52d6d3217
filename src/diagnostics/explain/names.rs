//! Codes that other tables hold, and rows that meet.

use super::{Explanation, Slug};

const STAFF: &str = "period,facility,role,fte,headcount,budgeted_fte";
const WORKLOAD: &str = "role,technology,phase,driver,facility,unit,low,mode,high,range,source,basis";

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        slug: Slug::UnknownRole,
        causes: "The payroll system names the role in another way than roles.csv, the code is misspelt, or the role is \
                 new and has no row yet. Codes, labels and aliases are understood; write the other name into aliases, add \
                 the role, or give a list of their names and ours as `map` of [files.TABLE] in the scenario.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,north,Records Officer,3,3,4"],
        after: &[STAFF, "2026-Q3,north,ehr_analyst,3,3,4"],
    },
    Explanation {
        slug: Slug::UnknownFacility,
        causes: "A name stands there that facilities.csv has neither as code nor as label, the code is misspelt, or the \
                 facility has no row there yet. `*` stands for each facility only in columns that take it.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,NGH,bmet,9.5,10,11"],
        after: &[STAFF, "2026-Q3,north,bmet,9.5,10,11"],
    },
    Explanation {
        slug: Slug::UnknownTechnology,
        causes: "The code is misspelt, or the technology has no row in technologies.csv yet. Work without a technology has \
                 a blank cell there.",
        file: "workload.csv",
        before: &[WORKLOAD, "ehr_analyst,rpn,run,,*,fte_per_facility,0.2,0.5,1,bounds,,"],
        after: &[WORKLOAD, "ehr_analyst,rpm,run,,*,fte_per_facility,0.2,0.5,1,bounds,,"],
    },
    Explanation {
        slug: Slug::UnknownFamily,
        causes: "The family is misspelt, no role of roles.csv has it in its column family, or its only roles are those \
                 that scale with it themselves.",
        file: "workload.csv",
        before: &["role,technology,phase,driver,facility,unit,mode", "bmet,,run,family:record,*,percent_of_role,10"],
        after: &["role,technology,phase,driver,facility,unit,mode", "bmet,,run,family:records,*,percent_of_role,10"],
    },
    Explanation {
        slug: Slug::UnknownDriver,
        causes: "The driver is misspelt, or has no row in drivers.csv yet. Every count that work scales with is a driver; \
                 another role's demand is written role:CODE, that of a family family:CODE.",
        file: "workload.csv",
        before: &[WORKLOAD, "bmet,,run,bed,*,fte_per_100,1.5,2.5,3.5,,AAMI,published"],
        after: &[WORKLOAD, "bmet,,run,beds,*,fte_per_100,1.5,2.5,3.5,,AAMI,published"],
    },
    Explanation {
        slug: Slug::DuplicateRow,
        causes: "Rows were pasted twice, or two teams of one role at one facility have a row each. Delete one of the rows; \
                 or add the teams up in one, which `duplicates = \"sum\"` of [files.TABLE] in the scenario does for the \
                 whole file.",
        file: "staff.csv",
        before: &[STAFF, "2026-Q3,south,bmet,2,2,2", "2026-Q3,south,bmet,2,2,2"],
        after: &[STAFF, "2026-Q3,south,bmet,2,2,2"],
    },
    Explanation {
        slug: Slug::LeftOut,
        causes: "A list of names that the scenario gives as `map` of [files.TABLE] leaves a name blank, so that its rows are \
                 not part of the forecast. It is said here and in the report, so that nobody misses them. Give the name a \
                 code if they belong in.",
        file: "maps/role_map.csv",
        before: &["from,to", "EHR Trainer,"],
        after: &["from,to", "EHR Trainer,ehr_analyst"],
    },
    Explanation {
        slug: Slug::ConflictingRows,
        causes: "One row is for every role at a facility and another for one role at every facility; where they meet, \
                 neither is more exact than the other. Add a row that names both.",
        file: "anchors.csv",
        before: &["role,facility,anchor", "*,hub,ratios", "bmet,*,in_post"],
        after: &["role,facility,anchor", "*,hub,ratios", "bmet,*,in_post", "bmet,hub,ratios"],
    },
];
