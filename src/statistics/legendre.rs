//! Gauss and Legendre's nodes and weights on the unit range: n nodes integrate polynomials of degree 2n − 1 exactly.

/// (node, weight) for `count` nodes on [0, 1], in rising order; the weights add to 1.
pub fn nodes(count: usize) -> Vec<(f64, f64)> {
    let n = count as f64;
    (0..count)
        .map(|index| {
            // Newton's steps on the Legendre polynomial from an approximation of its root.
            let angle = std::f64::consts::PI * (count as f64 - index as f64 - 0.25) / (n + 0.5);
            let mut x = libm::cos(angle);
            let mut slope = 1.0;
            for _ in 0..100 {
                let (mut before, mut value) = (0.0, 1.0);
                for degree in 1..=count {
                    let k = degree as f64;
                    (before, value) = (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
                }
                slope = n * (x * value - before) / (x * x - 1.0);
                let change = value / slope;
                x -= change;
                if change.abs() < 1e-16 {
                    break;
                }
            }
            (0.5 * (1.0 + x), 1.0 / ((1.0 - x * x) * slope * slope))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_integrated_exactly() {
        for count in 1..=12 {
            let nodes = nodes(count);
            for degree in 0..2 * count {
                let integral: f64 = nodes.iter().map(|(x, weight)| weight * x.powi(degree as i32)).sum();
                assert!((integral - 1.0 / (degree as f64 + 1.0)).abs() < 1e-14, "{count} {degree} {integral}");
            }
        }
    }
}
