//! Names of companies and bodies that are the same but for one character that sounds alike: 立德公司, 利德公司.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Mend;
use crate::check::finding::Severity::Note;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::report::Edit;
use crate::sheet::Cell;
use crate::value::WordSet;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What names of bodies end in.
const KINDS: [&str; 15] = [
    "公司",
    "集团",
    "商会",
    "协会",
    "学会",
    "联合会",
    "促进会",
    "基金会",
    "合作社",
    "小学",
    "中学",
    "学院",
    "医院",
    "中心",
    "商场",
];
static KIND_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&KINDS));
/// Characters of names that input methods mix up because they sound alike. Those that also join words (和, 合, 与) are left
/// out.
#[rustfmt::skip]
const ALIKE: [&str; 44] = [
    "利力立丽莉历励", "德得", "华化", "兴星新欣鑫馨", "明名铭鸣", "成城诚程承", "建健", "宏洪鸿弘", "辉晖徽", "伟玮威维卫",
    "杨扬阳洋", "嘉佳家", "博搏", "瑞锐睿", "昌长常", "胜盛圣晟", "通同桐童", "源原园元圆", "泰太", "天田", "凯楷", "艺亿易益谊",
    "金锦津", "军君骏", "文闻", "清青", "林琳霖", "恒衡", "志智致", "湘香祥翔", "旺望", "真珍", "佰百", "英鹰莹盈", "云运",
    "玉钰裕渝", "永勇", "峰锋丰凤", "琪齐祺", "超潮", "平萍", "振震", "汇惠慧", "鹏朋",
];
/// So many characters before the kind can be the name.
const LONGEST: usize = 12;

/// One character of a name with its neighbours.
#[derive(Clone, Copy)]
struct Spelling<'a> {
    cell: &'a Cell,
    written: [char; 3],
}

pub static NAME_SPELLED_TWO_WAYS: Rule = Rule {
    id: "name-spelled-two-ways",
    number: "T13",
    severity: Note,
    title: "像是同一个名称，有一个字写得不同",
    basis: "同一单位的名称前后应一致",
    authority: Authority::Practice,
    run: spelled_two_ways,
};

/// T13. Two names in the report's texts have two neighbours in common and between them characters that sound alike.
///
/// Silent for characters that only look alike or differ in sense (东, 西; 一, 二), which tell bodies apart; for what ends
/// in no kind of body; and for differences at the rim of a name, where other words begin.
fn spelled_two_ways(context: &Context, found: &mut Found) {
    let mut known: BTreeMap<(char, usize, char), Vec<Spelling>> = BTreeMap::new();
    let mut said: Vec<([char; 3], [char; 3])> = Vec::new();
    for ReadText { cell, .. } in &context.texts {
        for name in names(&cell.text) {
            for written in name.windows(3).filter_map(|w| <[char; 3]>::try_from(w).ok()) {
                let [before, c, after] = written;
                let Some(sound) = sound(c) else { continue };
                let spellings = known.entry((before, sound, after)).or_default();
                if spellings.iter().any(|known| known.written == written) {
                    continue;
                }
                if let Some(first) = spellings.first()
                    && !said.contains(&(first.written, written))
                {
                    say(context, found, first, &Spelling { cell, written });
                    said.push((first.written, written));
                }
                spellings.push(Spelling { cell, written });
            }
        }
    }
}

fn say(context: &Context, found: &mut Found, first: &Spelling, second: &Spelling) {
    let word = |spelling: &Spelling| spelling.written.iter().collect::<String>();
    let (one, other) = (word(first), word(second));
    let place = if first.cell.at == second.cell.at {
        "前面".to_string()
    } else {
        format!("{}里", context.place(first.cell))
    };
    let says = format!("{place}写的是“{one}”，这里写的是“{other}”，像是同一个名称，请核对后写成一样。");
    let finding = found.say(&second.cell.at, &[&first.cell.at], says);
    for (cell, is, with) in [(second.cell, &other, &one), (first.cell, &one, &other)] {
        let edit = Edit::Write { at: cell.at.clone(), text: cell.text.replace(is.as_str(), with).into() };
        finding.mends.push(Mend { label: format!("把“{is}”改成“{with}”"), edit });
    }
}

/// The words that stand before a kind of body, the kind's first character included; kind by kind.
fn names(text: &str) -> Vec<Vec<char>> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    KIND_SET.each(text, |at, kind| places.push((at, kind)));
    places.sort_by_key(|(_, kind)| *kind);
    let name = |(at, kind): (usize, usize)| {
        let head = text.get(..at).unwrap_or_default();
        let mut name: Vec<char> = head.chars().rev().take(LONGEST).take_while(|c| is_han(*c)).collect();
        name.reverse();
        name.extend(KINDS.get(kind).and_then(|kind| kind.chars().next()));
        name
    };
    places.into_iter().map(name).collect()
}

/// Which of the sounds a character has, if one of them.
fn sound(c: char) -> Option<usize> {
    static SOUNDS: LazyLock<Vec<(char, usize)>> = LazyLock::new(|| {
        let sounds = ALIKE.iter().enumerate().flat_map(|(sound, alike)| alike.chars().map(move |c| (c, sound)));
        let mut sounds: Vec<(char, usize)> = sounds.collect();
        sounds.sort_unstable();
        sounds
    });
    let at = SOUNDS.binary_search_by_key(&c, |(c, _)| *c).ok()?;
    SOUNDS.get(at).map(|(_, sound)| *sound)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
