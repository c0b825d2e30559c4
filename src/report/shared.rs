//! A sorted map that is cheap to copy: what neither copy has changed is there once.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// At most so many entries lie together; more are split in two.
const MOST: usize = 48;

/// A sorted map. Its entries lie in pieces that copies share; a change copies the one piece it falls into, and the list
/// of pieces. No piece is empty.
#[derive(Clone, Debug)]
pub struct SharedMap<K, V>(Vec<Arc<Vec<(K, V)>>>);

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Clone, V: Clone> SharedMap<K, V> {
    /// What stands under a key.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let piece = self.0.get(self.piece(key)?)?;
        let at = piece.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
        piece.get(at).map(|(_, value)| value)
    }

    /// Puts a value under a key, in place of what stood there.
    pub fn insert(&mut self, key: K, value: V) {
        self.change(key, |there| *there = Some(value));
    }

    /// Takes a key out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        let Some(n) = self.piece(key) else { return };
        let Some(piece) = self.0.get_mut(n) else { return };
        if let Ok(at) = piece.binary_search_by(|(known, _)| known.borrow().cmp(key)) {
            Arc::make_mut(piece).remove(at);
            if piece.is_empty() {
                self.0.remove(n);
            }
        }
    }

    /// Changes what stands under a key, nothing at first; left at nothing, the key is taken out.
    pub fn change(&mut self, key: K, change: impl FnOnce(&mut Option<V>)) {
        let n = self.piece(&key).unwrap_or(0);
        let Some(piece) = self.0.get_mut(n) else {
            let mut value = None;
            change(&mut value);
            self.0.extend(value.map(|value| Arc::new(vec![(key, value)])));
            return;
        };
        let piece = Arc::make_mut(piece);
        let (at, mut value) = match piece.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(at) => (at, Some(piece.remove(at).1)),
            Err(at) => (at, None),
        };
        change(&mut value);
        if let Some(value) = value {
            piece.insert(at, (key, value));
        }
        if piece.is_empty() {
            self.0.remove(n);
        } else if piece.len() > MOST {
            let rest = piece.split_off(MOST / 2);
            self.0.insert(n + 1, Arc::new(rest));
        }
    }

    /// Keeps only the entries that fit; a piece that loses none stays shared.
    pub fn retain(&mut self, fits: impl Fn(&K, &V) -> bool) {
        for piece in &mut self.0 {
            if !piece.iter().all(|(key, value)| fits(key, value)) {
                Arc::make_mut(piece).retain(|(key, value)| fits(key, value));
            }
        }
        self.0.retain(|piece| !piece.is_empty());
    }

    /// The piece in which a key stands or would stand; none where it comes before all.
    fn piece<Q: Ord + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        let begins = |piece: &Arc<Vec<(K, V)>>| piece.first().is_some_and(|(first, _)| first.borrow() <= key);
        self.0.partition_point(begins).checked_sub(1)
    }
}

impl<K, V> SharedMap<K, V> {
    /// Every entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> + Clone {
        self.0.iter().flat_map(|piece| piece.iter()).map(|(key, value)| (key, value))
    }

    /// What stands under the keys, in their order.
    pub fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|piece| piece.len()).sum()
    }

    /// There is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SharedMap<K, V> {
    /// What is shared at both ends is equal; only what lies between is looked at.
    fn eq(&self, other: &Self) -> bool {
        let (mut one, mut two) = (self.0.as_slice(), other.0.as_slice());
        while let ([first, rest @ ..], [same, others @ ..]) = (one, two)
            && Arc::ptr_eq(first, same)
        {
            (one, two) = (rest, others);
        }
        while let ([rest @ .., last], [others @ .., same]) = (one, two)
            && Arc::ptr_eq(last, same)
        {
            (one, two) = (rest, others);
        }
        one.iter().flat_map(|piece| piece.iter()).eq(two.iter().flat_map(|piece| piece.iter()))
    }
}

impl<K: Eq, V: Eq> Eq for SharedMap<K, V> {}

impl<K: Ord + Clone, V: Clone> Extend<(K, V)> for SharedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        entries.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}

impl<K: Serialize, V: Serialize> Serialize for SharedMap<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl<'de, K: Deserialize<'de> + Ord + Clone, V: Deserialize<'de> + Clone> Deserialize<'de> for SharedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Entries(PhantomData))
    }
}

/// Reads entries one by one into their places.
struct Entries<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord + Clone, V: Deserialize<'de> + Clone> Visitor<'de> for Entries<K, V> {
    type Value = SharedMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = SharedMap::default();
        while let Some((key, value)) = entries.next_entry()? {
            map.insert(key, value);
        }
        Ok(map)
    }
}
