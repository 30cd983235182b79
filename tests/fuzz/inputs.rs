//! How inputs are made: odd bytes, pieces of markup, and changes of what is in the pool; and how one that fails is made smaller.

use crate::common::{PIECES, Random, random_text};
use std::ops::Range;

/// Bytes of an input, and of one in a hundred.
const MOST: (usize, usize) = (3_000, 60_000);

/// What numbers become.
const NUMBERS: [&str; 12] = ["0", "-1", "1", "00", "127", "255", "65536", "4294967295", "99999999999999999999", "1e999", "0x1", "1.5"];

/// Inputs that others are made of.
pub(crate) struct Pool {
    pieces: Vec<&'static str>,
    all: Vec<Vec<u8>>,
}

impl Pool {
    pub(crate) fn new(own: &'static [&'static str], seeds: Vec<Vec<u8>>) -> Self {
        // A target's own pieces as often as all others together.
        let times = if own.is_empty() { 0 } else { PIECES.len() / own.len() + 1 };
        let pieces = PIECES.iter().chain(std::iter::repeat_n(own, times).flatten()).copied().collect();
        Self { pieces, all: seeds }
    }

    pub(crate) fn add(&mut self, input: Vec<u8>) {
        self.all.push(input);
    }

    pub(crate) fn make(&self, random: &mut Random) -> Vec<u8> {
        match random.below(20) {
            0 => (0..random.below(200)).map(|_| u8::try_from(random.below(256)).unwrap()).collect(),
            1 => {
                let length = 1 + random.below(40);
                random_text(random, length).into_bytes()
            }
            2..=4 => (0..=random.below(30)).flat_map(|_| self.piece(random).bytes()).collect(),
            _ => self.changed(random),
        }
    }

    fn piece(&self, random: &mut Random) -> &'static str {
        self.pieces[random.below(self.pieces.len())]
    }

    /// One of the pool, of late ones more often, or a window of it, with a few changes.
    fn changed(&self, random: &mut Random) -> Vec<u8> {
        let most = if random.below(100) == 0 { MOST.1 } else { MOST.0 };
        let mut input = self.one(random);
        let changes = if random.below(4) == 0 { 12 } else { 3 };
        for _ in 0..=random.below(changes) {
            self.change(&mut input, random);
            input.truncate(most);
        }
        input
    }

    fn one(&self, random: &mut Random) -> Vec<u8> {
        if self.all.is_empty() {
            return Vec::new();
        }
        let late = self.all.len().saturating_sub(200);
        let at = if random.below(3) == 0 { late + random.below(self.all.len() - late) } else { random.below(self.all.len()) };
        let all = &self.all[at];
        if all.len() <= MOST.0 {
            return all.clone();
        }
        // The beginning is where headers and keys are.
        let start = if random.below(2) == 0 { 0 } else { line_start(all, random.below(all.len())) };
        all[start..all.len().min(start + MOST.0)].to_vec()
    }

    fn change(&self, input: &mut Vec<u8>, random: &mut Random) {
        let at = place(input, random);
        let range = range(input, random);
        let part = input[range.clone()].to_vec();
        match random.below(14) {
            0..=2 => put(input, at..at, self.piece(random).as_bytes()),
            3 => put(input, range, self.piece(random).as_bytes()),
            4 => put(input, range, b""),
            5 => put(input, at..at, &part),
            6 => {
                let times = if random.below(10) == 0 { 1_000 } else { 2 + random.below(30) };
                let times = times.min(MOST.1 / part.len().max(1));
                put(input, at..at, &part.repeat(times));
            }
            7 => {
                let other = self.one(random);
                let of_other = self::range(&other, random);
                put(input, at..at, &other[of_other]);
            }
            8 => {
                let line = line(input, at);
                put(input, line, b"");
            }
            9 => {
                let text = input[line(input, at)].to_vec();
                let to = line_start(input, random.below(input.len() + 1));
                put(input, to..to, &text);
            }
            10 => input.truncate(at),
            11 => {
                let number = number(input, at);
                put(input, number, NUMBERS[random.below(NUMBERS.len())].as_bytes());
            }
            12 => {
                let newline: &[u8] = if random.below(3) == 0 { b"\r" } else { b"\r\n" };
                let lines: Vec<&[u8]> = input.split(|byte| *byte == b'\n').collect();
                *input = lines.join(newline);
            }
            _ => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = u8::try_from(random.below(256)).unwrap();
                }
            }
        }
    }
}

fn put(input: &mut Vec<u8>, range: Range<usize>, bytes: &[u8]) {
    input.splice(range, bytes.iter().copied());
}

/// A place in an input, mostly one before a character.
fn place(input: &[u8], random: &mut Random) -> usize {
    let mut at = random.below(input.len() + 1);
    if random.below(10) > 0 {
        while input.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at += 1;
        }
    }
    if random.below(4) == 0 { line_start(input, at) } else { at }
}

/// Bytes of an input, mostly few, sometimes whole lines.
fn range(input: &[u8], random: &mut Random) -> Range<usize> {
    let start = place(input, random);
    match random.below(3) {
        0 => line(input, start),
        1 => start..(start + random.below(8)).min(input.len()),
        _ => start..(start + random.below(60)).min(input.len()),
    }
}

fn line_start(input: &[u8], at: usize) -> usize {
    input[..at.min(input.len())].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1)
}

/// The line at a place, with its end.
fn line(input: &[u8], at: usize) -> Range<usize> {
    let start = line_start(input, at);
    let length = input[start..].iter().position(|byte| *byte == b'\n').map_or(input.len() - start, |length| length + 1);
    start..start + length
}

/// The first number behind a place.
fn number(input: &[u8], at: usize) -> Range<usize> {
    let start = input[at..].iter().position(u8::is_ascii_digit).map_or(input.len(), |behind| at + behind);
    let length = input[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    start..start + length
}

/// The input with as many parts left out as it `fails` without, in at most so many tries.
pub(crate) fn smaller(input: &[u8], tries: usize, mut fails: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut least = input.to_vec();
    let (mut left, mut size) = (tries, least.len() / 2);
    while size > 0 && left > 0 {
        let mut at = 0;
        let mut has_shrunk = false;
        while at < least.len() && left > 0 {
            let mut without = least.clone();
            without.drain(at..(at + size).min(least.len()));
            left -= 1;
            if fails(&without) {
                least = without;
                has_shrunk = true;
            } else {
                at += size;
            }
        }
        if !has_shrunk {
            size /= 2;
        }
    }
    least
}

#[test]
fn an_input_that_fails_is_made_as_small_as_it_goes() {
    let input = b"many lines\nwith [a] and [b]\nand the rest\n".repeat(20);
    let fails = |input: &[u8]| input.windows(2).any(|pair| pair == b"[a") && input.contains(&b'b');
    assert_eq!(smaller(&input, 10_000, fails).len(), 3);
    assert_eq!(smaller(b"", 10, |_| true), b"");
}
