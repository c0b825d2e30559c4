//! No picture stands on a page that came from a file: one in WebP is none.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::num::NonZeroU16;

#[derive(Debug)]
pub enum DecodingError {
    IoError(io::Error),
    NoMoreFrames,
    /// What every picture is answered with.
    NotRead,
}

impl fmt::Display for DecodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebP pictures are not read")
    }
}

impl std::error::Error for DecodingError {}

pub enum LoopCount {
    Forever,
    Times(NonZeroU16),
}

/// There is none.
pub struct WebPDecoder<R>(Infallible, PhantomData<R>);

impl<R> WebPDecoder<R> {
    pub fn new(_: R) -> Result<Self, DecodingError> {
        Err(DecodingError::NotRead)
    }

    pub fn set_background_color(&mut self, _: [u8; 4]) -> Result<(), DecodingError> {
        match self.0 {}
    }

    pub fn dimensions(&self) -> (u32, u32) {
        match self.0 {}
    }

    pub fn has_alpha(&self) -> bool {
        match self.0 {}
    }

    pub fn is_animated(&self) -> bool {
        match self.0 {}
    }

    pub fn num_frames(&self) -> u32 {
        match self.0 {}
    }

    pub fn loop_count(&self) -> LoopCount {
        match self.0 {}
    }

    pub fn icc_profile(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        match self.0 {}
    }

    pub fn exif_metadata(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        match self.0 {}
    }

    pub fn xmp_metadata(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        match self.0 {}
    }

    pub fn output_buffer_size(&self) -> Option<usize> {
        match self.0 {}
    }

    pub fn read_image(&mut self, _: &mut [u8]) -> Result<(), DecodingError> {
        match self.0 {}
    }

    pub fn read_frame(&mut self, _: &mut [u8]) -> Result<u32, DecodingError> {
        match self.0 {}
    }
}

#[derive(Clone, Copy)]
pub enum ColorType {
    L8,
    La8,
    Rgb8,
    Rgba8,
}

#[derive(Debug)]
pub enum EncodingError {
    IoError(io::Error),
    /// What every picture is answered with.
    NotWritten,
}

impl fmt::Display for EncodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebP pictures are not written")
    }
}

impl std::error::Error for EncodingError {}

pub struct WebPEncoder<W>(PhantomData<W>);

impl<W> WebPEncoder<W> {
    pub fn new(_: W) -> Self {
        Self(PhantomData)
    }

    pub fn set_icc_profile(&mut self, _: Vec<u8>) {}

    pub fn set_exif_metadata(&mut self, _: Vec<u8>) {}

    pub fn encode(self, _: &[u8], _: u32, _: u32, _: ColorType) -> Result<(), EncodingError> {
        Err(EncodingError::NotWritten)
    }
}
