//! Paper and files. An output is a function of a [`Manuscript`], finished text with cell keys; the outputs do not know each
//! other, and none knows where the bytes go.

#[cfg(feature = "print")]
mod book;
mod charts;
mod compose;
#[cfg(feature = "print")]
mod enclosing;
#[cfg(feature = "print")]
mod extras;
#[cfg(feature = "print")]
mod face;
mod findings;
#[cfg(feature = "print")]
mod layout;
mod line_break;
mod manuscript;
mod measure;
#[cfg(feature = "print")]
mod ofd;
#[cfg(feature = "print")]
mod outline;
#[cfg(feature = "print")]
mod pdf;
#[cfg(feature = "print")]
mod pdf_objects;
#[cfg(feature = "print")]
mod qr;
mod submission_list;
mod whole_words;
#[cfg(feature = "print")]
mod word;
#[cfg(feature = "print")]
mod world;
#[cfg(feature = "print")]
mod xml;

#[cfg(feature = "print")]
pub use book::{BookFault, book};
pub use charts::CHARTS;
#[cfg(feature = "print")]
pub use extras::{extra_part, possible_extras};
#[cfg(feature = "print")]
pub use face::{bundled_face, missing_characters};
#[cfg(feature = "print")]
pub use layout::{Laid, LayWish, Picture, PrintFault, lay_out, lay_out_as, lay_out_keyed, lay_out_with};
pub use line_break::{Texture, line_breaks};
pub use manuscript::{
    Block, BookAsked, BookFigure, CellNote, ContentsLine, Enclosure, Gathered, HeadScope, KeyedText, Manuscript,
    ManuscriptPart, PageNumbers, PointPlace, QrSquare, SignLine, Signed, Stamp, Table, TableCell, TableRow,
};
#[cfg(feature = "print")]
pub use ofd::{OfdAbout, OfdFault, ofd};
#[cfg(feature = "print")]
pub use pdf::PdfWish;
pub use submission_list::{ListedFile, PageCount, SubmissionList};
#[cfg(feature = "print")]
pub use word::{WordFault, word};
#[cfg(feature = "print")]
pub use world::make_ready;
