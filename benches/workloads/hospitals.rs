//! The hospitals: size and region by number.

/// Beds at shares of all hospitals, American general acute hospitals in 2020: quartiles, 90th and 99th percentile after HIFLD Open
/// "Hospitals" (US DHS/ORNL, 2020). The ends are the extremes of the same file, less the smallest entries.
const SIZES: [(f64, f64); 7] =
    [(0.0, 4.0), (0.25, 60.0), (0.5, 139.0), (0.75, 276.0), (0.9, 440.0), (0.99, 927.0), (1.0, 1592.0)];

/// Fractional parts of its multiples fill the unit interval evenly, however many there are.
const GOLDEN: f64 = 0.618_033_988_749_894_9;
/// The same for a second quantity that has nothing to do with the first.
const PLASTIC: f64 = 0.754_877_666_246_692_8;

const REGIONS: usize = 51;

pub fn code(number: usize) -> String {
    format!("hospital_{number:04}")
}

/// Staffed beds; the first hospital has the median size.
pub fn beds(number: usize) -> f64 {
    let share = (0.5 + number as f64 * GOLDEN).fract();
    let upper = SIZES.iter().position(|(at, _)| share < *at).expect("shares end at one");
    let ((from, small), (to, large)) = (SIZES[upper - 1], SIZES[upper]);
    (small * (large / small).powf((share - from) / (to - from))).round()
}

/// Between 0 and 1, for each hospital and kind of thing.
pub fn spread(number: usize, kind: usize) -> f64 {
    (0.5 + (number * 131 + kind) as f64 * PLASTIC).fract()
}

pub fn table(count: usize) -> String {
    let mut text = String::from("facility,label,type,region\n");
    for number in 0..count {
        let region = number % REGIONS + 1;
        text += &format!("{},Hospital {number:04} (invented),general_acute,state_{region:02}\n", code(number));
    }
    text
}
