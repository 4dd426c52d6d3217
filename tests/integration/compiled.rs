//! Providers compiled one at a time: each is what the case makes of it, whatever was compiled before.

use super::project::Project;
use super::random::{self, Plan};
use staffcast::domain::Case;
use staffcast::program::{Parameter, Provider, Value, compile};
use std::collections::BTreeMap;

fn cases() -> Vec<Case> {
    let loaded = Project::small().load();
    let small = loaded.case.unwrap_or_else(|| panic!("{:#?}", loaded.problems));
    let random = (0..40).map(|seed| random::case(seed, Plan { individuals: true, bent: true }));
    std::iter::once(small).chain(random).collect()
}

fn drawn(provider: &Provider) -> impl Iterator<Item = &Parameter> {
    provider.values.iter().filter_map(|value| match value {
        Value::Drawn(parameter) => Some(parameter),
        Value::Fixed(_) => None,
    })
}

#[test]
fn a_provider_is_the_same_whichever_were_compiled_before_it() {
    for case in cases() {
        let (one, other) = (compile(&case), compile(&case));
        let all = 0..case.facilities.len();
        let forwards: Vec<String> = all.clone().map(|index| format!("{:?}", one.provider(&case, index))).collect();
        let backwards: Vec<String> = all.rev().map(|index| format!("{:?}", other.provider(&case, index))).collect();
        assert!(forwards.iter().eq(backwards.iter().rev()));
    }
}

#[test]
fn a_value_has_one_name_and_one_id_at_all_providers_that_use_it() {
    for case in cases() {
        let program = compile(&case);
        let mut ids = BTreeMap::new();
        for index in 0..case.facilities.len() {
            let provider = program.provider(&case, index);
            assert_eq!(drawn(&provider).count(), provider.names.len());
            for parameter in drawn(&provider) {
                let name = &provider.names[parameter.index as usize];
                let known = ids.entry(name.clone()).or_insert_with(|| parameter.clone());
                assert_eq!((known.id, known.form, known.shared), (parameter.id, parameter.form, parameter.shared));
                // Its own luck is keyed by the name without the date.
                let undated = staffcast::domain::Selector { from: None, ..name.clone() }.to_string();
                assert_eq!(parameter.id.0, staffcast::streams::key(&undated), "{name}");
            }
        }
    }
}

#[test]
fn values_in_common_are_those_without_luck_of_their_own_that_several_providers_have() {
    let mut seen = 0;
    for case in cases() {
        let program = compile(&case);
        let providers: Vec<Provider> = (0..case.facilities.len()).map(|index| program.provider(&case, index)).collect();
        let same = |a: &Parameter, b: &Parameter| {
            let of = |it: &Parameter| (it.shared, it.weights, it.form, it.middle, it.reciprocal);
            of(a) == of(b)
        };
        for parameter in providers.iter().flat_map(drawn) {
            match parameter.common {
                Some(common) => assert!(same(parameter, &program.common[common as usize])),
                None => {
                    let has = |provider: &&Provider| drawn(provider).any(|other| same(parameter, other));
                    assert!(parameter.weights[2] > 0.0 || providers.iter().filter(has).count() == 1);
                }
            }
        }
        assert!(program.common.iter().all(|value| value.weights[2] == 0.0));
        seen += program.common.len();
    }
    assert!(seen > 20, "{seen}");
}
