//! Days and times as formats show them.

use chrono::{Datelike as _, Days, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

/// Seconds of a day.
const DAY: u64 = 86_400;
const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// A piece of a day or time, and with how many letters it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MomentPart {
    Year,
    Month(usize),
    Day(usize),
    /// 五, and 星期五 from four letters on.
    Weekday(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// 上午, 下午.
    Half,
    AllHours,
    AllMinutes,
    AllSeconds,
}

impl MomentPart {
    /// The piece a format's rest begins with, and its length.
    pub fn read(rest: &str) -> Option<(Self, usize)> {
        for half in ["AM/PM", "am/pm", "上午/下午", "A/P"] {
            if rest.starts_with(half) {
                return Some((Self::Half, half.len()));
            }
        }
        let letter = rest.chars().next()?.to_ascii_lowercase();
        let count = rest.chars().take_while(|c| c.to_ascii_lowercase() == letter).count();
        let part = match letter {
            'y' | 'e' => Self::Year,
            'm' => Self::Month(count),
            'd' if count > 2 => Self::Weekday(4),
            'd' => Self::Day(count),
            'a' if count > 2 => Self::Weekday(count),
            'h' => Self::Hour(count),
            's' => Self::Second(count),
            _ => return None,
        };
        Some((part, count))
    }

    /// `[h]`: hours beyond a day.
    pub fn elapsed(inside: &str) -> Option<Self> {
        match inside.to_ascii_lowercase().as_str() {
            "h" | "hh" => Some(Self::AllHours),
            "m" | "mm" => Some(Self::AllMinutes),
            "s" | "ss" => Some(Self::AllSeconds),
            _ => None,
        }
    }

    pub fn is_name_of_month(self) -> bool {
        matches!(self, Self::Month(3..))
    }

    /// Months behind hours or before seconds are minutes.
    pub fn tell_minutes(parts: &mut [&mut Self]) {
        for n in 0..parts.len() {
            let at = |n: usize| parts.get(n).map(|part| **part);
            let before = n.checked_sub(1).and_then(at);
            let is_minute = matches!(before, Some(Self::Hour(_) | Self::AllHours))
                || matches!(at(n + 1), Some(Self::Second(_) | Self::AllSeconds));
            if let (Some(Self::Month(count)), true) = (at(n), is_minute)
                && let Some(part) = parts.get_mut(n)
            {
                **part = Self::Minute(count);
            }
        }
    }
}

/// A day and a time.
pub(super) struct Moment {
    day: NaiveDate,
    /// Seconds since midnight, and since the first day there is.
    second: u64,
    all: u64,
}

impl Moment {
    /// Days since the last day of 1899, the one that never was included; or since the first of 1904.
    pub fn new(number: Decimal, from_1904: bool) -> Option<Self> {
        let seconds = number.checked_mul(Decimal::from(DAY))?;
        let seconds = seconds.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        let all: u64 = seconds.normalize().to_string().parse().ok()?;
        let (year, month, first) = if from_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
        let day = NaiveDate::from_ymd_opt(year, month, first)?.checked_add_days(Days::new(all / DAY))?;
        (day.year() <= 9999).then_some(Self { day, second: all % DAY, all })
    }

    /// One part of it; the hour of twelve where that is asked for.
    pub fn show(&self, part: MomentPart, twelve: bool) -> String {
        let padded = |number: u64, count: usize| if count > 1 { format!("{number:02}") } else { number.to_string() };
        let hour = self.second / 3600;
        match part {
            MomentPart::Year => self.day.year().to_string(),
            MomentPart::Month(count) => padded(self.day.month().into(), count),
            MomentPart::Day(count) => padded(self.day.day().into(), count),
            MomentPart::Weekday(count) => {
                let at = self.day.weekday().num_days_from_monday() as usize;
                let day = WEEKDAYS.get(at).copied().unwrap_or_default();
                if count > 3 { format!("星期{day}") } else { day.into() }
            }
            MomentPart::Hour(count) if twelve => padded((hour + 11) % 12 + 1, count),
            MomentPart::Hour(count) => padded(hour, count),
            MomentPart::Minute(count) => padded(self.second / 60 % 60, count),
            MomentPart::Second(count) => padded(self.second % 60, count),
            MomentPart::Half => if hour < 12 { "上午" } else { "下午" }.into(),
            MomentPart::AllHours => (self.all / 3600).to_string(),
            MomentPart::AllMinutes => (self.all / 60).to_string(),
            MomentPart::AllSeconds => self.all.to_string(),
        }
    }

    /// The usual way, as much of it as is asked for: 2023年12月15日.
    pub fn long<'p>(&self, parts: impl Iterator<Item = &'p MomentPart>) -> String {
        let (mut year, mut month, mut day) = (String::new(), String::new(), String::new());
        for part in parts {
            match part {
                MomentPart::Year => year = format!("{}年", self.day.year()),
                MomentPart::Month(_) => month = format!("{}月", self.day.month()),
                MomentPart::Day(_) => day = format!("{}日", self.day.day()),
                _ => {}
            }
        }
        year + &month + &day
    }
}
