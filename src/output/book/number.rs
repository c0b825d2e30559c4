//! Figures as numbers for Excel, each with a number format that shows the very text on paper.

use crate::form::Holds;
use crate::sheet::Value;
use crate::value::{Aim, MoneyUnit, Target, fold};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// So many digits a number of Excel's keeps.
const EXACT: usize = 15;
/// So long a number is shown by Excel as it is, without a format.
const GENERAL: usize = 10;

/// A number and how it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// The number that stands in the cell.
    pub value: Decimal,
    /// How Excel shows it.
    pub format: String,
    /// How many of the figure's own unit one of it is: 852200元 counts 0.0001 each in 万元.
    pub scale: Decimal,
}

/// The figure that a value is, in a form's unit; rates as shares.
pub(super) fn figure(value: &Value, unit: MoneyUnit) -> Option<Decimal> {
    match value {
        Value::Money(money) => Some(money.number(unit)),
        Value::Count(count) => Some(count.0),
        Value::Rate(rate) => Some(rate.0),
        Value::Score(score) => Some(score.0),
        _ => None,
    }
}

/// The nearest number that Excel has; none where it has none.
pub(super) fn nearest(number: Decimal) -> Option<f64> {
    // The shortest way through text is exact; through parts it is not.
    number.to_string().parse().ok()
}

impl Number {
    /// A figure as written; none where no number shows the same text.
    pub fn written(text: &str, value: &Value, unit: MoneyUnit) -> Option<Self> {
        if let Value::Target(target) = value {
            return Self::target(text, target);
        }
        let figure = figure(value, unit)?;
        let shape = Shape::of(text)?;
        let written = shape.number()?;
        let scale = figure.checked_div(written).or_else(|| shape.scale(value, unit))?;
        Some(Self { value: written, format: shape.format(), scale })
    }

    /// A target or a result that is a number or a percentage and nothing else.
    fn target(text: &str, target: &Target) -> Option<Self> {
        match &target.aim {
            Aim::Amount { unit, .. } if target.sense.is_none() && matches!(unit.as_str(), "" | "%") => {
                let shape = Shape::of(text).filter(|shape| shape.before.is_empty() && shape.behind == unit.as_str())?;
                let value = shape.number().filter(|_| format!("{}{}", shape.digits, shape.behind) == text)?;
                Some(Self { value, format: shape.format(), scale: Decimal::ONE })
            }
            _ => None,
        }
    }

    /// A figure that the program computed, shown as it shows it, also when the inputs change.
    pub fn computed(text: &str, value: &Value, unit: MoneyUnit) -> Option<Self> {
        let number = figure(value, unit)?;
        let format = Shape::of(text).map_or_else(|| "General".into(), |shape| shape.format());
        Some(Self { value: number, format, scale: Decimal::ONE })
    }
}

/// The parts of a written figure: ￥, -1,234.50, 万元.
struct Shape {
    before: String,
    digits: String,
    behind: String,
}

