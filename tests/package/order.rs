//! The order in which elements stand within each other, and what their attributes may say, by `tests/data/orders.ron`.

use super::Element;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Orders {
    /// By an element: the names in it, in order.
    children: BTreeMap<String, String>,
    /// By an element and its attribute: what it may say.
    values: BTreeMap<String, String>,
}

static ORDERS: LazyLock<Orders> =
    LazyLock::new(|| ron::from_str(include_str!("../data/orders.ron")).expect("orders without fault"));

/// What is wrong in a part.
pub fn faults(root: &Element) -> Vec<String> {
    root.all().into_iter().flat_map(|element| out_of_order(element).into_iter().chain(values(element))).collect()
}

fn out_of_order(element: &Element) -> Option<String> {
    let order: Vec<&str> = ORDERS.children.get(&element.name)?.split_whitespace().collect();
    let place = |name: &str| order.iter().position(|names| names.split('|').any(|one| one == name));
    let children: Vec<&str> =
        element.children.iter().map(|child| child.name.as_str()).filter(|name| !name.is_empty()).collect();
    let places: Vec<Option<usize>> = children.iter().map(|name| place(name)).collect();
    let wrong = places.contains(&None) || places.windows(2).any(|pair| pair[0] > pair[1]);
    wrong.then(|| format!("{} out of order: {}", element.name, children.join(" ")))
}

fn values(element: &Element) -> Vec<String> {
    let wrong = element.attributes.iter().filter(|(name, value)| {
        let known = ORDERS.values.get(&format!("{} {name}", element.name));
        known.is_some_and(|words| !words.split_whitespace().any(|word| word == *value || is_number(words, value)))
    });
    wrong.map(|(name, value)| format!("{} {name} is {value:?}", element.name)).collect()
}

fn is_number(words: &str, value: &str) -> bool {
    let mut words = words.split_whitespace();
    let digits = if words.clone().any(|word| word == "-") { value.trim_start_matches('-') } else { value };
    words.any(|word| word == "#") && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
