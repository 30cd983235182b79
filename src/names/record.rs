//! A name as it lies in a table. The build script writes tables, so this module names only those that it has too.

use super::pack::{Day, Entry, Mode, Policy};

/// What a spelling of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The canonical spelling; the first field of every name.
    Canonical,
    /// A further right one.
    Alias(Policy),
    /// A wrong one.
    Wrong,
    /// The name's successor.
    Now,
    /// A place of an event.
    Place,
    /// A code of an event.
    Code,
    /// What is named.
    Kind,
    /// A CNCF project's maturity.
    Maturity,
}

impl Role {
    const ALL: [Self; 11] = [
        Self::Canonical,
        Self::Alias(Policy::Allow),
        Self::Alias(Policy::Consistent),
        Self::Alias(Policy::FirstFull),
        Self::Alias(Policy::Forbid),
        Self::Wrong,
        Self::Now,
        Self::Place,
        Self::Code,
        Self::Kind,
        Self::Maturity,
    ];
}

const MODES: [Mode; 6] = [Mode::Fold, Mode::Exact, Mode::Phrase, Mode::Command, Mode::Kind, Mode::Short];

/// Bit of the mode's byte: some alias has [`Policy::Consistent`].
const CONSISTENT: u8 = 0x80;
/// Bit of the mode's byte: it has places.
const PLACES: u8 = 0x40;

/// Bytes of a record before its fields: mode, pack, number of fields (2), splits (8).
const RECORD: usize = 12;

/// Writes a name.
pub(super) fn record(records: &mut Vec<u8>, pack: u8, splits: u64, entry: &Entry) {
    let alias = entry.alias.iter().map(|form| (Role::Alias(form.policy), form.text.as_str(), form.since, form.until));
    let wrong = entry.wrong.iter().map(|form| (Role::Wrong, form.text.as_str(), form.since, form.until));
    let places = entry.places.iter().map(|place| (Role::Place, place.as_str(), 0, 0));
    let codes = entry.codes.iter().map(|code| (Role::Code, code.as_str(), 0, 0));
    let about = [(Role::Kind, entry.kind.as_str(), 0, 0), (Role::Maturity, entry.maturity.as_str(), 0, 0)];
    let about = about.into_iter().filter(|(_, text, ..)| !text.is_empty());
    let now = entry.now.iter().map(|now| (Role::Now, now.as_str(), entry.until, 0));
    let canonical = std::iter::once((Role::Canonical, entry.text.as_str(), 0, entry.until));
    let fields: Vec<(Role, &str, Day, Day)> =
        canonical.chain(alias).chain(wrong).chain(now).chain(places).chain(codes).chain(about).collect();
    let mode = MODES.iter().position(|mode| *mode == entry.mode).and_then(|at| u8::try_from(at).ok()).unwrap_or(0);
    let has = |role: Role| fields.iter().any(|(of, ..)| *of == role);
    let flags = [(CONSISTENT, has(Role::Alias(Policy::Consistent))), (PLACES, has(Role::Place))];
    records.push(flags.iter().filter(|(_, has)| *has).fold(mode, |bits, (flag, _)| bits | flag));
    records.push(pack);
    records.extend(u16::try_from(fields.len()).unwrap_or(u16::MAX).to_le_bytes());
    records.extend(splits.to_le_bytes());
    for (role, text, since, until) in fields {
        records.push(Role::ALL.iter().position(|known| *known == role).and_then(|at| u8::try_from(at).ok()).unwrap_or(0));
        records.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        records.extend(since.to_le_bytes());
        records.extend(until.to_le_bytes());
        records.extend(text.bytes().take(usize::from(u8::MAX)));
    }
}

/// A name in a table.
#[derive(Clone, Copy)]
pub struct Name<'n> {
    pub(super) record: &'n [u8],
}

/// A text that belongs to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'n> {
    /// What it is.
    pub role: Role,
    /// The text.
    pub text: &'n str,
    /// First day on which it holds; 0 is always.
    pub since: Day,
    /// First day on which it no longer holds; 0 is never.
    pub until: Day,
}

impl<'n> Name<'n> {
    /// How it is matched.
    #[must_use]
    pub fn mode(self) -> Mode {
        MODES.get(usize::from(self.bits() & !(CONSISTENT | PLACES))).copied().unwrap_or_default()
    }

    fn bits(self) -> u8 {
        self.record.first().copied().unwrap_or_default()
    }

    /// Whether it has aliases of which a text uses one.
    #[must_use]
    pub fn has_consistent(self) -> bool {
        self.bits() & CONSISTENT > 0
    }

    /// Whether it is an event with places.
    #[must_use]
    pub fn has_places(self) -> bool {
        self.bits() & PLACES > 0
    }

    /// The number of its pack.
    #[must_use]
    pub fn pack(self) -> u8 {
        self.record.get(1).copied().unwrap_or_default()
    }

    /// Offsets in the folded form at which a separator may stand, as bits.
    #[must_use]
    pub fn splits(self) -> u64 {
        self.record.get(4..RECORD).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
    }

    /// The canonical spelling.
    #[must_use]
    pub fn text(self) -> &'n str {
        self.fields().next().map_or("", |field| field.text)
    }

    /// All texts of it, the canonical spelling first, then further right ones, then wrong ones.
    pub fn fields(self) -> impl Iterator<Item = Field<'n>> {
        let mut rest = self.record.get(RECORD..).unwrap_or_default();
        let count = self.record.get(2..4).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
        (0..count).map_while(move |_| {
            let (head, behind) = rest.split_at_checked(10)?;
            let (text, behind) = behind.split_at_checked(usize::from(head[1]))?;
            rest = behind;
            let day = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
            let role = *Role::ALL.get(usize::from(head[0]))?;
            Some(Field { role, text: std::str::from_utf8(text).ok()?, since: day(2), until: day(6) })
        })
    }

    /// The texts of one role.
    pub fn texts(self, role: Role) -> impl Iterator<Item = &'n str> {
        self.fields().filter(move |field| field.role == role).map(|field| field.text)
    }

    /// The field of this spelling; nothing where it has none.
    #[must_use]
    pub fn field(self, written: &str) -> Option<Field<'n>> {
        let is_spelling = |field: &Field<'_>| matches!(field.role, Role::Canonical | Role::Alias(_) | Role::Wrong);
        self.fields().take_while(is_spelling).find(|field| field.text == written)
    }
}

impl std::fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}
