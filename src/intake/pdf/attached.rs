//! The file that a PDF of ours encloses.

use crate::report::{Enclosed, EnclosedFault, is_enclosed};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Name, Object, Stream};
use std::sync::Arc;

/// So many attached files are looked at.
const FILES: usize = 20;

/// What is enclosed in the first file that is ours. What is packed in each has been looked over before.
pub(super) fn enclosed(pdf: &Pdf) -> Option<Result<Arc<Enclosed>, EnclosedFault>> {
    let attached =
        |stream: &Stream| stream.dict().get::<Name>("Type").is_some_and(|name| name.as_ref() == b"EmbeddedFile");
    let streams = pdf.objects().into_iter().filter_map(|object| match object {
        Object::Stream(stream) if attached(&stream) => Some(stream),
        _ => None,
    });
    streams.take(FILES).find_map(|stream| {
        let bytes = stream.decoded().ok()?;
        let text = std::str::from_utf8(&bytes).ok().filter(|text| is_enclosed(text))?;
        Some(Enclosed::read(text).map(Arc::new))
    })
}
