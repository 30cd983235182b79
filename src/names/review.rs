//! What is wrong with a pack beyond its syntax.

use super::pack::{Entry, Fault, Form, Pack, Policy};
use super::verdict::SHORT;
use super::{Names, Standing, Verdict, fold};
use std::collections::HashMap;

/// What is wrong with `pack`, which is one of the packs of `names`, in order of place.
///
/// Cost: linear in the number of names, but for those that have near twins.
#[must_use]
pub fn review(pack: &Pack, names: &Names) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut owners: HashMap<String, (&Entry, bool)> = HashMap::new();
    for entry in &pack.name {
        let (span, entry) = (entry.span(), entry.get_ref());
        let fault = owned_twice(entry, &mut owners).or_else(|| unstable(entry, names)).or_else(|| twin(entry, names));
        faults.extend(fault.map(|message| Fault { message, span }));
    }
    for (written, right) in &pack.tests {
        let made = mended(written.get_ref(), names);
        if made != *right {
            faults.push(Fault { message: format!("this becomes `{made}`"), span: written.span() });
        }
    }
    faults.sort_by_key(|fault| fault.span.start);
    faults
}

/// `text` with its certain mistakes mended.
#[must_use]
pub(super) fn mended(text: &str, names: &Names) -> String {
    let mut made = text.to_owned();
    for mention in names.scan(text).mentions.iter().rev() {
        if let Standing::Wrong(Verdict::Certain, right) = names.judge(text, mention, 0) {
            made.replace_range(mention.start..mention.end, right);
        }
    }
    made
}

fn owned_twice<'e>(entry: &'e Entry, owners: &mut HashMap<String, (&'e Entry, bool)>) -> Option<String> {
    let right = std::iter::once(&entry.text).chain(entry.alias.iter().map(|form| &form.text)).map(|form| (form, true));
    for (form, is_right) in right.chain(entry.wrong.iter().map(|form| (&form.text, false))) {
        match owners.insert(fold(form), (entry, is_right)) {
            Some((other, was_right)) if other.text != entry.text => {
                return Some(match (is_right, was_right) {
                    (false, true) => format!("`{form}` is wrong here and a right spelling of `{}`", other.text),
                    (true, false) => format!("`{form}` is right here and a wrong spelling of `{}`", other.text),
                    _ => format!("`{form}` belongs to `{}` too: one form has one name", other.text),
                });
            }
            Some((other, _)) if !std::ptr::eq(other, entry) => return Some(format!("`{}` stands here twice", entry.text)),
            _ => {}
        }
    }
    None
}

/// A right spelling that is mended all the same, or a wrong one that is not mended to a right one at once: fixes would go in a circle, or on and on.
fn unstable(entry: &Entry, names: &Names) -> Option<String> {
    let right = std::iter::once(&entry.text).chain(entry.alias.iter().filter(|form| form.policy != Policy::Forbid).map(|form| &form.text));
    for form in right {
        let made = mended(form, names);
        if made != *form {
            return Some(format!("`{form}` is right here, but becomes `{made}`"));
        }
    }
    let is_sure = |form: &&Form| form.since == 0 && form.until == 0 && form.text.len() > SHORT;
    entry.wrong.iter().filter(is_sure).find_map(|form| {
        let once = mended(&form.text, names);
        // What is right here was found stable above.
        let is_right = once == entry.text || entry.alias.iter().any(|alias| alias.text == once);
        let twice = if is_right { once.clone() } else { mended(&once, names) };
        if once == form.text && super::guard::is_identifier_part(&form.text, 0, form.text.len()) {
            Some(format!("`{}` looks like an identifier: it is never found", form.text))
        } else if once == form.text {
            Some(format!("`{}` is wrong here, but nothing mends it: another name has the same letters", form.text))
        } else {
            (once != twice).then(|| format!("`{}` becomes `{once}` and that becomes `{twice}`", form.text))
        }
    })
}

/// Another name one letter off: one of them is most likely a slip.
fn twin(entry: &Entry, names: &Names) -> Option<String> {
    let twin = names.twin(&entry.text).filter(|_| entry.near)?;
    Some(format!("`{}` is one letter off `{twin}`; if both are right, say `near = false`", entry.text))
}
