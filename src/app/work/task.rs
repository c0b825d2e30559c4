//! Work on a thread of its own, so that the window never waits: how far it is, that it shall stop, what came of it.
//!
//! However it ends it ends in an answer: a worker that dies of a fault of ours, or that the system never starts, answers
//! with a sentence.

use eframe::egui::Context;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// What is said where the system starts no thread, or ends one.
const GONE: &str = "这台电脑现在太忙，没有做完，请关掉一些程序以后再试。";

/// Work that was begun. Whoever lets go of it stops it.
pub(crate) struct Task<T> {
    progress: Progress,
    answer: Receiver<Result<T, String>>,
}

/// What worker and window know of each other.
#[derive(Clone)]
pub(crate) struct Progress {
    percent: Arc<AtomicU32>,
    stop: Arc<AtomicBool>,
    ctx: Context,
}

impl Progress {
    /// The worker tells how much is done, in percent. Answers whether to go on.
    pub fn tell(&self, percent: u32) -> bool {
        self.percent.store(percent, Ordering::Relaxed);
        self.ctx.request_repaint();
        !self.stop.load(Ordering::Relaxed)
    }
}

impl<T: Send + 'static> Task<T> {
    /// Begins. The window is painted anew when there is something new to see.
    pub fn start(ctx: &Context, work: impl FnOnce(&Progress) -> Result<T, String> + Send + 'static) -> Self {
        let progress = Progress { percent: Arc::default(), stop: Arc::default(), ctx: ctx.clone() };
        let (send, answer) = channel();
        let reporting = progress.clone();
        // Where no thread can be started the sender goes, which says as much.
        std::thread::Builder::new()
            .spawn(move || {
                let outcome = catch_unwind(AssertUnwindSafe(|| work(&reporting)));
                // Where the window has let go of the task nobody waits for the answer.
                send.send(outcome.unwrap_or_else(|cause| Err(died(&*cause)))).ok();
                reporting.ctx.request_repaint();
            })
            .ok();
        Self { progress, answer }
    }

    /// What came of it, once: then the task is gone. None while it is at work, or where there is none.
    pub fn finished(task: &mut Option<Self>) -> Option<Result<T, String>> {
        Self::finished_within(task, Duration::ZERO)
    }

    /// The same, waiting for it so long.
    pub fn finished_within(task: &mut Option<Self>, patience: Duration) -> Option<Result<T, String>> {
        let answer = match task.as_ref()?.answer.recv_timeout(patience) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => Err(GONE.into()),
        };
        *task = None;
        Some(answer)
    }
}

impl<T> Task<T> {
    /// How much is done, in percent.
    pub fn percent(&self) -> u32 {
        self.progress.percent.load(Ordering::Relaxed)
    }

    /// Asks the worker to stop; it then answers that it did.
    pub fn stop(&self) {
        self.progress.stop.store(true, Ordering::Relaxed);
    }

    /// It was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.progress.stop.load(Ordering::Relaxed)
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A worker died of a fault of ours.
fn died(cause: &(dyn std::any::Any + Send)) -> String {
    let words = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    let words = words.map_or_else(String::new, |words| format!("（{}）", words.replace('\n', " ")));
    format!("程序内部出错，没有做完{words}。填写的内容不受影响，请再试一次；还是不行的话，请先保存，再重新打开程序。")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::time::Instant;

    /// A worker that dies of a fault of ours, for the tests of whoever has one.
    pub(crate) fn dying<T: Send + 'static>(ctx: &Context) -> Task<T> {
        Task::start(ctx, |_| panic!("第{}页", 3))
    }

    /// Asks until it is so, no longer than anyone waits.
    pub(crate) fn until(mut is_so: impl FnMut() -> bool) {
        let since = Instant::now();
        while !is_so() {
            assert!(since.elapsed() < Duration::from_secs(45), "it never ends");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn answer<T: Send + 'static>(task: Task<T>) -> Result<T, String> {
        let (mut task, mut answer) = (Some(task), None);
        until(|| {
            answer = Task::finished(&mut task);
            answer.is_some()
        });
        assert!(task.is_none(), "it is gone");
        answer.unwrap()
    }

    #[test]
    fn what_was_done_is_answered() {
        let ctx = Context::default();
        assert_eq!(answer(Task::start(&ctx, |_| Ok(7))), Ok(7));
        assert_eq!(answer(Task::<()>::start(&ctx, |_| Err("没有纸。".into()))), Err("没有纸。".into()));
        assert_eq!(Task::<()>::finished(&mut None), None);
    }

    #[test]
    fn a_worker_that_dies_answers_with_a_sentence() {
        let says = answer(dying::<()>(&Context::default())).unwrap_err();
        assert!(says.contains("（第3页）") && says.contains("请再试一次"), "{says}");
    }

    #[test]
    fn a_worker_that_is_gone_answers_with_a_sentence() {
        let mut task = Task::<()>::start(&Context::default(), |_| Ok(()));
        let (send, receive) = channel();
        task.answer = receive;
        drop(send);
        assert_eq!(answer(task), Err(GONE.into()));
    }

    #[test]
    fn a_worker_is_told_to_stop_and_whoever_lets_go_stops_it() {
        let ctx = Context::default();
        let work = |progress: &Progress| {
            while progress.tell(40) {
                std::thread::sleep(Duration::from_millis(1));
            }
            Err::<(), _>("已取消。".into())
        };
        let task = Task::start(&ctx, work);
        task.stop();
        assert!(task.is_stopping());
        assert_eq!(answer(task), Err("已取消。".into()));
        let (send, gone) = channel();
        let task = Task::start(&ctx, move |progress| {
            let outcome = work(progress);
            send.send(()).ok();
            outcome
        });
        drop(task);
        assert_eq!(gone.recv_timeout(Duration::from_secs(20)), Ok(()));
    }
}
