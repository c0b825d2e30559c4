//! An OFD file (GB/T 33190-2016), the national format for documents that are kept: the laid-out pages as text, paths and
//! faces, with bookmarks, and a tag that says which objects are of which cell.

mod drawing;
mod subset;

use super::layout::{Bookmark, Laid};
use super::xml::{self, Xml};
use chrono::NaiveDate;
use drawing::{DrawnObject, drawn, length};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use subset::UsedFaces;
use typst::layout::Abs;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Why an OFD file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum OfdFault {
    /// A face could not be embedded.
    #[error("生成OFD没有成功，请把文件和这句话交给软件维护人员：{0}")]
    Face(String),
    /// Something stands on a page that is not drawn.
    #[error("OFD文件里还画不了{0}，没有生成OFD文件，请改用PDF。")]
    Undrawn(&'static str),
    /// The file could not be put together.
    #[error("生成OFD没有成功，请把文件和这句话交给软件维护人员：{0}")]
    Package(#[from] io::Error),
}

/// What an OFD file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfdAbout {
    /// What it is.
    pub title: String,
    /// Whose it is: the unit.
    pub author: String,
    /// The day on which it is made, where it is to say so.
    pub made: Option<NaiveDate>,
}

/// The names of the standard's elements.
const NAMES: [(&str, &str); 1] = [("xmlns:ofd", "http://www.ofdspec.org/2016")];
/// Whose tags say which objects are of which cell.
const CELLS: &str = "urn:ziping:cells";
/// The number of the first face; pages and what is on them follow.
const FACES: usize = 1;

/// The pages as an OFD file. Which objects are of which cell is told where the pages were laid out keyed
/// ([`LayWish`](super::LayWish)).
///
/// # Errors
/// When a face cannot be embedded, something on a page cannot be drawn, or the file cannot be put together.
pub fn ofd(laid: &Laid, about: &OfdAbout) -> Result<Vec<u8>, OfdFault> {
    let mut faces = UsedFaces::default();
    let pages: Vec<Vec<DrawnObject>> = laid.frames().map(|frame| drawn(frame, &mut faces)).collect::<Result<_, _>>()?;
    let numbers = ObjectNumbers::new(faces.iter().count(), &pages);
    let mut package = OfdPackage::default();
    for (page, all) in pages.iter().enumerate() {
        package.put(&format!("Doc_0/{}", content(page)), &numbers.page(laid, page, all)?)?;
    }
    let mut files = Vec::new();
    for (number, face) in faces.iter().enumerate() {
        let (bytes, ending) = face.cut().map_err(OfdFault::Face)?;
        let file = format!("face_{number}.{ending}");
        package.put(&format!("Doc_0/Res/{file}"), &bytes)?;
        files.push((face.family(), file));
    }
    package.put("Doc_0/PublicRes.xml", &resources(&files)?)?;
    package.put("Doc_0/CustomTags.xml", &tag_list()?)?;
    package.put("Doc_0/Tags/Cells.xml", &numbers.cells(laid, &pages)?)?;
    package.put("Doc_0/Document.xml", &numbers.document(laid)?)?;
    let entry = entry(about, &package.digest)?;
    package.put("OFD.xml", &entry)?;
    Ok(package.zip.finish().map_err(io::Error::from)?.into_inner())
}

/// Files put together, and what they come to.
struct OfdPackage {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    digest: Sha256,
}

impl Default for OfdPackage {
    fn default() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), digest: Sha256::new() }
    }
}

impl OfdPackage {
    fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.zip.start_file(name, SimpleFileOptions::DEFAULT)?;
        self.zip.write_all(bytes)
    }
}

/// Which object has which number: faces, then each page, its layer and what is on it.
struct ObjectNumbers {
    /// That of each page.
    pages: Vec<usize>,
    /// The highest.
    last: usize,
}

impl ObjectNumbers {
    fn new(faces: usize, pages: &[Vec<DrawnObject>]) -> Self {
        let mut last = FACES + faces - 1;
        let mut number = |all: &Vec<DrawnObject>| {
            let page = last + 1;
            last = page + 1 + all.len();
            page
        };
        Self { pages: pages.iter().map(&mut number).collect(), last }
    }

    /// That of a page and that of the first thing on it.
    fn of(&self, page: usize) -> (usize, usize) {
        let number = self.pages.get(page).copied().unwrap_or_default();
        (number, number + 2)
    }

    fn page(&self, laid: &Laid, page: usize, all: &[DrawnObject]) -> io::Result<Vec<u8>> {
        let (number, first) = self.of(page);
        xml::part("ofd:Page", &NAMES, |xml| {
            xml.element("ofd:Area", &[], |xml| physical_box(xml, laid, page));
            xml.element("ofd:Content", &[], |xml| {
                let layer = (number + 1).to_string();
                xml.element("ofd:Layer", &[("ID", &layer), ("Type", "Body")], |xml| {
                    for (id, drawn) in (first..).zip(all) {
                        drawn.write(xml, id, FACES);
                    }
                });
            });
        })
    }

