//! No network: nothing that the program is built of speaks HTTP or TLS, and no source of its own opens a socket.
#![allow(clippy::expect_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Clients and servers of the web, what they encrypt with and what they open sockets with. (tokio stands in Cargo.lock
/// for builds of others; its sockets are mio's and socket2's.)
const SPEAK: &str = "actix-web async-native-tls async-net async-std attohttpc aws-lc-rs axum boring curl curl-sys h2 h3 \
    hickory-resolver http hyper hyper-util isahc mbedtls minreq mio native-tls openssl openssl-sys quinn \
    reqwest ring rouille rustls rustls-webpki schannel security-framework socket2 surf tiny_http \
    tokio-rustls tungstenite ureq warp webpki xhr";

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("there")
}

/// What Cargo.toml names, but for the tests.
fn named() -> Vec<String> {
    let (text, mut names, mut ours) = (read("Cargo.toml"), Vec::new(), false);
    for line in text.lines() {
        if line.starts_with('[') {
            ours = line.ends_with("dependencies]") && !line.contains("dev-");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| ours) {
            names.push(name.to_string());
        }
    }
    names
}

/// What each package of Cargo.lock is built of, all its versions together.
fn locked() -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in read("Cargo.lock").split("[[package]]").skip(1) {
        let name = package.split('"').nth(1).expect("a name").to_string();
        let list = package.split_once("dependencies = [").map(|(_, list)| list).unwrap_or_default();
        let parts = list.split('"').skip(1).step_by(2).filter_map(|part| part.split(' ').next());
        all.entry(name).or_default().extend(parts.map(String::from));
    }
    all
}

#[test]
fn nothing_that_speaks_is_built_in() {
    let (locked, mut waiting, mut built) = (locked(), named(), BTreeSet::new());
    while let Some(name) = waiting.pop() {
        waiting.extend(locked.get(&name).into_iter().flatten().filter(|part| !built.contains(*part)).cloned());
        built.insert(name);
    }
    assert!(built.contains("winit") && built.contains("typst-library"), "what it is built of is found: {built:?}");
    let speaking: Vec<&str> = SPEAK.split(' ').filter(|name| built.contains(*name)).collect();
    assert_eq!(speaking, Vec::<&str>::new());
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn no_source_opens_a_socket() {
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(&path).expect("a source");
        for word in ["std::net", "TcpStream", "TcpListener", "UdpSocket"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}
