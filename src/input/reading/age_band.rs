//! Age bands as planners write them: `55-59`, `60+` or a single age `61`.

/// Youngest and oldest age that may be written.
const AGES: std::ops::RangeInclusive<u32> = 14..=100;
/// `60+` stands for this many years.
const OPEN_YEARS: u32 = 10;

/// Completed years of age, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input) struct AgeBand {
    /// The youngest.
    pub(in crate::input) first: u32,
    /// The oldest.
    pub(in crate::input) last: u32,
}

impl AgeBand {
    /// Reads a band; `None` if it is none.
    pub(in crate::input) fn parse(text: &str) -> Option<Self> {
        let age = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<u32>().ok()).flatten().filter(|age| AGES.contains(age))
        };
        let (first, last) = match (text.strip_suffix('+'), text.split_once('-')) {
            (Some(first), _) => (age(first)?, age(first)? + OPEN_YEARS - 1),
            (None, Some((first, last))) => (age(first)?, age(last)?),
            (None, None) => (age(text)?, age(text)?),
        };
        (first <= last).then_some(Self { first, last })
    }

    /// How many single years it holds.
    pub(in crate::input) fn years(self) -> u32 {
        self.last - self.first + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_two_ages_one_age_or_ten_years_from_an_age_on() {
        let band = |text: &str| AgeBand::parse(text).map(|band| (band.first, band.last));
        assert_eq!(band("55-59"), Some((55, 59)));
        assert_eq!(band("60+"), Some((60, 69)));
        assert_eq!(band("61"), Some((61, 61)));
        for bad in ["", "13", "101", "59-55", "-59", "55-", "55-59+", "5 5", "old", "+"] {
            assert_eq!(band(bad), None, "{bad}");
        }
    }
}
