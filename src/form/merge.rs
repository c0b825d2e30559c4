//! What a short form says otherwise, put into the form it is based on: structs field by field, lists of what has a name
//! item by item, everything else as a whole.

use super::tree::{Node, NodeShape};
use super::{FormFault, Name};
use std::mem;

/// What the items of a list are called by.
fn named_by(list: &str) -> &'static str {
    match list {
        "figures" | "wordings" => "name",
        "annexes" => "label",
        _ => "id",
    }
}

/// An item's name, and whether it is there once a project: a form may have `goals` of both sorts.
fn key<'t>(item: &Node<'t>, list: &str) -> Option<(&'t str, bool)> {
    let name = item.field(named_by(list))?.words();
    let each_project = list == "sections" && item.field("each_project").is_some_and(|each| each.text == "true");
    Some((name, each_project))
}

/// What a band of the paper is found by: its sort and its section.
fn band_key<'t>(band: &Node<'t>) -> (&'t str, &'t str) {
    (band.name, band.field("section").map_or("", Node::words))
}

/// Differences on their way into what they differ from, and those that do not fit.
#[derive(Default)]
pub(super) struct Merge {
    pub faults: Vec<FormFault>,
    /// What was left out, and on which lines that is said.
    pub left_out: Vec<(Name, usize)>,
}

impl Merge {
    pub fn fault(&mut self, at: &Node, says: String) {
        self.faults.push(FormFault { form: None, line: at.line, says });
    }

    fn twice(&mut self, at: &Node, name: &str) {
        self.fault(at, format!("{name} 写了两次，请删去一处。"));
    }

    /// Each field is written once, wherever it stands.
    pub fn each_once(&mut self, within: &mut Node) {
        if let NodeShape::Fields(fields) = &within.shape {
            for (at, (name, value)) in fields.iter().enumerate() {
                if fields.iter().take(at).any(|(earlier, _)| earlier == name) {
                    self.twice(value, name);
                }
            }
        }
        within.parts_mut().into_iter().for_each(|part| self.each_once(part));
    }

    /// A scoring that is like one of those known by name becomes that one, with what differs.
    pub fn like<'t>(&mut self, scoring: &mut Node<'t>, known: &[(&str, Node<'t>)]) {
        let Some(like) = scoring.take("like") else { return };
        let Some((_, whole)) = known.iter().find(|(name, _)| *name == like.words()) else {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let says = format!("没有名为 {} 的评分办法，请写 {} 中的一个。", like.words(), names.join("、"));
            return self.fault(&like, says);
        };
        let own = mem::replace(scoring, whole.clone());
        (scoring.source, scoring.line) = (own.source, own.line);
        self.change(scoring, own, "scoring");
        scoring.whole = true;
    }

    /// Puts a difference in its place.
    pub fn change<'t>(&mut self, base: &mut Node<'t>, mut change: Node<'t>, field: &str) {
        if change.take("replace").is_some_and(|replace| replace.text == "true") || change.whole {
            *base = change;
            return;
        }
        let bands = if field == "paper" { change.take("bands") } else { None };
        let alike = base.name == change.name;
        match (&mut base.shape, change.shape) {
            (NodeShape::Fields(fields), NodeShape::Fields(changes)) if alike => {
                for (name, change) in changes {
                    match fields.iter_mut().find(|(own, _)| *own == name) {
                        Some((_, own)) => self.change(own, change, name),
                        None => fields.push((name, change)),
                    }
                }
            }
            (NodeShape::Values(values), NodeShape::Values(changes))
                if alike && values.len() == 1 && changes.len() == 1 =>
            {
                values.iter_mut().zip(changes).for_each(|(value, change)| self.change(value, change, field));
            }
            (NodeShape::List(items), NodeShape::List(changes))
                if !changes.is_empty() && items.iter().any(|item| key(item, field).is_some()) =>
            {
                let mut named = Vec::new();
                for change in changes {
                    match key(&change, field) {
                        Some(key) if named.contains(&key) => self.twice(&change, key.0),
                        key => {
                            named.extend(key);
                            self.item(items, change, field);
                        }
                    }
                }
            }
            (_, shape) => {
                *base = Node { shape, ..change };
                return;
            }
        }
        base.changed = true;
        if let Some(Node { shape: NodeShape::List(bands), .. }) = bands {
            for (at, band) in bands.iter().enumerate() {
                if bands.iter().take(at).any(|earlier| band_key(earlier) == band_key(band)) {
                    self.twice(band, &format!("{} {}", band.name, band_key(band).1));
                } else {
                    self.band(base, band);
                }
            }
        }
    }

