//! The size behind an image's destination, as Zenn reads it and as it is misspelled: `=250x100`, `=250px`, `= 250×100`.

/// What stands behind a destination and is meant as a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size<'t> {
    /// From the `=` on, with a title behind it.
    pub written: &'t str,
    /// Where the blank before it starts, counted from that of the destination.
    pub start: usize,
    /// What to write to Zenn instead, with a blank before it; nothing where it is right.
    pub mended: Option<String>,
}

/// The size that `destination`, all that stands in the parentheses, has at its end; nothing where it has none.
#[must_use]
pub fn size(destination: &str) -> Option<Size<'_>> {
    let at = destination.rfind(" =")?;
    let start = destination[..at].trim_end().len();
    let written = destination[at + 1..].trim_end();
    let (numbers, title) = written[1..].split_at(written[1..].find(['"', '\'']).unwrap_or(written.len() - 1));
    let numbers = numbers.replace("px", "");
    let (width, height) = numbers.split_once(['x', 'X', '×', '*', '＊', 'ｘ']).unwrap_or((&numbers, ""));
    let (width, height) = (width.trim(), height.trim());
    let is_number = |text: &str| text.strip_suffix('%').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
    let is_size = is_number(width) && is_number(height) && numbers.contains(|c: char| c.is_ascii_digit());
    let is_title = title.is_empty() || title.len() > 1 && title.ends_with(['"', '\'']);
    let size = format!("={width}x{height}");
    let mended = if title.is_empty() { format!(" {size}") } else { format!(" {title} {size}") };
    let mended = (mended.trim_start() != written).then_some(mended);
    (is_size && is_title && start > 0).then_some(Size { written, start, mended })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_however_they_are_written() {
        for (destination, written, mended) in [
            ("/a.png =250x100", "=250x100", None),
            ("/a.png =x100", "=x100", None),
            ("/a.png =50%x", "=50%x", None),
            ("/a.png =250", "=250", Some(" =250x")),
            ("/a.png =250px", "=250px", Some(" =250x")),
            ("/a.png  = 250X", "= 250X", Some(" =250x")),
            ("/a.png =250×200", "=250×200", Some(" =250x200")),
            ("/a.png =250px*200px", "=250px*200px", Some(" =250x200")),
            ("/a.png =250x \"題\"", "=250x \"題\"", Some(" \"題\" =250x")),
        ] {
            let size = size(destination).unwrap_or_else(|| panic!("{destination}"));
            assert_eq!((size.written, size.mended.as_deref()), (written, mended), "{destination}");
        }
        for other in ["", " =250x", "/a.png", "/a.png =", "/a.png =x", "/a.png =a", "/a =1x2 b", "/a?b=1", "/a.png =1x \"a"] {
            assert_eq!(size(other), None, "{other}");
        }
    }
}
