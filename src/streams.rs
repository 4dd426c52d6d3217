//! Luck as a pure function: (seed, name of the value, draw) → a number strictly between 0 and 1.
//!
//! Nothing is remembered between two numbers, so threads, order and shards cannot matter, and a new value never
//! changes the luck of another. Names are hashed by FNV-1a with a final mix, seeds and names are spread by
//! Philox4x32-10 (Salmon et al. 2011).
//!
//! Stratified luck follows Burley (2020): draw d is point d div 16 of scrambling d mod 16; within a scrambling the
//! points of a value are the base-2 radical inverse, shuffled and scrambled by hashing (Laine and Karras 2011), so that
//! any first 2ᵏ of them fall one into each 2⁻ᵏ of the range, and those of two values have nothing to do with each other.

use rand_philox::philox4x32_10;

/// Number of scramblings of stratified luck; a Monte Carlo error needs several.
pub const SCRAMBLINGS: u32 = 16;

/// The hash of a value's name: FNV-1a (64 bit), then a final mix, so that like names lie far apart.
pub fn key(name: &str) -> u64 {
    Name::NONE.and(name).key()
}

/// A name that is hashed piece by piece, without being written down.
#[derive(Clone, Copy, Debug)]
pub struct Name(u64);

impl Name {
    /// Nothing yet.
    pub const NONE: Self = Self(0xCBF2_9CE4_8422_2325);

    /// The name with more text behind it.
    pub fn and(self, text: &str) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        Self(text.bytes().fold(self.0, step))
    }

    /// Its hash: that of [`key`] for the whole text.
    pub fn key(self) -> u64 {
        rand_philox::splitmix64(self.0)
    }
}

/// Luck of one value: its seed and name, ready to be asked for draws.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    seed: [u32; 2],
    name: [u32; 2],
}

impl Stream {
    /// The luck of the value whose name hashes to `key`.
    pub fn new(seed: u64, key: u64) -> Self {
        let halves = |word: u64| [word as u32, (word >> 32) as u32];
        Self { seed: halves(seed), name: halves(key) }
    }

    /// Independent luck of `draw`.
    pub fn independent(&self, draw: u32) -> f64 {
        let [word, ..] = philox4x32_10([self.name[0], self.name[1], draw, 1], self.seed);
        rand_philox::u32_to_unit_f64(word)
    }

    /// Four independent numbers of `draw`, the block of which is named by `block`.
    #[inline]
    pub fn four(&self, draw: u32, block: u32) -> [f64; 4] {
        // The last word tells these blocks from those of the other methods.
        philox4x32_10([self.name[0], self.name[1], draw, block.wrapping_add(3)], self.seed)
            .map(rand_philox::u32_to_unit_f64)
    }

    /// [`Stream::independent`] of the draws from `first` on.
    #[inline(always)]
    pub fn independents<const L: usize>(&self, first: u32) -> [f64; L] {
        let [words, ..] = self.words(first, 1);
        units(words)
    }

    /// [`Stream::four`] of the draws from `first` on.
    #[inline(always)]
    pub fn fours<const L: usize>(&self, first: u32, block: u32) -> [[f64; L]; 4] {
        self.words(first, block.wrapping_add(3)).map(units)
    }

    /// Philox4x32-10 of several draws side by side: the four words of each.
    #[inline(always)]
    fn words<const L: usize>(&self, first: u32, last: u32) -> [[u32; L]; 4] {
        let mut draws = [0; L];
        for (lane, draw) in draws.iter_mut().enumerate() {
            *draw = first.wrapping_add(lane as u32);
        }
        let [mut a, mut b, mut c, mut d] = [[self.name[0]; L], [self.name[1]; L], draws, [last; L]];
        let [mut key, mut other] = self.seed;
        for _ in 0..10 {
            for lane in 0..L {
                let (of_a, of_c) = (0xD251_1F53 * u64::from(a[lane]), 0xCD9E_8D57 * u64::from(c[lane]));
                a[lane] = (of_c >> 32) as u32 ^ b[lane] ^ key;
                c[lane] = (of_a >> 32) as u32 ^ d[lane] ^ other;
                (b[lane], d[lane]) = (of_c as u32, of_a as u32);
            }
            (key, other) = (key.wrapping_add(0x9E37_79B9), other.wrapping_add(0xBB67_AE85));
        }
        [a, b, c, d]
    }

    /// The scramblings of this value.
    pub fn scramblings(&self) -> Scramblings {
        let mut scramblings = Scramblings { shuffle: [0; SCRAMBLINGS as usize], scramble: [0; SCRAMBLINGS as usize] };
        for index in 0..SCRAMBLINGS {
            let [shuffle, scramble, ..] = philox4x32_10([self.name[0], self.name[1], index, 2], self.seed);
            scramblings.shuffle[index as usize] = shuffle;
            scramblings.scramble[index as usize] = scramble;
        }
        scramblings
    }
}

/// Numbers strictly between 0 and 1, one for each word.
#[inline(always)]
fn units<const L: usize>(words: [u32; L]) -> [f64; L] {
    let mut units = [0.0; L];
    for (unit, word) in units.iter_mut().zip(words) {
        *unit = rand_philox::u32_to_unit_f64(word);
    }
    units
}

/// The scrambled stratified sequences of one value: draw d is point d div 16 of sequence d mod 16.
#[derive(Clone, Copy, Debug)]
pub struct Scramblings {
    shuffle: [u32; SCRAMBLINGS as usize],
    scramble: [u32; SCRAMBLINGS as usize],
}

