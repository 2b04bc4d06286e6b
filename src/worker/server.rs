//! The worker's end of the bridge: messages into a queue, one command after the other into the session.

use super::port;
use super::workbook::WebWorkbook;
use crate::protocol::{BUILD, Command, ContainerError, Envelope, Event, PROTOCOL, codec};
use crate::session::{ByteSource, Host, Session, SheetSource};
use js_sys::{ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, File, FileReaderSync, MessageChannel, MessageEvent, ReadableStreamByobReader,
    ReadableStreamGetReaderOptions, ReadableStreamReaderMode,
};

/// Bytes of one slice of a file.
const SLICE: u32 = 1 << 20;

#[derive(Default)]
struct Inbox {
    queue: VecDeque<(Envelope<Command>, Vec<File>)>,
    cancelled: HashSet<u32>,
    /// The newest state of the question; questions of older ones are not worth answering.
    newest_generation: u32,
    wake: Option<Function>,
}

/// Starts to serve; the worker's script calls this once.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        // The instance is dead after this: say why while it still can.
        post(&Envelope { id: 0, generation: 0, body: Event::Crashed { text: info.to_string() } });
    }));
    let inbox = Rc::new(RefCell::new(Inbox::default()));
    listen(&inbox);
    let ready = Event::Ready { protocol: PROTOCOL, build: BUILD.to_owned() };
    post(&Envelope { id: 0, generation: 0, body: ready });
    wasm_bindgen_futures::spawn_local(serve(inbox));
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>().ok()
}

fn listen(inbox: &Rc<RefCell<Inbox>>) {
    let Some(scope) = scope() else { return };
    let inbox = Rc::clone(inbox);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((bytes, files)) = port::unpack(&event.data()) else { return };
        // A page of another build sends bytes this worker does not know; the handshake tells it so.
        let Ok(envelope) = codec::decode::<Envelope<Command>>(&bytes) else { return };
        receive(&inbox, envelope, files);
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The handler lives as long as the worker.
    on_message.forget();
}

fn receive(inbox: &Rc<RefCell<Inbox>>, envelope: Envelope<Command>, files: Vec<File>) {
    let wake = {
        let mut inbox = inbox.borrow_mut();
        match envelope.body {
            Command::Cancel { id } => {
                inbox.cancelled.insert(id);
                return;
            }
            Command::Crash => crash(),
            _ => {}
        }
        inbox.newest_generation = inbox.newest_generation.max(envelope.generation);
        inbox.queue.push_back((envelope, files));
        inbox.wake.take()
    };
    if let Some(wake) = wake {
        let _ = wake.call0(&JsValue::NULL);
    }
}

/// Ends the worker as a defect would.
#[expect(clippy::panic, reason = "the page asks for it, to test that it recovers")]
fn crash() {
    panic!("the page asked the worker to crash");
}

async fn serve(inbox: Rc<RefCell<Inbox>>) {
    let mut session = Session::new(WebHost { inbox: Rc::clone(&inbox) });
    loop {
        let next = inbox.borrow_mut().queue.pop_front();
        let Some((envelope, files)) = next else {
            let waiting = Promise::new(&mut |resolve, _| inbox.borrow_mut().wake = Some(resolve));
            // The promise is only ever resolved.
            let _ = JsFuture::from(waiting).await;
            continue;
        };
        let files = files.into_iter().map(WebFile::new).collect();
        session.handle(envelope, files).await;
    }
}

fn post(envelope: &Envelope<Event>) {
    let (Some(scope), Ok(bytes)) = (scope(), codec::encode(envelope)) else { return };
    let parcel = port::pack(&bytes, &[]);
    let _ = scope.post_message_with_transfer(&parcel.message, &parcel.transfer);
}

/// The worker thread as the session sees it.
struct WebHost {
    inbox: Rc<RefCell<Inbox>>,
}

impl Host for WebHost {
    type File = WebFile;

    fn emit(&self, envelope: Envelope<Event>) {
        post(&envelope);
    }

    async fn breathe(&self, id: u32, generation: u32) -> bool {
        // Messages arrive between macrotasks, so a resolved promise would not let them in.
        next_macrotask().await;
        let mut inbox = self.inbox.borrow_mut();
        // Generation 0 marks commands that no change of the question makes worthless.
        let is_old = generation != 0 && generation < inbox.newest_generation;
        !inbox.cancelled.remove(&id) && !is_old
    }

    fn now_ms(&self) -> f64 {
        scope().and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
    }

    async fn sheet_source(&self) -> Result<Box<dyn SheetSource>, ContainerError> {
        Ok(Box::new(WebWorkbook::start().await?))
    }
}

async fn next_macrotask() {
    let Ok(channel) = MessageChannel::new() else { return };
    let promise = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(promise).await;
    }
    channel.port1().close();
}

/// A file of the user.
pub struct WebFile {
    file: File,
    reader: Option<ReadableStreamByobReader>,
    /// The one buffer all slices are read into; it goes to the stream and comes back.
    buffer: Option<ArrayBuffer>,
}

impl WebFile {
    fn new(file: File) -> Self {
        Self { file, reader: None, buffer: None }
    }

    fn reader(&mut self) -> Result<ReadableStreamByobReader, JsValue> {
        if let Some(reader) = &self.reader {
            return Ok(reader.clone());
        }
        let options = ReadableStreamGetReaderOptions::new();
        options.set_mode(ReadableStreamReaderMode::Byob);
        let reader: ReadableStreamByobReader =
            self.file.stream().get_reader_with_options(&options).unchecked_into();
        self.reader = Some(reader.clone());
        Ok(reader)
    }

    async fn read(&mut self, slice: &mut Vec<u8>) -> Result<bool, JsValue> {
        let reader = self.reader()?;
        let buffer = self.buffer.take().unwrap_or_else(|| ArrayBuffer::new(SLICE));
        let view = Uint8Array::new(&buffer);
        let result = JsFuture::from(reader.read_with_array_buffer_view(&view)).await?;
        let value = Reflect::get(&result, &"value".into())?;
        let is_done = Reflect::get(&result, &"done".into())?.is_truthy();
        match value.dyn_into::<Uint8Array>() {
            Ok(view) => {
                // As long as it was nearly always, so that nothing is cleared before it is overwritten.
                slice.resize(view.length() as usize, 0);
                view.copy_to(slice);
                self.buffer = Some(view.buffer());
            }
            Err(_) => slice.clear(),
        }
        Ok(!is_done && !slice.is_empty())
    }
}

impl ByteSource for WebFile {
    fn n_bytes(&self) -> u64 {
        self.file.size() as u64
    }

    async fn next(&mut self, slice: &mut Vec<u8>) -> Result<bool, String> {
        self.read(slice).await.map_err(|error| words(&error))
    }

    async fn read_at(&self, offset: u64, n_bytes: usize) -> Result<Vec<u8>, String> {
        let start = offset as f64;
        let end = (start + n_bytes as f64).min(self.file.size());
        let part = self.file.slice_with_f64_and_f64(start, end).map_err(|error| words(&error))?;
        let reader = FileReaderSync::new().map_err(|error| words(&error))?;
        let buffer = reader.read_as_array_buffer(&part).map_err(|error| words(&error))?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    fn rewind(&mut self) {
        self.reader = None;
    }

    fn reopen(&self) -> Self {
        Self::new(self.file.clone())
    }
}

/// What an error of the browser says.
pub(super) fn words(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
