//! Telling what a file is that is not UTF-8 text.

const BINARY: &str = "not a text: looks like a binary file";

/// Refuses what is valid UTF-8 by chance only: UTF-16 of ASCII characters, and ISO-2022-JP, which is ASCII with escapes.
pub(super) fn accept(text: &str) -> Result<&str, String> {
    let bytes = text.as_bytes();
    if memchr::memchr(0, bytes).is_some() {
        if let Some(encoding) = utf16(bytes) {
            return Err(unlike(encoding));
        }
        if bytes.iter().filter(|&&byte| byte == 0).count() * 10 > bytes.len() {
            return Err(BINARY.into());
        }
    }
    if memchr::memmem::find(bytes, b"\x1b$").is_some() {
        return Err(unlike("ISO-2022-JP"));
    }
    Ok(text)
}

/// What to say of bytes that are no UTF-8 from `at` on.
///
/// Only encodings that can be told for sure are named: UTF-16 by its byte order mark or its NULs, `Shift_JIS` and EUC-JP where every byte
/// fits and kana are among them.
pub(super) fn name(bytes: &[u8], at: usize) -> String {
    if let Some(encoding) = utf16(bytes) {
        return unlike(encoding);
    }
    if is_binary(bytes) {
        return BINARY.into();
    }
    let looks = [("Shift_JIS", shift_jis(bytes)), ("EUC-JP", euc_jp(bytes))];
    if let Some((encoding, _)) = looks.into_iter().filter(|(_, kana)| *kana > 0).max_by_key(|(_, kana)| *kana) {
        return format!("{}; looks like {encoding}; save the file as UTF-8", invalid(bytes, at));
    }
    format!("{}; save the file as UTF-8", invalid(bytes, at))
}

fn invalid(bytes: &[u8], at: usize) -> String {
    let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
    format!("not UTF-8: invalid at byte {at} (line {line})")
}

fn unlike(encoding: &str) -> String {
    format!("not UTF-8; looks like {encoding}; save the file as UTF-8")
}

fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] => return Some("UTF-16LE"),
        [0xfe, 0xff, ..] => return Some("UTF-16BE"),
        _ => {}
    }
    // ASCII characters, line ends above all, have a NUL as their other half.
    let nuls = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let many = bytes.len().is_multiple_of(2) && (even + odd) * 10 > bytes.len();
    match (many, even > odd * 4, odd > even * 4) {
        (true, true, _) => Some("UTF-16BE"),
        (true, _, true) => Some("UTF-16LE"),
        _ => None,
    }
}

/// Control characters that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().take(8192).any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
}

/// Kana of a text that is `Shift_JIS` throughout; 0 where it is not.
fn shift_jis(bytes: &[u8]) -> usize {
    pairs(
        bytes,
        |lead| matches!(lead, 0x81..=0x9f | 0xe0..=0xfc),
        |trail| matches!(trail, 0x40..=0x7e | 0x80..=0xfc),
        |lead| matches!(lead, 0x82 | 0x83),
    )
}

/// Kana of a text that is EUC-JP throughout; 0 where it is not.
fn euc_jp(bytes: &[u8]) -> usize {
    let high = |byte| matches!(byte, 0xa1..=0xfe);
    pairs(bytes, |lead| high(lead) || lead == 0x8e, high, |lead| matches!(lead, 0xa4 | 0xa5))
}

/// Number of kana in a text of single ASCII bytes and pairs; 0 where a byte fits neither.
fn pairs(bytes: &[u8], is_lead: impl Fn(u8) -> bool, is_trail: impl Fn(u8) -> bool, is_kana: impl Fn(u8) -> bool) -> usize {
    let (mut kana, mut rest) = (0, bytes.iter().copied());
    while let Some(byte) = rest.next() {
        if byte.is_ascii() {
            continue;
        }
        match rest.next() {
            Some(trail) if is_lead(byte) && is_trail(trail) => kana += usize::from(is_kana(byte)),
            _ => return 0,
        }
    }
    kana
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuse(bytes: &[u8]) -> Result<&str, String> {
        str::from_utf8(bytes).map_or_else(|error| Err(name(bytes, error.valid_up_to())), accept)
    }

    #[test]
    fn the_encodings_of_japanese_files_are_named() {
        // 「これはテスト」 in each.
        let shift_jis = b"\x82\xb1\x82\xea\x82\xcd\x83e\x83X\x83g\n";
        let euc_jp = b"\xa4\xb3\xa4\xec\xa4\xcf\xa5\xc6\xa5\xb9\xa5\xc8\n";
        let utf16 = b"\xff\xfe\x53\x30\n\0";
        let utf16_without_mark = b"#\0 \0a\0\n\0";
        let iso_2022 = b"\x1b$B$3\x1b(B\n";
        for (bytes, encoding) in [
            (&shift_jis[..], "Shift_JIS"),
            (euc_jp, "EUC-JP"),
            (utf16, "UTF-16LE"),
            (utf16_without_mark, "UTF-16LE"),
            (iso_2022, "ISO-2022-JP"),
        ] {
            assert!(refuse(bytes).unwrap_err().contains(encoding), "{encoding}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_named() {
        assert!(refuse(b"a\n\xe3\x81").unwrap_err().contains("invalid at byte 2 (line 2)"));
        assert!(refuse(b"\x89PNG\r\n\x1a\n\0\0\0\x0d").unwrap_err().contains("binary"));
        assert!(refuse("日本語 a\0b".as_bytes()).is_ok());
        assert!(refuse(b"").is_ok());
    }
}
