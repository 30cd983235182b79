//! Hashes of words, and of words without a letter: what finds the first word of a name, and a name that is one letter off. The build script uses this
//! module too, so it names no other.

/// Base of the hash of words: any odd number that spreads letters.
const BASE: u32 = 0x0100_0193;

/// Longest word that another may be one letter off.
const LONGEST_NEAR: usize = 40;

/// The hash of a word with a letter more, to be [`finish`]ed. It begins with 0.
pub(super) fn step(hash: u32, byte: u8) -> u32 {
    hash.wrapping_mul(BASE).wrapping_add(u32::from(byte.to_ascii_lowercase()) + 1)
}

/// Spreads a hash, with the place of the letter that was left out (0 for none): the high bits choose the place in a filter.
const fn mixed(hash: u32, place: u32) -> u32 {
    let salted = hash ^ place.wrapping_mul(0x9e37_79b9);
    (salted ^ salted >> 15).wrapping_mul(0x2c1b_3c6d)
}

/// Ends the making of a hash by [`step`].
pub(super) const fn finish(hash: u32) -> u32 {
    mixed(hash, 0)
}

/// The hash of a word or of the beginning of a form, without regard to case.
pub(super) fn hash(word: &[u8]) -> u32 {
    finish(word.iter().fold(0, |hash, byte| step(hash, *byte)))
}

/// The hash of what is left of a word without each of its letters, without regard to case: polynomials, so that each costs a step. Not yet [`mixed`].
fn shortened(word: &[u8], mut each: impl FnMut(u32, u32)) {
    let length = word.len().min(LONGEST_NEAR);
    // The letters from each place on, and what a letter before them is worth.
    let mut rests = [(0_u32, 1_u32); LONGEST_NEAR + 1];
    for at in (0..length).rev() {
        let (rest, worth) = rests[at + 1];
        let letter = u32::from(word[at].to_ascii_lowercase()) + 1;
        rests[at] = (letter.wrapping_mul(worth).wrapping_add(rest), worth.wrapping_mul(BASE));
    }
    let mut before = 0;
    for (place, letter) in (1..).zip(&word[..length]) {
        let (rest, worth) = rests[place as usize];
        each(place, u32::wrapping_mul(before, worth).wrapping_add(rest));
        before = step(before, *letter);
    }
}

/// The hashes of a word of a name: it and its rests without a letter, which a filter has, and these and its rests with the place of the letter, under
/// which it is found.
pub(super) fn kept(word: &[u8]) -> (Vec<u32>, Vec<u32>) {
    let (mut plain, mut placed) = (vec![hash(word)], Vec::new());
    shortened(word, |place, rest| {
        plain.push(mixed(rest, 0));
        placed.push(mixed(rest, place));
    });
    placed.extend(&plain);
    (plain, placed)
}

/// The hashes but that of the word itself under which the words are found that are one letter off `word`: it with one less
/// (a rest of this one is it), with another one (the rests without the letter at one place are equal), or with two neighbours swapped (the rest without one
/// place is that without the next). `passes` tells whether a plain hash is in the filter; most are not.
pub(super) fn probes(word: &[u8], passes: impl Fn(u32) -> bool, mut each: impl FnMut(u32)) {
    shortened(word, |place, rest| {
        let plain = mixed(rest, 0);
        if passes(plain) {
            [plain, mixed(rest, place), mixed(rest, place + 1)].into_iter().for_each(&mut each);
        }
    });
}

/// Whether a filter has the hash, or another one with the same high bits.
pub(super) fn is_in(filter: &[u8], bits: u32, hash: u32) -> bool {
    let bit = hash >> (32 - bits);
    filter.get((bit >> 3) as usize).is_some_and(|byte| byte >> (bit & 7) & 1 == 1)
}

/// A filter of these hashes: the bit that the high bits of each name.
pub(super) fn filter(bits: u32, hashes: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut filter = vec![0_u8; 1 << (bits - 3)];
    hashes.map(|hash| hash >> (32 - bits)).for_each(|bit| filter[(bit >> 3) as usize] |= 1 << (bit & 7));
    filter
}
