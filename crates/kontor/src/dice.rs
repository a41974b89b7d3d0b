//! Choices by chance that can be repeated.

use app::Chance;

/// Throws from a sequence: the same seed gives the same throws.
#[derive(Clone)]
pub struct Dice(pub Chance);

impl Dice {
    /// From 0 up to but without `sides`; 0 if there are none.
    pub fn below(&self, sides: u64) -> u64 {
        let word = u64::from_le_bytes(self.0.bytes());
        u64::try_from((u128::from(word) * u128::from(sides)) >> 64).unwrap_or_default()
    }

    /// True so often out of a hundred times.
    pub fn percent(&self, often: u64) -> bool {
        self.below(100) < often
    }

    /// One of them, as likely as any other; none of none.
    pub fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        let place = self.below(u64::try_from(from.len()).unwrap_or_default());
        from.get(usize::try_from(place).unwrap_or_default())
    }

    /// One of the words; empty if there are none.
    pub fn word<'a>(&self, from: &[&'a str]) -> &'a str {
        self.pick(from).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throws_stay_on_the_dice_and_reach_every_side() {
        let dice = Dice(Chance::seeded(7));
        let mut seen = [0; 6];
        for _ in 0..600 {
            seen[usize::try_from(dice.below(6)).unwrap()] += 1;
        }
        assert!(seen.iter().all(|times| *times > 60), "{seen:?}");
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.pick::<u8>(&[]), None);
        let again = |seed| (0..9).map(|_| Dice(Chance::seeded(seed)).below(1000)).collect::<Vec<_>>();
        assert_eq!(again(7), again(7));
        assert_ne!(again(7), again(8));
    }
}
