//! The lock of the file that is open: said again from time to time that this program lives, on a thread of its own, since
//! a network share may hang.

use crate::store::{BEAT, FileUser, Lock};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// So long whoever lets go of a lock waits for the share to take note.
const LETTING_GO: Duration = Duration::from_millis(500);

/// A file that is open in this window. It is let go of with the last of these.
#[derive(Clone)]
pub(crate) struct FileLock(Arc<BeatingLock>);

struct BeatingLock {
    lock: Arc<Mutex<Option<Lock>>>,
    stop: Sender<()>,
    gone: Mutex<Receiver<()>>,
}

impl FileLock {
    /// Keeps it until it is let go of.
    pub fn keep(lock: Lock) -> Self {
        let (stop, stopped) = channel();
        let (let_go, gone) = channel();
        let lock = Arc::new(Mutex::new(Some(lock)));
        let kept = Arc::clone(&lock);
        let beating = move || {
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(BEAT) {
                with(&kept, Lock::beat);
            }
            drop(kept.lock().unwrap_or_else(PoisonError::into_inner).take());
            // Whoever does not wait any more need not know.
            let_go.send(()).ok();
        };
        // Where no thread starts, it is let go of when this is dropped.
        std::thread::Builder::new().name("lock".into()).spawn(beating).ok();
        Self(Arc::new(BeatingLock { lock, stop, gone: Mutex::new(gone) }))
    }

    /// Lets go of it at once, whoever else has it here.
    #[cfg(unix)]
    pub fn let_go(&self) {
        drop(self.0.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Who has taken the file over meanwhile.
    pub fn taken_over(&self) -> Option<FileUser> {
        with(&self.0.lock, |lock| lock.taken_over()).flatten()
    }
}

fn with<T>(lock: &Mutex<Option<Lock>>, act: impl FnOnce(&mut Lock) -> T) -> Option<T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner).as_mut().map(act)
}

impl Drop for BeatingLock {
    fn drop(&mut self) {
        // A thread that is gone has let go of it.
        self.stop.send(()).ok();
        if let Ok(gone) = self.gone.lock() {
            gone.recv_timeout(LETTING_GO).ok();
        }
    }
}
