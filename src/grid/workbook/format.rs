//! Number formats: whether a number is shown as a percentage, a date or a time.
//!
//! The code of a format has up to four sections (for numbers above, below and at nought, and for text), which may carry
//! conditions of their own; the section that a number falls into says how it is shown (ECMA-376 part 1, 18.8.31).
//! Left out: how it looks otherwise; colours, digits and currencies change no number.

/// How a number is shown, as far as it changes what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As itself.
    Number,
    /// Divided by a thousand, or by a million: a comma behind the digits.
    Scaled,
    /// Times 100, with a percent sign.
    Percent,
    /// As a day, with or without a time.
    Date,
    /// As a month and its year: what Excel makes of a typed `2026-04`.
    Month,
    /// As a year alone.
    Year,
    /// As a time of day only.
    Time,
    /// As a length of time, which may be longer than a day.
    Elapsed,
}

/// A format, as far as it is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Format {
    /// The sections for numbers, at least one.
    sections: Vec<Section>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Section {
    /// `None` if the section shows no number: a dash, or nothing at all.
    shown: Option<Shown>,
    condition: Option<Condition>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Condition {
    sign: Sign,
    than: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

impl Format {
    /// A format of Excel's own that files refer to by number only (18.8.30, with those of other languages).
    pub(super) fn built_in(id: u32) -> Self {
        let shown = match id {
            9 | 10 | 67 | 68 => Shown::Percent,
            17 => Shown::Month,
            14..=16 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 | 71..=74 | 77 | 81 => Shown::Date,
            18..=21 | 32 | 33 | 45 | 47 | 55 | 56 | 75 | 76 | 78 | 80 => Shown::Time,
            46 | 79 => Shown::Elapsed,
            _ => Shown::Number,
        };
        Self { sections: vec![Section { shown: Some(shown), condition: None }] }
    }

    /// Reads the code of a format, such as `0.0%;-0.0%` or `[$-809]dd mmmm yyyy;@`.
    pub(super) fn parse(code: &str) -> Self {
        let mut reader = Reader { rest: code.chars(), sections: vec![Section { shown: None, condition: None }] };
        reader.read();
        let mut sections = reader.sections;
        sections.truncate(3);
        Self { sections }
    }

    /// How it shows `value`.
    pub(super) fn shows(&self, value: f64) -> Shown {
        let section = |index: usize| self.sections.get(index.min(self.sections.len() - 1));
        let chosen = if self.sections.iter().any(|section| section.condition.is_some()) {
            let fits = |section: &&Section| section.condition.is_some_and(|condition| condition.holds(value));
            self.sections.iter().find(fits).or_else(|| self.sections.iter().find(|section| section.condition.is_none()))
        } else if value > 0.0 || self.sections.len() == 1 {
            section(0)
        } else if value < 0.0 {
            section(1)
        } else if self.sections.len() > 2 {
            section(2)
        } else {
            section(0)
        };
        // A dash for nought says nothing of what the column holds; the first section that shows a number does.
        let of = |section: &Section| section.shown;
        chosen.and_then(of).or_else(|| self.sections.iter().find_map(of)).unwrap_or(Shown::Number)
    }
}

impl Condition {
    /// Reads `<=1`, the inside of brackets.
    fn parse(text: &str) -> Option<Self> {
        let signs = [
            ("<=", Sign::AtMost),
            (">=", Sign::AtLeast),
            ("<>", Sign::Unequal),
            ("<", Sign::Less),
            (">", Sign::More),
            ("=", Sign::Equal),
        ];
        let (sign, than) = signs.into_iter().find_map(|(word, sign)| Some((sign, text.strip_prefix(word)?)))?;
        Some(Self { sign, than: than.trim().parse().ok()? })
    }

    fn holds(self, value: f64) -> bool {
        match self.sign {
            Sign::Less => value < self.than,
            Sign::AtMost => value <= self.than,
            Sign::Equal => value == self.than,
            Sign::Unequal => value != self.than,
            Sign::AtLeast => value >= self.than,
            Sign::More => value > self.than,
        }
    }
}

struct Reader<'c> {
    rest: std::str::Chars<'c>,
    sections: Vec<Section>,
}

/// What a section was seen to show so far.
#[derive(Default)]
struct Seen {
    digits: bool,
    percent: bool,
    scaled: bool,
    day: bool,
    year: bool,
    month_or_minute: bool,
    time: bool,
    elapsed: bool,
    text: bool,
}

impl Seen {
    fn shown(&self) -> Option<Shown> {
        let clock = self.time || self.elapsed;
        if self.year && !self.day && !clock {
            Some(if self.month_or_minute { Shown::Month } else { Shown::Year })
        } else if self.day || self.year || self.month_or_minute && !clock {
            Some(Shown::Date)
        } else if self.elapsed {
            Some(Shown::Elapsed)
        } else if self.time {
            Some(Shown::Time)
        } else if self.percent {
            Some(Shown::Percent)
        } else if self.scaled && self.digits {
            Some(Shown::Scaled)
        } else {
            self.digits.then_some(Shown::Number)
        }
    }
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut seen = Seen::default();
        while let Some(sign) = self.rest.next() {
            match sign {
                ';' => {
                    self.end_section(&seen);
                    if self.sections.len() >= 4 {
                        return;
                    }
                    self.sections.push(Section { shown: None, condition: None });
                    seen = Seen::default();
                }
                '"' => while self.rest.next().is_some_and(|sign| sign != '"') {},
                // A sign taken as it is, a gap as wide as a sign, a sign that fills the cell.
                '\\' | '_' | '*' => {
                    self.rest.next();
                }
                '[' => self.bracket(&mut seen),
                '%' => seen.percent = true,
                '0' | '#' | '?' => seen.digits = true,
                // Between digits a comma only groups them.
                ',' if seen.digits && !self.rest.as_str().starts_with(['0', '#', '?']) => seen.scaled = true,
                '@' => seen.text = true,
                'E' | 'e' if self.rest.as_str().starts_with(['+', '-']) => seen.digits = true,
                'G' | 'g' if self.skip_word("eneral") => seen.digits = true,
                'A' | 'a' if self.skip_word("m/pm") || self.skip_word("/p") => seen.time = true,
                'd' | 'D' => seen.day = true,
                'y' | 'Y' | 'e' | 'E' | 'g' | 'G' | 'b' | 'B' => seen.year = true,
                'm' | 'M' => seen.month_or_minute = true,
                'h' | 'H' | 's' | 'S' => seen.time = true,
                _ => {}
            }
        }
        self.end_section(&seen);
    }

    /// Colours, languages and conditions stand in brackets, and lengths of time: `[h]:mm`.
    fn bracket(&mut self, seen: &mut Seen) {
        let rest = self.rest.as_str();
        let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
        self.rest = after.chars();
        let letter = inside.chars().next().map(|letter| letter.to_ascii_lowercase());
        if let Some(letter @ ('h' | 'm' | 's')) = letter
            && inside.chars().all(|sign| sign.eq_ignore_ascii_case(&letter))
        {
            seen.elapsed = true;
        } else if let (Some(condition), Some(section)) = (Condition::parse(inside), self.sections.last_mut()) {
            section.condition = Some(condition);
        }
    }

    fn skip_word(&mut self, word: &str) -> bool {
        let rest = self.rest.as_str();
        match rest.split_at_checked(word.len()) {
            Some((start, after)) if start.eq_ignore_ascii_case(word) => {
                self.rest = after.chars();
                true
            }
            _ => false,
        }
    }

    /// A last section with `@` alone is for text, and no number falls into it.
    fn end_section(&mut self, seen: &Seen) {
        let shown = seen.shown();
        if shown.is_none() && seen.text && self.sections.len() > 1 {
            self.sections.pop();
        } else if let Some(section) = self.sections.last_mut() {
            section.shown = shown;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_show_numbers_percentages_dates_and_times() {
        let known = [
            ("General", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("\"d\"0", Shown::Number),
            ("[Red]0", Shown::Number),
            ("#,##0", Shown::Number),
            ("#,##0.00", Shown::Number),
            ("0.0,", Shown::Scaled),
            ("#,##0,\" k\"", Shown::Scaled),
            ("0,,", Shown::Scaled),
            ("[$-409]#,##0.00_);[Red](#,##0.00)", Shown::Number),
            ("_-* #,##0.00\\ _€_-", Shown::Number),
            ("0\\%", Shown::Number),
            ("0\"%\"", Shown::Number),
            ("0_%", Shown::Number),
            ("0 \"days\"", Shown::Number),
            ("@", Shown::Number),
            ("", Shown::Number),
            ("# ?/?", Shown::Number),
            ("[$£-809]#,##0", Shown::Number),
            ("0%", Shown::Percent),
            ("0.0 %;[Red]-0.0 %;\"-\"", Shown::Percent),
            ("[Blue]0.00%", Shown::Percent),
            ("yyyy-mm-dd", Shown::Date),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shown::Date),
            ("mmm\\-yy;@", Shown::Month),
            ("yyyy", Shown::Year),
            ("mmmm", Shown::Date),
            ("DD.MM.YYYY HH:MM", Shown::Date),
            ("[$-411]ggge\"年\"m\"月\"", Shown::Month),
            ("d \"d\" h", Shown::Date),
            ("h:mm AM/PM", Shown::Time),
            ("mm:ss.0", Shown::Time),
            ("[h]:mm", Shown::Elapsed),
            ("[mm]:ss", Shown::Elapsed),
            ("[hhh]", Shown::Elapsed),
        ];
        for (code, shown) in known {
            assert_eq!(Format::parse(code).shows(0.125), shown, "{code}");
        }
    }

    #[test]
    fn the_section_that_a_number_falls_into_decides() {
        let by_sign = Format::parse("0%;0.0;\"-\"");
        assert_eq!([0.5, -0.5, 0.0].map(|value| by_sign.shows(value)), [Shown::Percent, Shown::Number, Shown::Percent]);
        let by_condition = Format::parse("[<1]0.0%;0.0");
        assert_eq!([0.5, 2.0].map(|value| by_condition.shows(value)), [Shown::Percent, Shown::Number]);
        let date_or_text = Format::parse("yyyy\\-mm\\-dd;@");
        assert_eq!([46_113.0, -1.0].map(|value| date_or_text.shows(value)), [Shown::Date, Shown::Date]);
        let by_range = Format::parse("[>=100]0;[<=-100]0;0%");
        assert_eq!(
            [100.0, -100.0, 5.0].map(|value| by_range.shows(value)),
            [Shown::Number, Shown::Number, Shown::Percent]
        );
    }

    #[test]
    fn a_broken_code_is_read_to_its_end() {
        for code in ["\"", "[", "\\", "_", "*", ";;;;;;;", "[h", "[<]0%", "@;@;@", "General General", "é\u{301}%"] {
            Format::parse(code).shows(1.0);
        }
    }

    #[test]
    fn formats_of_excels_own_are_known_by_number() {
        let shown = |id| Format::built_in(id).shows(1.0);
        assert_eq!([0, 1, 2, 3, 4, 11, 12, 13, 37, 40, 44, 48, 49].map(shown), [Shown::Number; 13]);
        assert_eq!([9, 10].map(shown), [Shown::Percent; 2]);
        assert_eq!([14, 15, 16, 22, 27, 36, 50, 58].map(shown), [Shown::Date; 8]);
        assert_eq!(shown(17), Shown::Month);
        assert_eq!([18, 19, 20, 21, 45, 47].map(shown), [Shown::Time; 6]);
        assert_eq!(shown(46), Shown::Elapsed);
    }
}
