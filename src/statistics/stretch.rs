//! A shape on the unit range stretched so that its 10th and 90th percentiles lie where somebody said.

/// The ends of the range on which a shape has the 10th and 90th percentiles `low` and `high` and its mode at `mode`;
/// `unit_percentiles` gives both percentiles of the shape on the unit range with its mode at a place of it.
///
/// low ≤ mode ≤ high and low < high. The shape (where the mode lies within the range) is found by halving: the
/// percentiles of a shape stand in a ratio about the mode that grows with it. Range and place then follow.
pub(super) fn stretched([low, mode, high]: [f64; 3], unit_percentiles: impl Fn(f64) -> (f64, f64)) -> (f64, f64) {
    // Wanted: (shape − q10)/(q90 − q10) of the unit range equals (mode − low)/(high − low).
    let wanted = (mode - low) / (high - low);
    let excess = |shape: f64| {
        let (q10, q90) = unit_percentiles(shape);
        (shape - q10) / (q90 - q10) - wanted
    };
    let shape = root(excess);
    let (q10, q90) = unit_percentiles(shape);
    let width = (high - low) / (q90 - q10);
    let minimum = mode - shape * width;
    (minimum, minimum + width)
}

/// Where a function that rises through 0 on the unit range does so: secant steps between bounds that close in, by
/// Dowell and Jarratt's Illinois rule.
fn root(f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    let (mut at_low, mut at_high) = (f(low), f(high));
    let mut last = 0;
    for _ in 0..100 {
        let x = (low * at_high - high * at_low) / (at_high - at_low);
        let value = f(x);
        if value == 0.0 || high - low < 1e-15 {
            return x;
        }
        if value < 0.0 {
            (low, at_low) = (x, value);
            if last < 0 {
                at_high *= 0.5;
            }
            last = -1;
        } else {
            (high, at_high) = (x, value);
            if last > 0 {
                at_low *= 0.5;
            }
            last = 1;
        }
        if value.abs() < 1e-15 {
            return x;
        }
    }
    0.5 * (low + high)
}