impl Scramblings {
    /// One of the sequences.
    pub fn get(&self, index: u32) -> Scrambling {
        let index = (index % SCRAMBLINGS) as usize;
        Scrambling { shuffle: self.shuffle[index], scramble: self.scramble[index] }
    }

    /// The numbers of the draws from `first` on.
    #[inline(always)]
    pub fn points<const L: usize>(&self, first: u32) -> [f64; L] {
        let mut points = [0.0; L];
        let begins = (first % SCRAMBLINGS) as usize;
        let index = first / SCRAMBLINGS;
        match (self.shuffle.get(begins..begins + L), self.scramble.get(begins..begins + L)) {
            (Some(shuffle), Some(scramble)) => {
                for (lane, point) in points.iter_mut().enumerate() {
                    *point = Scrambling { shuffle: shuffle[lane], scramble: scramble[lane] }.point(index);
                }
            }
            _ => {
                for (lane, point) in points.iter_mut().enumerate() {
                    let draw = first.wrapping_add(lane as u32);
                    *point = self.get(draw).point(draw / SCRAMBLINGS);
                }
            }
        }
        points
    }
}

/// One scrambled stratified sequence of one value.
#[derive(Clone, Copy, Debug)]
pub struct Scrambling {
    shuffle: u32,
    scramble: u32,
}

impl Scrambling {
    /// Point `index` of the sequence.
    #[inline(always)]
    pub fn point(&self, index: u32) -> f64 {
        // Shuffling the index and then taking its radical inverse is one permutation of the reversed index.
        let inverse = laine_karras(index.reverse_bits(), self.shuffle);
        let scrambled = laine_karras(inverse.reverse_bits(), self.scramble).reverse_bits();
        rand_philox::u32_to_unit_f64(scrambled)
    }
}

/// A permutation in which a bit depends on the bits below it only; constants by Vegdahl (2021).
#[inline(always)]
fn laine_karras(bits: u32, seed: u32) -> u32 {
    let mut bits = bits;
    bits ^= bits.wrapping_mul(0x3D20_ADEA);
    bits = bits.wrapping_add(seed);
    bits = bits.wrapping_mul((seed >> 16) | 1);
    bits ^= bits.wrapping_mul(0x0552_6C56);
    bits ^= bits.wrapping_mul(0x53A2_2864);
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers of Random123 for Philox4x32-10.
    #[test]
    fn philox_gives_the_published_blocks() {
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32_10([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox4x32_10([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn each_scrambling_puts_one_point_into_each_stratum() {
        let scramblings = Stream::new(7, key("workload.mode[role=bmet]")).scramblings();
        for scrambling in (0..SCRAMBLINGS).map(|index| scramblings.get(index)) {
            for bits in [3, 7, 10] {
                let count = 1_u32 << bits;
                let mut strata: Vec<u32> =
                    (0..count).map(|i| (scrambling.point(i) * f64::from(count)) as u32).collect();
                strata.sort_unstable();
                assert!(strata.into_iter().eq(0..count));
            }
        }
    }

    #[test]
    fn values_and_scramblings_have_luck_of_their_own() {
        let mean_product = |a: &dyn Fn(u32) -> f64, b: &dyn Fn(u32) -> f64| {
            (0..4096).map(|i| (a(i) - 0.5) * (b(i) - 0.5)).sum::<f64>() / 4096.0
        };
        let first = Stream::new(1, key("a")).scramblings();
        let second = Stream::new(1, key("b")).scramblings();
        let correlation_limit = 4.0 / 12.0 / 64.0;
        for i in 0..SCRAMBLINGS {
            let (this, other) = (first.get(i), second.get(i));
            assert!(mean_product(&|d| this.point(d), &|d| other.point(d)).abs() < correlation_limit, "{i}");
            let next = first.get(i + 1);
            assert!(mean_product(&|d| this.point(d), &|d| next.point(d)).abs() < correlation_limit, "{i}");
        }
    }

    #[test]
    fn luck_lies_strictly_between_0_and_1_and_depends_on_the_seed() {
        let stream = Stream::new(20_261_121, key("supply.leavers_pct[role=bmet]"));
        assert!((0..10_000).map(|d| stream.independent(d)).all(|u| u > 0.0 && u < 1.0));
        assert_ne!(stream.independent(3), Stream::new(1, key("supply.leavers_pct[role=bmet]")).independent(3));
    }

    #[test]
    fn draws_side_by_side_have_the_luck_that_each_has_alone() {
        let stream = Stream::new(20_261_121, key("supply.leavers_pct[role=bmet]"));
        let scramblings = stream.scramblings();
        for first in [0, 3, 8, 12, 4_088, u32::MAX - 7] {
            let alone = |lane: usize| first.wrapping_add(lane as u32);
            let (free, fours, points) =
                (stream.independents::<8>(first), stream.fours::<8>(first, 5), scramblings.points::<8>(first));
            for lane in 0..8 {
                assert_eq!(free[lane], stream.independent(alone(lane)));
                assert_eq!(fours.map(|four| four[lane]), stream.four(alone(lane), 5));
                assert_eq!(points[lane], scramblings.get(alone(lane)).point(alone(lane) / SCRAMBLINGS));
            }
        }
    }

    #[test]
    fn names_hash_to_the_same_key_for_ever() {
        assert_eq!(key(""), rand_philox::splitmix64(0xcbf2_9ce4_8422_2325));
        assert_eq!(key("a"), rand_philox::splitmix64(0xaf63_dc4c_8601_ec8c));
        assert_eq!(Name::NONE.and("role=").and("").and("bmet").key(), key("role=bmet"));
    }
}
