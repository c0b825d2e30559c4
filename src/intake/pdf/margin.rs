//! What stands in the margins of pages and belongs to no text: numbers of pages, heads and feet that come again.

use super::order::PageText;

/// Heads stand within this share of the page's height, feet below the other one.
const HEAD: f64 = 0.075;
const FOOT: f64 = 0.9;
/// The mark that our own pages have at their foot.
const OWN: &str = "校验码";

/// Takes heads, feet and numbers out of the lines of pages.
pub(super) fn clear(pages: &mut [PageText]) {
    let all = pages.len();
    let heads: Vec<Vec<String>> = pages.iter().map(|page| words(page, is_head)).collect();
    let feet: Vec<Vec<String>> = pages.iter().map(|page| words(page, is_foot)).collect();
    let again = |texts: &[Vec<String>], text: &str| {
        let many = texts.iter().filter(|page| page.iter().any(|other| other == text)).count();
        many > 1 && many * 2 >= all
    };
    for page in pages {
        let height = page.height;
        page.lines.retain(|line| {
            let (bare, numbered) = without_number(&line.text());
            let is_number = numbered && bare.is_empty();
            if is_foot(line.base, height) {
                !(is_number || bare.contains(OWN) || again(&feet, &bare) && !is_label(&bare))
            } else {
                !(is_head(line.base, height) && (is_number || again(&heads, &bare)))
            }
        });
    }
}

/// Labels with what is written behind them come again where tables are signed.
fn is_label(text: &str) -> bool {
    text.contains(['：', ':'])
}

fn is_head(base: f64, height: f64) -> bool {
    base < height * HEAD
}

fn is_foot(base: f64, height: f64) -> bool {
    base > height * FOOT
}

/// What stands in a margin of a page, numbers left out.
fn words(page: &PageText, within: fn(f64, f64) -> bool) -> Vec<String> {
    let lines = page.lines.iter().filter(|line| within(line.base, page.height));
    lines.map(|line| without_number(&line.text()).0).collect()
}

/// A text without blanks and without the number of the page in it: — 3 —, 第3页共9页, 3/9; and whether there was one.
fn without_number(text: &str) -> (String, bool) {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_mark = |c: char| "-—–－·~第页共/ofPage".contains(c);
    let is_number = |c: char| c.is_ascii_digit() || is_mark(c);
    for (rest, end) in [
        (bare.trim_end_matches(is_number), bare.get(bare.trim_end_matches(is_number).len()..)),
        (bare.trim_start_matches(is_number), bare.get(..bare.len() - bare.trim_start_matches(is_number).len())),
    ] {
        let end = end.unwrap_or_default();
        let said = end.contains(is_mark) || rest.is_empty();
        if said && end.contains(|c: char| c.is_ascii_digit()) && end.chars().count() <= 16 {
            return (rest.into(), true);
        }
    }
    (bare, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_texts() {
        for text in ["— 3 —", "-12-", "3", "第 3 页 共 9 页", "第3页", "3 / 9", "Page 3 of 9"] {
            assert_eq!(without_number(text), (String::new(), true), "{text}");
        }
        assert_eq!(without_number("某局自评报告  — 3 —"), ("某局自评报告".into(), true));
        assert_eq!(without_number("填报日期：2024年3月15日"), ("填报日期：2024年3月15日".into(), false));
    }
}
