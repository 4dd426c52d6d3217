//! The plain catalogue: roles that scale with beds, technologies that spread along logistic curves, and what each does to each.
//!
//! The numbers are of an ordinary size and no finding: nothing about a hospital may be concluded from them.

use super::Shape;
use super::hospitals::{beds, code, spread};

/// Code, occupation, FTE for 100 beds, leavers % a year, months to fill.
const ROLES: [(&str, &str, f64, f64, f64); 20] = [
    ("health_information_technologist", "29-9021", 2.0, 16.0, 2.5),
    ("medical_records_coder", "29-2072", 2.4, 17.0, 3.0),
    ("ehr_application_analyst", "15-1211", 4.5, 13.0, 2.5),
    ("ehr_trainer", "13-1151", 0.8, 15.0, 1.6),
    ("clinical_informaticist", "29-1141", 0.8, 12.0, 3.0),
    ("it_support", "15-1232", 3.6, 18.0, 1.5),
    ("network_systems_admin", "15-1244", 3.0, 13.0, 2.2),
    ("project_manager", "13-1082", 1.25, 12.0, 2.4),
    ("telehealth_coordinator", "29-9021", 0.6, 16.0, 2.0),
    ("telehealth_technician", "15-1232", 0.5, 17.0, 1.8),
    ("ai_ml_engineer", "15-1252", 0.3, 15.0, 4.0),
    ("medical_data_scientist", "15-2051", 0.3, 14.0, 4.2),
    ("clinical_data_analyst", "15-2051", 1.2, 13.0, 3.0),
    ("ai_governance", "13-1041", 0.2, 11.0, 3.2),
    ("biomedical_engineer", "17-2031", 0.4, 9.0, 3.5),
    ("bmet", "49-9062", 2.5, 11.0, 2.8),
    ("integration_engineer", "15-1252", 0.7, 13.0, 3.4),
    ("data_quality_analyst", "29-9021", 0.4, 14.0, 2.2),
    ("cybersecurity_analyst", "15-1212", 0.9, 14.0, 3.8),
    ("privacy_compliance", "13-1041", 0.35, 10.0, 2.6),
];

/// Code, first day of use, share then (in use before the opening: at the opening), ceiling, rate a year.
const TECHNOLOGIES: [(&str, &str, f64, f64, f64); 10] = [
    ("ehr_optimisation", "2021-04", 45.0, 85.0, 0.5),
    ("computer_assisted_coding", "2022-07", 35.0, 80.0, 0.4),
    ("video_visits", "2020-04", 8.0, 24.0, 0.5),
    ("device_integration", "2023-01", 30.0, 85.0, 0.6),
    ("patient_app", "2022-10", 25.0, 70.0, 0.5),
    ("ambient_ai_scribe", "2027-04", 6.0, 65.0, 0.9),
    ("imaging_ai", "2027-10", 5.0, 60.0, 0.7),
    ("remote_patient_monitoring", "2028-07", 4.0, 35.0, 0.6),
    ("predictive_alerts", "2029-01", 6.0, 70.0, 0.8),
    ("zero_trust", "2030-04", 8.0, 90.0, 1.0),
];

/// The opening, as text that sorts like the dates above.
const OPENING: &str = "2026-10";

pub fn tables(shape: &Shape) -> Vec<(&'static str, String)> {
    let drivers = "driver,label,kind,unit\nstaffed_beds,Staffed beds,stock,beds\n";
    let growth = "driver,facility,annual_pct_low,annual_pct,annual_pct_high\nstaffed_beds,*,-0.5,0.4,1.5\n";
    vec![
        ("roles", roles(shape)),
        ("technologies", technologies(shape)),
        ("drivers", drivers.into()),
        ("activity", activity(shape)),
        ("growth", growth.into()),
        ("adoption", adoption(shape)),
        ("workload", workload(shape)),
        ("effects", effects(shape)),
        ("supply", supply(shape)),
        ("training", training(shape)),
        ("transfers", transfers(shape)),
        ("staff", staff(shape)),
    ]
}

