//! What C programs do with pointers, done in Rust so that the interpreter of `unicql-dev sanitize miri` sees it.

use super::*;

fn text(bytes: &[u8]) -> Str<'_> {
    Str(NonNull::new(bytes.as_ptr().cast_mut().cast()), PhantomData)
}

#[test]
fn texts_and_blobs_are_read_where_they_are() {
    assert_eq!(text(b"name\0rest").get(), Some(&b"name"[..]));
    assert_eq!(text(b"name").sized(2), Some(&b"na"[..]));
    assert_eq!((Str(None, PhantomData).get(), Str(None, PhantomData).sized(9)), (None, None));
    let bytes = [1, 2, 3];
    let blob = Blob(NonNull::new(bytes.as_ptr().cast_mut()), PhantomData);
    assert_eq!(blob.sized(3), Some(&bytes[..]));
    assert_eq!(Blob(None, PhantomData).sized(3), None);
}

#[test]
fn results_are_written_where_the_caller_wants_them() {
    let (mut start, mut len) = (MaybeUninit::<Start>::uninit(), MaybeUninit::<usize>::uninit());
    let bytes = b"kept".to_vec();
    OutBytes::new(Out(Some(&mut start)), Out(Some(&mut len))).set(&bytes);
    // SAFETY: both were written, and the bytes are still there.
    let seen = unsafe { std::slice::from_raw_parts(start.assume_init().0.as_ptr(), len.assume_init()) };
    assert_eq!(seen, b"kept");
    OutBytes::new(Out(None), Out(Some(&mut len))).set(&[]);
    // SAFETY: it was written.
    assert_eq!(unsafe { len.assume_init() }, 0);
    let mut buffer = [MaybeUninit::<u8>::new(7); 6];
    Buffer(Some(&mut buffer)).write("text");
    // SAFETY: every byte was written at the beginning.
    assert_eq!(buffer.map(|byte| unsafe { byte.assume_init() }), *b"text\0\x07");
}

#[test]
fn shared_objects_live_until_their_last_owner_is_gone() {
    let object = Arc::new(String::from("shared"));
    let owned = Owned::from(Arc::clone(&object));
    let lent = Shared::from(&object);
    let kept = lent.to_arc();
    assert_eq!((lent.target().as_str(), Arc::strong_count(&object)), ("shared", 3));
    assert_eq!(Exclusive(owned.0, PhantomData).change(String::clear), None, "others use it");
    drop((object, kept));
    let changed = Exclusive(owned.0, PhantomData).change(|text| text.push('!'));
    assert_eq!(changed, Some(()));
    // SAFETY: the owner is still there.
    assert_eq!(unsafe { owned.0.as_ref() }, "shared!");
    drop(owned);
}

#[test]
fn cells_are_viewed_without_a_copy() {
    let bytes = [&1_i32.to_be_bytes()[..], b"a", &(-1_i32).to_be_bytes(), &0_i32.to_be_bytes()].concat();
    // SAFETY: the bytes outlive the reader and its views.
    let mut reader = unsafe { CellReader::new(&bytes) };
    let views: Vec<View> = std::iter::from_fn(|| reader.next()).collect();
    let cells: Vec<_> = views.iter().map(View::get).collect();
    assert_eq!(cells, [Some(&b"a"[..]), None, Some(&b""[..])]);
    for end in 0..bytes.len() {
        // SAFETY: as above.
        let mut reader = unsafe { CellReader::new(&bytes[..end]) };
        let complete = std::iter::from_fn(|| reader.next()).count();
        assert_eq!(complete, usize::from(end >= 5) + usize::from(end >= 9), "{end} bytes");
    }
    let huge = i32::MAX.to_be_bytes();
    // SAFETY: as above.
    assert!(unsafe { CellReader::new(&huge) }.next().is_none());
}

#[test]
fn kept_objects_are_used_from_other_threads() {
    let object = Arc::new(vec![1, 2, 3]);
    // SAFETY: the object is held until the thread has ended.
    let (kept, element) = unsafe { (Kept::shared(&object), Kept::new(&object[1])) };
    let sum = std::thread::spawn(move || kept.lend().to_arc().iter().sum::<i32>() + *element).join();
    assert_eq!(sum.unwrap(), 8);
    assert_eq!(Arc::strong_count(&object), 1);
}

#[test]
fn a_part_leads_to_the_whole_that_holds_it() {
    struct Whole {
        name: &'static str,
        part: Kept<Whole>,
    }
    let whole = Arc::new_cyclic(|made| {
        // SAFETY: the part is used after the whole was made, which holds it.
        Whole { name: "whole", part: unsafe { Kept::being_made(made) } }
    });
    assert!(std::ptr::eq(&*whole.part, &*whole));
    assert_eq!(whole.part.part.name, "whole");
}

#[test]
fn one_cell_is_viewed_where_it_is() {
    for cell in [&b""[..], b"cell"] {
        // SAFETY: the cell outlives the view.
        assert_eq!(unsafe { View::new(cell) }.get(), Some(cell));
    }
}

#[test]
fn a_panic_stops_at_the_boundary() {
    assert_eq!(guard(|| Some(Some(1))), Some(1));
    assert_eq!(guard(|| -> Option<Option<i32>> { None }), None);
    assert_eq!(guard(|| -> Option<Option<i32>> { panic!("of the test") }), None);
}
