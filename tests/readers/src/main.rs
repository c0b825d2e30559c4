//! Two readers that are not ours draw every page of an OFD file, and what they draw is held against our pictures.
//!
//!     cargo run -- FILE.ofd PAGE.png…       the pages in order, at 150 dots an inch

use image::RgbaImage;
use ofd_core::OfdReader;
use std::process::ExitCode;

/// At how many dots an inch our pictures are drawn.
const DOTS: f64 = 150.0;
/// How far a page may be from ours on the average, of 255: each smooths edges in its own way.
const NEAR: f64 = 2.0;

type Fault = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(file) = arguments.next() else {
        eprintln!("readers FILE.ofd PAGE.png…");
        return ExitCode::FAILURE;
    };
    match held_against(&file, &arguments.collect::<Vec<_>>()) {
        Ok(far) if far < NEAR => {
            println!("{file}: at most {far:.2} of 255 apart");
            ExitCode::SUCCESS
        }
        Ok(far) => {
            eprintln!("{file}: {far:.2} of 255 apart");
            ExitCode::FAILURE
        }
        Err(fault) => {
            eprintln!("{file}: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// How far the page that differs most is from ours.
fn held_against(file: &str, pages: &[String]) -> Result<f64, Fault> {
    let mut one = OfdReader::open(file)?;
    let body = one.ofd().doc_bodies.first().ok_or("no document")?.clone();
    let document = one.load_document(&body)?;
    let other = sofd::Document::open_bytes(&std::fs::read(file)?)?;
    let count = document.pages().len();
    if count != other.page_count() {
        return Err(format!("{count} pages or {}", other.page_count()).into());
    }
    let (mut far, mut pages): (f64, _) = (0.0, pages.iter());
    for number in 0..count {
        let theirs = one.render_page_to_image(&document, number, &ofd_core::RenderOptions::with_dpi(DOTS))?;
        let theirs = RgbaImage::from_raw(theirs.width(), theirs.height(), theirs.into_raw()).ok_or("no picture")?;
        // Of a page that two-sided printing leaves blank there is no picture.
        if theirs.pixels().all(|pixel| Some(pixel) == theirs.pixels().next()) {
            continue;
        }
        let page = pages.next().ok_or("more pages than pictures")?;
        let ours = image::open(page)?.into_rgba8();
        let wish = sofd::RenderOptions { dpi: DOTS, ..sofd::RenderOptions::default() };
        let drawn = other.render_page(number, &wish)?;
        if !drawn.is_complete() {
            return Err(format!("page {}: something is missing", number + 1).into());
        }
        let too = RgbaImage::from_raw(drawn.width, drawn.height, drawn.pixmap().data().to_vec()).ok_or("no picture")?;
        if std::env::var_os("KEEP").is_some() {
            theirs.save(format!("{page}.one.png"))?;
            too.save(format!("{page}.other.png"))?;
        }
        far = far.max(apart(&ours, &theirs)?).max(apart(&ours, &too)?);
    }
    if pages.next().is_some() {
        return Err("fewer pages than pictures".into());
    }
    Ok(far)
}

/// How far two pictures are apart on the average. A last row or column may be rounded away.
fn apart(ours: &RgbaImage, theirs: &RgbaImage) -> Result<f64, Fault> {
    let (width, height) = (ours.width().min(theirs.width()), ours.height().min(theirs.height()));
    if ours.width() - width + theirs.width() - width > 2 || ours.height() - height + theirs.height() - height > 2 {
        return Err(format!("{:?} instead of {:?}", theirs.dimensions(), ours.dimensions()).into());
    }
    let mut sum = 0;
    for y in 0..height {
        for x in 0..width {
            let (one, other) = (ours.get_pixel(x, y), theirs.get_pixel(x, y));
            sum += one.0.iter().zip(other.0).take(3).map(|(a, b)| u64::from(a.abs_diff(b))).sum::<u64>();
        }
    }
    Ok(sum as f64 / f64::from(width * height * 3))
}
