//! Letters as they stand on a page.

/// Marks that no line begins with: they move together with what is before them.
pub(super) const NOT_FIRST: &str = "，。、；：！？）》〉】〕」』”’％%,.;:!?)]}…—";
/// Marks that no line ends with.
pub(super) const NOT_LAST: &str = "（《〈【〔「『“‘([{";

/// Which way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// To the right, as one reads.
    Upright,
    /// Downwards.
    Down,
    /// Upside down.
    Over,
    /// Upwards.
    Up,
}

impl Turn {
    /// The way along a direction on the page; none where it runs askew, as watermarks do.
    pub fn of(x: f64, y: f64) -> Option<Self> {
        // Three degrees.
        const ASKEW: f64 = 0.05;
        if y.abs() <= x.abs() * ASKEW {
            Some(if x > 0.0 { Self::Upright } else { Self::Over })
        } else if x.abs() <= y.abs() * ASKEW {
            Some(if y > 0.0 { Self::Down } else { Self::Up })
        } else {
            None
        }
    }

    /// A place on the page as one who reads this way sees it: how far along, how far down.
    pub fn seen(self, x: f64, y: f64) -> (f64, f64) {
        match self {
            Self::Upright => (x, y),
            Self::Down => (y, -x),
            Self::Over => (-x, -y),
            Self::Up => (-y, x),
        }
    }

    /// The reverse of [`Turn::seen`].
    pub fn placed(self, along: f64, down: f64) -> (f64, f64) {
        match self {
            Self::Upright => (along, down),
            Self::Down => (-down, along),
            Self::Over => (-along, -down),
            Self::Up => (down, -along),
        }
    }
}

/// A letter on a page. Lengths are in points; from where to where it reaches is as one who reads its way sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub character: char,
    pub turn: Turn,
    pub from: f64,
    pub to: f64,
    /// Where the line of text stands.
    pub base: f64,
    /// The size of its face.
    pub size: f64,
}

impl Letter {
    /// Its middle on the page.
    pub fn middle(&self) -> (f64, f64) {
        self.turn.placed(f64::midpoint(self.from, self.to), self.base - 0.35 * self.size)
    }

    /// Where along the line one sees it. Half of a mark may be blank, and reach over the letter beside it: that which
    /// opens stands in its right half, that which closes in its left.
    pub fn ink(&self) -> f64 {
        let is_half_blank = self.is_wide() && self.to - self.from > 0.8 * self.size;
        let share = match self.character {
            c if is_half_blank && NOT_LAST.contains(c) => 0.75,
            c if is_half_blank && NOT_FIRST.contains(c) && !"…—".contains(c) => 0.25,
            _ => 0.5,
        };
        self.from + share * (self.to - self.from)
    }

    /// As wide as it is high: Han characters and their marks.
    pub fn is_wide(&self) -> bool {
        is_wide(self.character)
    }
}

/// A Han character, or a mark as wide as one.
pub(super) fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}' | '—' | '…' | '“' | '”' | '‘' | '’' | '·' | '≥' | '≤' | '①'..='⑳')
}

/// The character that is meant: some programs name radicals where they mean the characters of the same shape.
pub(super) fn meant(letter: char) -> char {
    let from = |first: u32, all: &str| all.chars().nth((letter as u32 - first) as usize).unwrap_or(letter);
    match letter {
        '\u{2f00}'..='\u{2fd5}' => from(0x2f00, RADICALS),
        '\u{2e80}'..='\u{2ef3}' => SIMPLIFIED
            .chars()
            .zip(CHARACTERS.chars())
            .find(|(radical, _)| *radical == letter)
            .map_or(letter, |(_, c)| c),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\t' => ' ',
        _ => letter,
    }
}

/// The characters of the radicals from U+2F00 on, in their order.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals of later standards, and the characters of the same shape.
const SIMPLIFIED: &str = "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳";
const CHARACTERS: &str = "母民虎西见角贝车长门青页风飞马骨鬼鱼鸟卤麦黄齐齿龙龟";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_read_as_the_characters_they_look_like() {
        let read = |text: &str| text.chars().map(meant).collect::<String>();
        assert_eq!(read("⾦额⽤于⼈员⻓期⻚数"), "金额用于人员长期页数");
        assert_eq!((RADICALS.chars().count(), SIMPLIFIED.chars().count()), (214, CHARACTERS.chars().count()));
    }

    #[test]
    fn marks_set_together_are_in_the_order_one_sees_them() {
        let letter =
            |character, from| Letter { character, turn: Turn::Upright, from, to: from + 10.5, base: 0.0, size: 10.5 };
        assert!(letter('）', 20.0).ink() < letter('（', 19.9).ink());
        assert!(letter('》', 20.0).ink() < letter('、', 25.2).ink());
        assert!(letter('的', 9.5).ink() < letter('（', 14.8).ink());
    }

    #[test]
    fn a_place_is_seen_and_placed() {
        for (direction, turn) in
            [((1.0, 0.01), Turn::Upright), ((0.0, 2.0), Turn::Down), ((-1.0, 0.0), Turn::Over), ((0.0, -1.0), Turn::Up)]
        {
            assert_eq!(Turn::of(direction.0, direction.1), Some(turn));
            let (along, down) = turn.seen(3.0, 5.0);
            assert_eq!(turn.placed(along, down), (3.0, 5.0));
        }
        assert_eq!(Turn::of(1.0, 1.0), None);
    }
}
