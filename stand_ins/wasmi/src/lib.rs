//! No plug-in can be loaded: [`Module::new`] refuses every one, and nothing else can be reached without a module.

use std::convert::Infallible;
use std::marker::PhantomData;

/// Plug-ins are not run here.
#[derive(Debug)]
pub struct Error;

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("plug-ins are not run by this program")
    }
}

impl std::error::Error for Error {}

#[derive(Default)]
pub struct Config;

impl Config {
    pub fn wasm_relaxed_simd(&mut self, _: bool) -> &mut Self {
        self
    }
}

pub struct Engine;

impl Engine {
    pub fn new(_: &Config) -> Self {
        Self
    }
}

/// There is none.
pub struct Module(Infallible);

impl Module {
    pub fn new(_: &Engine, _: &[u8]) -> Result<Self, Error> {
        Err(Error)
    }

    pub fn get_export(&self, _: &str) -> Option<ExternType> {
        match self.0 {}
    }

    pub fn exports(&self) -> std::iter::Empty<ExportType> {
        match self.0 {}
    }
}

pub struct ExportType(Infallible);

impl ExportType {
    pub fn ty(&self) -> &ExternType {
        match self.0 {}
    }

    pub fn name(&self) -> &str {
        match self.0 {}
    }
}

pub enum ExternType {
    Func(FuncType),
    Memory(Infallible),
}

pub struct FuncType(Infallible);

impl FuncType {
    pub fn params(&self) -> &[ValType] {
        match self.0 {}
    }

    pub fn results(&self) -> &[ValType] {
        match self.0 {}
    }
}

#[derive(Clone, Copy, PartialEq)]
pub enum ValType {
    I32,
}

pub enum Val {
    I32(i32),
}

pub struct Linker<T>(Engine, PhantomData<fn(T)>);

impl<T> Linker<T> {
    pub fn new(_: &Engine) -> Self {
        Self(Engine, PhantomData)
    }

    pub fn func_wrap<F>(&mut self, _: &str, _: &str, _: F) -> Result<&mut Self, Error> {
        Ok(self)
    }

    pub fn engine(&self) -> &Engine {
        &self.0
    }

    pub fn instantiate_and_start(&self, _: &mut Store<T>, module: &Module) -> Result<Instance, Error> {
        match module.0 {}
    }
}

pub struct Store<T>(T);

impl<T> Store<T> {
    pub fn new(_: &Engine, data: T) -> Self {
        Self(data)
    }

    pub fn data_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

pub struct Instance(Infallible);

impl Instance {
    pub fn get_export<S>(&self, _: S, _: &str) -> Option<Extern> {
        match self.0 {}
    }
}

pub struct Extern(Infallible);

impl Extern {
    pub fn into_func(self) -> Option<Func> {
        match self.0 {}
    }

    pub fn into_memory(self) -> Option<Memory> {
        match self.0 {}
    }
}

pub struct Func(Infallible);

impl Func {
    pub fn ty<S>(&self, _: S) -> FuncType {
        match self.0 {}
    }

    pub fn call<S>(&self, _: S, _: &[Val], _: &mut [Val]) -> Result<(), Error> {
        match self.0 {}
    }
}

pub struct Memory(Infallible);

impl Memory {
    pub fn size<S>(&self, _: S) -> u64 {
        match self.0 {}
    }

    pub fn data<S>(&self, _: S) -> &[u8] {
        match self.0 {}
    }

    pub fn data_mut<S>(&self, _: S) -> &mut [u8] {
        match self.0 {}
    }

    pub fn grow<S>(&self, _: S, _: u64) -> Result<u64, Error> {
        match self.0 {}
    }

    pub fn write<S>(&self, _: S, _: usize, _: &[u8]) -> Result<(), Error> {
        match self.0 {}
    }

    pub fn read<S>(&self, _: S, _: usize, _: &mut [u8]) -> Result<(), Error> {
        match self.0 {}
    }
}

pub struct Caller<'a, T>(Infallible, PhantomData<&'a mut T>);

impl<T> Caller<'_, T> {
    pub fn get_export(&self, _: &str) -> Option<Extern> {
        match self.0 {}
    }

    pub fn data_mut(&mut self) -> &mut T {
        match self.0 {}
    }
}
