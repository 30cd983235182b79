//! What the file system says of a file, which stands for its bytes.

use serde::{Deserialize, Serialize};
use std::fs::Metadata;

/// Nanoseconds that a file has lain as it is before this is believed: clocks of file systems go in steps, the longest of two seconds (FAT), and two
/// changes within one step look like one. git's index has the same rule (`racy-git`).
#[cfg(unix)]
const LEAST_AGE: i128 = 2_500_000_000;

/// Where it is the same, so are the bytes. None where the file system does not tell.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub(super) struct Stamp(u64);

impl Stamp {
    pub(super) fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Of a file as it lies there now. Its time of change counts, which no program can set, unlike that of its last modification.
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Self {
        use crate::digest::Digest;
        use std::os::unix::fs::MetadataExt;
        use std::time::SystemTime;
        let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos().cast_signed());
        if !metadata.is_file() || now - changed < LEAST_AGE {
            return Self::default();
        }
        let times = [metadata.ctime(), metadata.ctime_nsec(), metadata.mtime(), metadata.mtime_nsec()].map(i64::cast_unsigned);
        let numbers = [metadata.dev(), metadata.ino(), metadata.size()].into_iter().chain(times);
        Self(numbers.fold(Digest::default(), Digest::number).end())
    }

    /// Nothing here tells when the bytes of a file were last changed.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Self {
        Self::default()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, File};
    use std::thread::sleep;
    use std::time::Duration;

    #[test]
    fn a_file_is_believed_once_it_has_lain_as_it_is_and_until_it_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let stamp = || Stamp::of(&fs::metadata(&path).unwrap());
        let rest = || sleep(Duration::from_nanos(u64::try_from(LEAST_AGE).unwrap()) + Duration::from_millis(100));
        fs::write(&path, "一").unwrap();
        assert!(stamp().is_none(), "the next change may come within one step of the clock");
        assert!(Stamp::of(&fs::metadata(folder.path()).unwrap()).is_none());
        rest();
        let (first, modified) = (stamp(), fs::metadata(&path).unwrap().modified().unwrap());
        assert!(!first.is_none());
        assert_eq!(stamp(), first);
        // As long as before, and as old as before for all who ask when it was modified.
        fs::write(&path, "二").unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
        rest();
        assert!(!stamp().is_none());
        assert_ne!(stamp(), first);
    }
}