/// Beyond the list it begins again, with a number behind the code.
fn nth(list: &[&str], index: usize) -> String {
    let code = list[index % list.len()];
    if index < list.len() { code.into() } else { format!("{code}_{}", index / list.len() + 1) }
}

fn role(index: usize) -> String {
    nth(&ROLES.map(|(code, ..)| code), index)
}

fn technology(index: usize) -> String {
    nth(&TECHNOLOGIES.map(|(code, ..)| code), index)
}

/// FTE for 100 beds of a role, without any technology.
fn rate(role: usize) -> f64 {
    ROLES[role % ROLES.len()].2
}

/// Every third role has work of its own with one technology: which one, and FTE for 100 beds at full use.
fn tied(shape: &Shape, role: usize) -> Option<(usize, f64)> {
    (shape.technologies > 0 && role % 3 == 1).then(|| ((role / 3 * 7 + 2) % shape.technologies, 0.3 * rate(role)))
}

fn roles(shape: &Shape) -> String {
    let mut text = String::from("role,label,family,soc_code\n");
    for index in 0..shape.roles {
        let code = role(index);
        let family = ["informatics", "operations", "analytics", "devices"][index % 4];
        text += &format!("{code},{},{family},{}\n", code.replace('_', " "), ROLES[index % ROLES.len()].1);
    }
    text
}

fn technologies(shape: &Shape) -> String {
    let mut text = String::from("technology,label,family\n");
    for index in 0..shape.technologies {
        let code = technology(index);
        text += &format!("{code},{},{}\n", code.replace('_', " "), ["informatics", "care"][index % 2]);
    }
    text
}

fn activity(shape: &Shape) -> String {
    let mut text = String::from("driver,facility,period,value\n");
    for number in 0..shape.facilities {
        text += &format!("staffed_beds,{},2026-Q3,{}\n", code(number), beds(number));
    }
    text
}

fn adoption(shape: &Shape) -> String {
    let mut text = String::from(
        "technology,facility,shape,go_live,start_pct,ceiling_pct_low,ceiling_pct,ceiling_pct_high,rate_per_year_low,rate_per_year,rate_per_year_high,delay_months_low,delay_months,delay_months_high,site_delay_months_low,site_delay_months,site_delay_months_high,range\n",
    );
    for index in 0..shape.technologies {
        let (_, go_live, start, ceiling, rate) = TECHNOLOGIES[index % TECHNOLOGIES.len()];
        let (low, high) = (0.85 * ceiling, f64::min(1.08 * ceiling, 99.0));
        let (slow, fast) = (0.7 * rate, 1.4 * rate);
        // A delay begins at 0, which only a bound can say.
        let slip = if go_live > OPENING { "0,2,6,0,1,4,bounds" } else { ",,,,,,p10-p90" };
        let code = technology(index);
        text += &format!(
            "{code},*,logistic,{go_live},{start},{low:.1},{ceiling},{high:.1},{slow:.2},{rate},{fast:.2},{slip}\n"
        );
    }
    text
}

fn workload(shape: &Shape) -> String {
    let mut text = String::from("role,technology,phase,driver,facility,unit,low,mode,high\n");
    for index in 0..shape.roles {
        let own = tied(shape, index).map(|(which, rate)| (technology(which), rate));
        for (technology, rate) in [Some((String::new(), rate(index))), own].into_iter().flatten() {
            let (low, high) = (0.75 * rate, 1.35 * rate);
            text +=
                &format!("{},{technology},run,staffed_beds,*,fte_per_100,{low:.4},{rate:.4},{high:.4}\n", role(index));
        }
    }
    text
}