    fn document(&self, laid: &Laid) -> io::Result<Vec<u8>> {
        xml::part("ofd:Document", &NAMES, |xml| {
            xml.element("ofd:CommonData", &[], |xml| {
                xml.element("ofd:MaxUnitID", &[], |xml| xml.text(&self.last.to_string()));
                xml.element("ofd:PageArea", &[], |xml| physical_box(xml, laid, 0));
                xml.element("ofd:PublicRes", &[], |xml| xml.text("PublicRes.xml"));
            });
            xml.element("ofd:Pages", &[], |xml| {
                for (page, number) in self.pages.iter().enumerate() {
                    xml.leaf("ofd:Page", &[("ID", &number.to_string()), ("BaseLoc", &content(page))]);
                }
            });
            let bookmarks = laid.bookmarks();
            if !bookmarks.is_empty() {
                xml.element("ofd:Outlines", &[], |xml| self.outline(xml, &bookmarks));
            }
            xml.element("ofd:CustomTags", &[], |xml| xml.text("CustomTags.xml"));
        })
    }

    fn outline(&self, xml: &mut Xml, bookmarks: &[Bookmark]) {
        for bookmark in bookmarks {
            let count = bookmark.inside.len().to_string();
            xml.element("ofd:OutlineElem", &[("Title", &bookmark.title), ("Count", &count)], |xml| {
                xml.element("ofd:Actions", &[], |xml| {
                    xml.element("ofd:Action", &[("Event", "CLICK")], |xml| {
                        xml.element("ofd:Goto", &[], |xml| self.place(xml, bookmark));
                    });
                });
                self.outline(xml, &bookmark.inside);
            });
        }
    }

    fn place(&self, xml: &mut Xml, bookmark: &Bookmark) {
        let page = self.of(bookmark.page).0.to_string();
        let top = length(Abs::pt(bookmark.top));
        xml.leaf("ofd:Dest", &[("Type", "XYZ"), ("PageID", &page), ("Left", "0"), ("Top", &top), ("Zoom", "0")]);
    }

    /// The objects of each cell, in the order of the pages.
    fn cells(&self, laid: &Laid, pages: &[Vec<DrawnObject>]) -> io::Result<Vec<u8>> {
        let names = [("xmlns:cells", CELLS), NAMES[0]];
        xml::part("cells:Cells", &names, |xml| {
            for (page, all) in pages.iter().enumerate() {
                let (number, first) = self.of(page);
                let runs = (first..).zip(all).filter_map(|(id, drawn)| match drawn {
                    DrawnObject::TextRun(run) => {
                        Some((id, laid.cell_at(page, run.middle.x.to_pt(), run.middle.y.to_pt())?))
                    }
                    DrawnObject::Path(_) => None,
                });
                let runs: Vec<_> = runs.collect();
                for runs in runs.chunk_by(|(_, one), (_, next)| one == next) {
                    let Some((_, cell)) = runs.first() else { continue };
                    xml.element("cells:Cell", &[("At", &cell.to_string())], |xml| {
                        for (id, _) in runs {
                            let page = number.to_string();
                            xml.element("ofd:ObjectRef", &[("PageRef", &page)], |xml| xml.text(&id.to_string()));
                        }
                    });
                }
            }
        })
    }
}

/// Where the content of a page lies, seen from the document.
fn content(page: usize) -> String {
    format!("Pages/Page_{page}/Content.xml")
}

fn physical_box(xml: &mut Xml, laid: &Laid, page: usize) {
    let (width, height) = laid.size(page).unwrap_or_default();
    let all = format!("0 0 {} {}", length(Abs::pt(width)), length(Abs::pt(height)));
    xml.element("ofd:PhysicalBox", &[], |xml| xml.text(&all));
}

/// The embedded faces, each with its family and its file.
fn resources(faces: &[(String, String)]) -> io::Result<Vec<u8>> {
    xml::part("ofd:Res", &[NAMES[0], ("BaseLoc", "Res")], |xml| {
        xml.element("ofd:Fonts", &[], |xml| {
            for (number, (family, file)) in faces.iter().enumerate() {
                let id = (FACES + number).to_string();
                xml.element("ofd:Font", &[("ID", &id), ("FontName", family), ("FamilyName", family)], |xml| {
                    xml.element("ofd:FontFile", &[], |xml| xml.text(file));
                });
            }
        });
    })
}

fn tag_list() -> io::Result<Vec<u8>> {
    xml::part("ofd:CustomTags", &NAMES, |xml| {
        xml.element("ofd:CustomTag", &[("NameSpace", CELLS)], |xml| {
            xml.element("ofd:FileLoc", &[], |xml| xml.text("Tags/Cells.xml"));
        });
    })
}

/// The first file that a reader looks at. The document's number is made from what stands in it: the same pages have the
/// same.
fn entry(about: &OfdAbout, digest: &Sha256) -> io::Result<Vec<u8>> {
    let digest = digest.clone().finalize();
    let number = digest.iter().take(16).fold(String::new(), |mut number, byte| {
        // A string takes whatever is written.
        write!(number, "{byte:02x}").unwrap_or_default();
        number
    });
    xml::part("ofd:OFD", &[NAMES[0], ("DocType", "OFD"), ("Version", "1.0")], |xml| {
        xml.element("ofd:DocBody", &[], |xml| {
            xml.element("ofd:DocInfo", &[], |xml| {
                let mut says = |name: &str, text: &str| xml.element(name, &[], |xml| xml.text(text));
                says("ofd:DocID", &number);
                says("ofd:Title", &about.title);
                says("ofd:Author", &about.author);
                if let Some(made) = about.made {
                    says("ofd:CreationDate", &made.format("%Y-%m-%d").to_string());
                }
                says("ofd:Creator", "绩效自评填报");
                says("ofd:CreatorVersion", env!("CARGO_PKG_VERSION"));
            });
            xml.element("ofd:DocRoot", &[], |xml| xml.text("Doc_0/Document.xml"));
        });
    })
}
