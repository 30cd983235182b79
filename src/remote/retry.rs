//! How long to wait before asking again.

use crate::text::day_number;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// No wait between two tries is longer.
const LONGEST: Duration = Duration::from_secs(30);

/// The tries of one URL.
pub(super) struct Retries {
    left: u32,
    ceiling: Duration,
    state: u64,
}

impl Retries {
    pub(super) fn new(retries: u32, first: Duration, seed: u64) -> Self {
        Self { left: retries, ceiling: first, state: seed }
    }

    /// The wait before the next try, with full jitter; nothing where there is none left.
    ///
    /// After "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    pub(super) fn next(&mut self) -> Option<Duration> {
        self.left = self.left.checked_sub(1)?;
        self.ceiling = self.ceiling.saturating_mul(2).min(LONGEST);
        Some(self.ceiling * self.random() / u32::from(u16::MAX))
    }

    /// The next number of `SplitMix64`, cut to 16 bits.
    fn random(&mut self) -> u32 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::from((mixed >> 48) as u16)
    }
}

/// Reads `Retry-After`: seconds, or a date in the one format that RFC 9110 lets a server send.
pub(super) fn retry_after(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that does not fit is a wait that no one has.
        return Some(Duration::from_secs(text.parse::<u32>().unwrap_or(u32::MAX).into()));
    }
    let at = UNIX_EPOCH + Duration::from_secs(http_date(text)?);
    Some(at.duration_since(now).unwrap_or_default())
}

/// Seconds since 1970 of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<u64> {
    let (_, text) = text.split_once(", ")?;
    let [day, month, year, time, "GMT"] = text.split(' ').collect::<Vec<_>>()[..] else { return None };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == month)?;
    let (day, year) = (day.parse::<u32>().ok()?, year.parse::<u32>().ok()?);
    let [hour, minute, second] = time.split(':').map(|part| part.parse::<u64>().ok()).collect::<Option<Vec<_>>>()?[..] else { return None };
    if !(1970..=9999).contains(&year) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = u64::try_from(day_number((year, u32::try_from(month).ok()? + 1, day))).ok()?;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_read() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let seconds = |text| retry_after(text, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("99999999999999999999"), Some(u32::MAX.into()));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:07 GMT"), Some(30));
        assert_eq!(seconds("Sat, 05 Nov 1994 08:50:07 GMT"), Some(0));
        for wrong in ["", "-1", "1.5", "soon", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 8h GMT"]
        {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_are_counted() {
        for (text, seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Thu, 31 Dec 2026 23:59:59 GMT", 1_798_761_599),
            ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ] {
            assert_eq!(http_date(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn waits_grow_and_depend_on_the_seed_only() {
        let waits = |seed| {
            let mut retries = Retries::new(8, Duration::from_secs(1), seed);
            std::iter::from_fn(|| retries.next()).collect::<Vec<_>>()
        };
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
        assert_eq!(waits(7).len(), 8);
        for (nth, wait) in waits(7).into_iter().enumerate() {
            assert!(wait <= Duration::from_secs(2 << nth).min(LONGEST), "{nth} {wait:?}");
        }
    }
}
