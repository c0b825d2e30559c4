//! What a file was before it was changed: kept in `NAME 各版本/自动备份`, thinned as time goes by.

use super::versions::{BACKUPS, folder, stem};
use super::{ENDING, LARGEST, OpenFault, SaveFault, read_bounded, write_aside};
use chrono::{Datelike as _, Days, NaiveDateTime, TimeDelta};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// How a backup's name says when it was made.
const WHEN: &str = "%Y-%m-%d %H%M%S";
/// A name is at most 255 bytes on most disks; the time and the ending take some.
const LONGEST: usize = 220;
/// So many days one a day is kept, after that one a month.
const DAILY: u64 = 31;

/// Keeps what a file is now, before it is changed: once a day, or whenever a change wants it. Answers where; none where
/// there is nothing to keep, or it is kept already. `there` is what was read of it.
///
/// # Errors
/// When it cannot be read or the folder not written.
pub(super) fn back_up(
    path: &Path,
    there: Result<Vec<u8>, OpenFault>,
    now: NaiveDateTime,
    always: bool,
) -> Result<Option<PathBuf>, SaveFault> {
    if !path.exists() {
        return Ok(None);
    }
    let folder = folder(path).join(BACKUPS);
    let kept = backups(&folder, &name_of(path));
    let today = kept.iter().any(|(at, _)| at.date() == now.date());
    if today && !always {
        return Ok(None);
    }
    let bytes = there?;
    let newest = kept.last().and_then(|(_, newest)| read_bounded(newest, LARGEST).ok());
    if newest.is_some_and(|newest| newest == bytes) {
        return Ok(None);
    }
    let kept = free_place(&folder, &name_of(path), now);
    let made = std::fs::create_dir_all(&folder).map_err(|fault| SaveFault::from_io(&fault, &folder));
    if let Err(fault) = made.and_then(|()| write_aside(&kept, &bytes)) {
        remove_empty(&folder);
        return Err(fault);
    }
    thin(&backups(&folder, &name_of(path)), now);
    Ok(Some(kept))
}

/// Where a backup of now goes: one made within the same second stays.
fn free_place(folder: &Path, stem: &str, now: NaiveDateTime) -> PathBuf {
    let place = |at: NaiveDateTime| folder.join(format!("{stem} {}.{ENDING}", at.format(WHEN)));
    let mut later = (0..60).map(|seconds| place(now + TimeDelta::seconds(seconds)));
    later.find(|place| !place.exists()).unwrap_or_else(|| place(now))
}

/// Takes a backup out again that was made just now.
pub(super) fn take_back(backup: &Path) -> std::io::Result<()> {
    std::fs::remove_file(backup)?;
    backup.parent().into_iter().for_each(remove_empty);
    Ok(())
}

/// Folders made for nothing go again; those that hold something stay.
fn remove_empty(folder: &Path) {
    let above = |()| folder.parent().map_or(Ok(()), std::fs::remove_dir);
    std::fs::remove_dir(folder).and_then(above).ok();
}

/// What the backups of a file begin with: its name, as much of it as leaves room for the time.
fn name_of(path: &Path) -> String {
    let mut name = stem(path);
    while name.len() > LONGEST {
        name.pop();
    }
    name
}

/// The backups of a file, oldest first. What is named otherwise is none of ours.
pub(super) fn backups(folder: &Path, stem: &str) -> Vec<(NaiveDateTime, PathBuf)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut all: Vec<_> = entries.filter_map(|path| Some((made(&path, stem)?, path))).collect();
    all.sort();
    all
}

fn made(path: &Path, own: &str) -> Option<NaiveDateTime> {
    let name = path.file_name()?.to_str()?.strip_suffix(&format!(".{ENDING}"))?;
    NaiveDateTime::parse_from_str(name.strip_prefix(own)?.strip_prefix(' ')?, WHEN).ok()
}

/// Takes out what is too much: of today all stay, of the month before the last of each day, of what is older the last of
/// each month. One that cannot be removed stays.
fn thin(backups: &[(NaiveDateTime, PathBuf)], now: NaiveDateTime) {
    let monthly = now.date().checked_sub_days(Days::new(DAILY));
    let mut seen = HashSet::new();
    for (at, path) in backups.iter().rev().filter(|(at, _)| at.date() != now.date()) {
        let day = monthly.is_none_or(|first| at.date() >= first).then(|| at.day());
        if !seen.insert((at.year(), at.month(), day)) {
            std::fs::remove_file(path).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn kept(file: &Path) -> Vec<String> {
        let all = backups(&folder(file).join(BACKUPS), "甲");
        all.into_iter().map(|(at, _)| at.format("%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn once_a_day_or_when_it_is_wanted_and_never_the_same_twice() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("甲.zpb");
        assert_eq!(
            back_up(&file, read_bounded(&file, LARGEST), at("2024-03-01 09:00"), true).unwrap(),
            None,
            "nothing is there yet"
        );
        for (text, now, always, there) in [
            ("一", "2024-03-01 09:00", false, 1),
            ("二", "2024-03-01 09:10", false, 1),
            ("二", "2024-03-01 09:20", true, 2),
            ("二", "2024-03-01 09:30", true, 2),
            ("三", "2024-03-01 09:30", true, 3),
            ("四", "2024-03-01 09:30", true, 4),
            ("五", "2024-03-02 09:00", false, 2),
        ] {
            write_aside(&file, text.as_bytes()).unwrap();
            back_up(&file, read_bounded(&file, LARGEST), at(now), always).unwrap();
            assert_eq!(kept(&file).len(), there, "{text} {now}");
        }
    }

    #[test]
    fn all_of_a_day_one_a_day_for_a_month_one_a_month_after() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("甲.zpb");
        let times = [
            "2024-01-05 09:00",
            "2024-01-25 09:00",
            "2024-02-20 09:00",
            "2024-02-20 17:00",
            "2024-03-01 08:00",
            "2024-03-01 09:00",
        ];
        for time in times {
            write_aside(&file, time.as_bytes()).unwrap();
            back_up(&file, read_bounded(&file, LARGEST), at(time), true).unwrap();
        }
        write_aside(&super::folder(&file).join("甲 送审前.zpb"), b"named").unwrap();
        assert_eq!(kept(&file), ["01-25 09:00", "02-20 17:00", "03-01 08:00", "03-01 09:00"]);
        assert!(super::folder(&file).join("甲 送审前.zpb").exists(), "versions are never removed");
    }

    #[test]
    fn a_name_that_fills_its_disk_has_backups_too() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(format!("{}.zpb", "长".repeat(80)));
        write_aside(&file, b"1").unwrap();
        let kept = back_up(&file, read_bounded(&file, LARGEST), at("2024-03-01 09:00"), true).unwrap().unwrap();
        assert!(
            kept.exists()
                && back_up(&file, read_bounded(&file, LARGEST), at("2024-03-01 09:10"), true).unwrap().is_none(),
            "it is found again"
        );
    }
}