impl Shape {
    fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        let digits = folded.trim_start_matches(['￥', '¥', ' ']);
        let before = folded.strip_suffix(digits)?;
        let end = digits.find(|c: char| !c.is_ascii_digit() && !"+-,.".contains(c)).unwrap_or(digits.len());
        let (digits, behind) = digits.split_at_checked(end)?;
        let signed = digits.starts_with(['+', '-']);
        let plain = !before.contains('"') && !behind.contains('"') && !behind.contains(char::is_control);
        let shape = Self { before: before.into(), digits: digits.into(), behind: behind.into() };
        let one_sign = behind.matches('%').count() <= 1 && (before.is_empty() || !signed);
        (plain && one_sign).then_some(shape)
    }

    fn percent(&self) -> bool {
        self.behind.contains('%')
    }

    fn unsigned(&self) -> &str {
        self.digits.trim_start_matches(['+', '-'])
    }

    fn fraction(&self) -> &str {
        self.digits.split_once('.').map_or("", |(_, fraction)| fraction)
    }

    /// The number that stands in the cell; none where it would not come back digit by digit.
    fn number(&self) -> Option<Decimal> {
        let plain = self.digits.replace(',', "");
        let number: Decimal = plain.trim_start_matches('+').parse().ok()?;
        let digits = plain.trim_start_matches(['+', '-', '0', '.']).chars().filter(char::is_ascii_digit).count();
        let no_zero = number.is_zero() && plain.starts_with('-');
        let number = if self.percent() { number.checked_div(Decimal::ONE_HUNDRED)? } else { number };
        let back = nearest(number)?.to_string().parse::<Decimal>().ok()?;
        (digits <= EXACT && !no_zero && back == number && number.to_f64().is_some()).then_some(number)
    }

    /// What one of it is, of the figure's own unit.
    fn scale(&self, value: &Value, unit: MoneyUnit) -> Option<Decimal> {
        let holds = match value {
            Value::Money(_) => Holds::Money,
            Value::Count(_) => Holds::Count,
            Value::Rate(_) if self.percent() => return Some(Decimal::ONE),
            Value::Rate(_) => Holds::Rate,
            Value::Score(_) => Holds::Points,
            _ => return None,
        };
        figure(&Value::read(&format!("1{}", self.behind), holds, unit), unit)
    }

    fn format(&self) -> String {
        if self.percent() {
            return self.percents();
        }
        let in_marks = |text: &str| if text.is_empty() { String::new() } else { format!("\"{text}\"") };
        let (before, behind) = (in_marks(&self.before), in_marks(&self.behind));
        let digits = if self.is_plain() { "General".into() } else { self.zeros() };
        if self.digits.starts_with('+') {
            let digits = self.zeros();
            return format!("+{digits}{behind};-{digits}{behind}");
        }
        format!("{before}{digits}{behind}")
    }

    /// Excel shows the number so of itself, and what she writes in its place as she writes it.
    fn is_plain(&self) -> bool {
        let whole = self.unsigned().split('.').next().unwrap_or_default();
        let leading = whole.len() > 1 && whole.starts_with('0');
        let tiny = whole == "0" && self.fraction().starts_with("0000");
        let trailing = self.digits.contains('.') && self.digits.ends_with('0');
        !(leading || tiny || trailing || self.digits.contains([',', '+'])) && self.digits.len() <= GENERAL
    }

    /// As many digits as are written.
    fn zeros(&self) -> String {
        let whole = self.unsigned().split('.').next().unwrap_or_default();
        let whole = match whole {
            _ if whole.contains(',') && !whole.starts_with('0') => "#,##0".into(),
            _ if whole.starts_with('0') => whole.replace(|c: char| c.is_ascii_digit(), "0"),
            _ => "0".to_string(),
        };
        let fraction = self.fraction();
        if fraction.is_empty() { whole } else { format!("{whole}.{}", "0".repeat(fraction.len())) }
    }

    /// Percentages, two decimals unless this very one is written with fewer: 100%, 44.4%, 86.18%.
    fn percents(&self) -> String {
        let (before, behind) = self.behind.split_once('%').unwrap_or_default();
        let in_marks = |text: &str| if text.is_empty() { String::new() } else { format!("\"{text}\"") };
        let with =
            |digits: &str| format!("{}{digits}{}%{}", in_marks(&self.before), in_marks(before), in_marks(behind));
        let own = with(&self.zeros());
        let Some(number) = self.number().filter(|number| !number.is_sign_negative()) else { return own };
        if self.fraction().len() >= 2 || self.digits.starts_with('+') {
            return own;
        }
        let near = Decimal::new(5, 5);
        let below = if number > near { format!("[<{}]{};", number - near, with("0.00")) } else { String::new() };
        format!("{below}[<{}]{own};{}", number + near, with("0.00"))
    }
}