/// Each technology changes each role's work by a few per cent, up or down, so that ten together do little.
fn effects(shape: &Shape) -> String {
    let mut text = String::from("technology,role,phase,change_pct_low,change_pct,change_pct_high,realisation_months\n");
    for kind in 0..shape.technologies {
        for index in 0..shape.roles {
            let change = ((3 * index + 5 * kind) % 9) as f64 - 4.0;
            let (low, high) = (change - 2.0, change + 3.0);
            text += &format!("{},{},run,{low},{change},{high},12\n", technology(kind), role(index));
        }
    }
    text
}

fn supply(shape: &Shape) -> String {
    let mut text = String::from(
        "role,facility,leavers_pct_low,leavers_pct,leavers_pct_high,turnover_includes,first_year_multiplier,retirement_pct,hire_age,time_to_fill_months_low,time_to_fill_months,time_to_fill_months_high,offer_accept_pct_low,offer_accept_pct,offer_accept_pct_high,months_to_productive,start_productivity_pct_low,start_productivity_pct,start_productivity_pct_high\n",
    );
    for index in 0..shape.roles {
        let (_, _, _, leavers, fill) = ROLES[index % ROLES.len()];
        let (multiplier, retiring) = ([1.5, 1.8, 2.0][index % 3], [2.0, 2.5, 3.0, 3.5][index % 4]);
        let (accept, months, productive) = ([72, 80, 86][index % 3], [4, 6, 9][index % 3], [25, 35, 45][index % 3]);
        text += &format!(
            "{},*,{},{leavers},{},nothing,{multiplier},{retiring},33,{:.2},{fill},{:.2},{},{accept},{},{months},{},{productive},{}\n",
            role(index),
            leavers - 4.0,
            leavers + 6.0,
            0.7 * fill,
            1.6 * fill,
            accept - 8,
            accept + 6,
            productive - 10,
            productive + 10,
        );
    }
    text
}

/// A course of each role every year, for two in a hundred of its posts.
fn training(shape: &Shape) -> String {
    let mut text = String::from(
        "cohort,role,facility,kind,start,repeat_every_months,places,months,completion_pct_low,completion_pct,completion_pct_high,employed_pct_low,employed_pct,employed_pct_high,age\n",
    );
    let all: f64 = (0..shape.facilities).map(beds).sum();
    for index in 0..shape.roles {
        let (places, months) = (0.02 * rate(index) * all / 100.0, [12, 18, 24][index % 3]);
        let (year, month) = (2025 + index % 2, 1 + index * 5 % 12);
        text += &format!(
            "course_{index:02},{},*,certificate,{year}-{month:02},12,{places:.3},{months},70,82,91,55,70,83,26\n",
            role(index)
        );
    }
    text
}

/// Every sixth role loses some people to the next one.
fn transfers(shape: &Shape) -> String {
    let mut text = String::from(
        "from_role,to_role,facility,annual_pct,months,completion_pct_low,completion_pct,completion_pct_high,productivity_during_pct\n",
    );
    for index in (0..shape.roles.saturating_sub(1)).step_by(6) {
        let months = [6, 3][index / 6 % 2];
        text += &format!("{},{},*,1.5,{months},66,80,90,60\n", role(index), role(index + 1));
    }
    text
}

fn staff(shape: &Shape) -> String {
    let mut text = String::from("period,facility,role,fte,budgeted_fte\n");
    for number in 0..shape.facilities {
        for index in 0..shape.roles {
            let own = tied(shape, index).map_or(0.0, |(which, rate)| {
                let (_, go_live, start, ..) = TECHNOLOGIES[which % TECHNOLOGIES.len()];
                if go_live > OPENING { 0.0 } else { rate * start / 100.0 }
            });
            let work = beds(number) / 100.0 * (rate(index) + own);
            let budgeted = work * (0.85 + 0.3 * spread(number, index));
            // Up to an eighth of the posts is vacant; in a third of the cells, none.
            let vacant = f64::max(0.0, 0.1875 * spread(number, index + 61) - 0.0625);
            text +=
                &format!("2026-09,{},{},{:.3},{budgeted:.3}\n", code(number), role(index), budgeted * (1.0 - vacant));
        }
    }
    text
}