    /// An item of a list whose items have names: one that is there is changed, moved or left out, a new one has its
    /// place named.
    fn item<'t>(&mut self, items: &mut Vec<Node<'t>>, mut change: Node<'t>, list: &str) {
        let Some((name, each_project)) = key(&change, list) else {
            return self.fault(&change, format!("这一项要写 {}，说明改的是哪一项。", named_by(list)));
        };
        let there = items.iter().position(|item| key(item, list) == Some((name, each_project)));
        if change.take("leave_out").is_some_and(|leave_out| leave_out.text == "true") {
            return self.leave_out(items, there, &change, (name, named_by(list)));
        }
        let [before, after] = ["before", "after"].map(|marker| change.take(marker));
        if let (Some(_), Some(after)) = (&before, &after) {
            self.fault(after, format!("{name} 的 before 和 after 只能写一样，请删去一处。"));
        }
        let place = before.map(|beside| (beside, 0)).or(after.map(|beside| (beside, 1)));
        let item = match there.map(|at| items.remove(at)) {
            Some(mut own) => {
                self.change(&mut own, change, list);
                own
            }
            None if place.is_none() => {
                let says = format!("底表里没有 {name}；要新加的请写 after 或 before，说明加在哪一项的后面或前面。");
                return self.fault(&change, says);
            }
            None => change,
        };
        let at = match &place {
            None => there,
            Some((beside, further)) => {
                let same = |own: &Node| key(own, list) == Some((beside.words(), each_project));
                items.iter().position(same).map(|at| at + further)
            }
        };
        match (at, place) {
            (Some(at), _) => items.insert(at, item),
            (None, Some((beside, _))) => {
                self.fault(&beside, format!("底表里没有 {}，{name} 不知道放在哪里。", beside.words()));
            }
            (None, None) => {}
        }
    }

    /// An item is left out, and nothing else is said of it than its name and which field that is.
    fn leave_out(&mut self, items: &mut Vec<Node>, there: Option<usize>, change: &Node, named: (&str, &str)) {
        let (name, field) = named;
        let NodeShape::Fields(fields) = &change.shape else { return };
        if let Some((also, at)) = fields.iter().find(|(other, _)| ![field, "each_project"].contains(other)) {
            self.fault(at, format!("{name} 要去掉（leave_out），就不能再写 {also}，请删去其中一样。"));
        }
        match there {
            Some(at) => {
                items.remove(at);
                self.left_out.push((name.into(), change.line));
            }
            None => self.fault(change, format!("要去掉的 {name} 在底表里没有。")),
        }
    }

    /// Changes a band of the paper, found by its sort and section wherever it stands.
    fn band<'t>(&mut self, paper: &mut Node<'t>, band: &Node<'t>) {
        let count = self.bands(paper, band);
        if count != 1 {
            let (name, section) = band_key(band);
            let says = format!("底表的版式里 {name} {section} 有{count}段，不能这样改，请改写那一部分的 blocks。");
            self.fault(band, says);
        }
    }

    /// How many there were.
    fn bands<'t>(&mut self, within: &mut Node<'t>, band: &Node<'t>) -> usize {
        let section = |node: &Node<'t>| node.field("section").map(Node::words);
        if within.name == band.name && section(within).is_some() && section(within) == section(band) {
            self.change(within, band.clone(), "");
            return 1;
        }
        let count = within.parts_mut().into_iter().map(|part| self.bands(part, band)).sum();
        within.changed |= count > 0;
        count
    }
}
