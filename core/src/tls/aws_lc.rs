//! What AWS-LC can do and no safe crate over it offers: open what a pass phrase protects, and read of a certificate
//! what rustls does not. rustls links AWS-LC anyway, so this costs no second library. The only unsafe code of TLS.

use std::ffi::{CString, c_int, c_long, c_void};
use std::ptr::{NonNull, null_mut};

use aws_lc_sys as ffi;

/// A private key as PKCS#8, and certificates in DER form, the key's own first.
#[derive(Default)]
pub(super) struct Identity {
    pub(super) key: Vec<u8>,
    pub(super) certificates: Vec<Vec<u8>>,
}

/// An object of AWS-LC and the function that frees it.
struct Owned<T>(NonNull<T>, unsafe extern "C" fn(*mut T));

impl<T> Owned<T> {
    fn new(object: *mut T, free: unsafe extern "C" fn(*mut T)) -> Option<Self> {
        NonNull::new(object).map(|object| Owned(object, free))
    }

    fn get(&self) -> *mut T {
        self.0.as_ptr()
    }
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: the object is owned, and the function is the one that AWS-LC has for its type.
        unsafe { (self.1)(self.get()) }
    }
}

unsafe extern "C" fn free_bio(bio: *mut ffi::BIO) {
    // SAFETY: called by `Owned` with the object it owns.
    unsafe { ffi::BIO_free(bio) };
}

/// Bytes that AWS-LC can read for as long as they are borrowed.
struct Reader<'a>(Owned<ffi::BIO>, std::marker::PhantomData<&'a [u8]>);

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let length = isize::try_from(bytes.len()).ok()?;
        // SAFETY: the bytes outlive the reader, which borrows them, and AWS-LC only reads them.
        let bio = unsafe { ffi::BIO_new_mem_buf(bytes.as_ptr().cast::<c_void>(), length as _) };
        Owned::new(bio, free_bio).map(|bio| Reader(bio, std::marker::PhantomData))
    }
}

/// Opens a PEM private key that a pass phrase protects: `ENCRYPTED PRIVATE KEY` (PKCS#8) or the older
/// `Proc-Type: 4,ENCRYPTED`. `None` when the pass phrase is not the right one or the key is damaged.
pub(super) fn open_private_key(pem: &[u8], passphrase: &[u8]) -> Option<Vec<u8>> {
    let passphrase = CString::new(passphrase).ok()?;
    let reader = Reader::new(pem)?;
    let given = passphrase.as_ptr().cast_mut().cast::<c_void>();
    // SAFETY: without a callback AWS-LC reads the last argument as a text that ends with NUL, which it is.
    let key = unsafe { ffi::PEM_read_bio_PrivateKey(reader.0.get(), null_mut(), None, given) };
    let key = Owned::new(key, ffi::EVP_PKEY_free);
    forget_errors();
    pkcs8(&key?)
}

/// Opens a PFX file (PKCS#12). `None` when the pass phrase is not the right one or the file is damaged.
pub(super) fn open_pfx(der: &[u8], passphrase: &[u8]) -> Option<Identity> {
    let passphrase = CString::new(passphrase).ok()?;
    let reader = Reader::new(der)?;
    // SAFETY: the reader is valid, and without an object to fill AWS-LC makes one.
    let file = unsafe { ffi::d2i_PKCS12_bio(reader.0.get(), null_mut()) };
    let Some(file) = Owned::new(file, ffi::PKCS12_free) else {
        forget_errors();
        return None;
    };
    let (mut key, mut own, mut others) = (null_mut(), null_mut(), null_mut());
    // SAFETY: the pointers are null, as AWS-LC asks for, and it hands over what it stores there.
    let done = unsafe { ffi::PKCS12_parse(file.get(), passphrase.as_ptr(), &mut key, &mut own, &mut others) };
    let key = Owned::new(key, ffi::EVP_PKEY_free);
    let own = Owned::new(own, ffi::X509_free);
    let others = take_all(others);
    forget_errors();
    if done != 1 {
        return None;
    }
    let certificates = own.iter().chain(&others).filter_map(der_of).collect();
    Some(Identity { key: key.as_ref().and_then(pkcs8).unwrap_or_default(), certificates })
}

fn take_all(stack: *mut ffi::stack_st_X509) -> Vec<Owned<ffi::X509>> {
    let stack = stack.cast::<ffi::OPENSSL_STACK>();
    if stack.is_null() {
        return Vec::new();
    }
    // SAFETY: the stack is valid and its elements are certificates that are ours; freeing it leaves them alone.
    unsafe {
        let taken = (0..ffi::OPENSSL_sk_num(stack))
            .filter_map(|at| Owned::new(ffi::OPENSSL_sk_value(stack, at).cast(), ffi::X509_free))
            .collect();
        ffi::OPENSSL_sk_free(stack);
        taken
    }
}

/// What went wrong is said by the caller; the thread's list of errors is not to grow.
fn forget_errors() {
    // SAFETY: it takes nothing and changes the calling thread's list alone.
    unsafe { ffi::ERR_clear_error() }
}

fn pkcs8(key: &Owned<ffi::EVP_PKEY>) -> Option<Vec<u8>> {
    let mut writer = std::mem::MaybeUninit::<ffi::CBB>::uninit();
    let (mut bytes, mut length) = (null_mut(), 0);
    // SAFETY: the writer is used only after it was initialised, and freed unless it was finished.
    unsafe {
        if ffi::CBB_init(writer.as_mut_ptr(), 0) != 1 {
            return None;
        }
        let written = ffi::EVP_marshal_private_key(writer.as_mut_ptr(), key.get()) == 1
            && ffi::CBB_finish(writer.as_mut_ptr(), &mut bytes, &mut length) == 1;
        if !written {
            ffi::CBB_cleanup(writer.as_mut_ptr());
            return None;
        }
        Some(take_bytes(bytes, length))
    }
}

/// # Safety
/// `bytes` must have been allocated by AWS-LC with that length, and be nobody else's.
unsafe fn take_bytes(bytes: *mut u8, length: usize) -> Vec<u8> {
    // SAFETY: as the caller promises.
    unsafe {
        let copy = std::slice::from_raw_parts(bytes, length).to_vec();
        ffi::OPENSSL_free(bytes.cast::<c_void>());
        copy
    }
}

fn der_of(certificate: &Owned<ffi::X509>) -> Option<Vec<u8>> {
    let mut bytes = null_mut();
    // SAFETY: given a null pointer AWS-LC allocates and stores what it wrote there.
    unsafe {
        let length = ffi::i2d_X509(certificate.get(), &mut bytes);
        usize::try_from(length).ok().filter(|&length| length > 0).map(|length| take_bytes(bytes, length))
    }
}

/// A certificate, read.
pub(super) struct Certificate(Owned<ffi::X509>);

/// Where a moment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Validity {
    TooEarly,
    Valid,
    TooLate,
}

impl Certificate {
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let mut start = der.as_ptr();
        let length = c_long::try_from(der.len()).ok()?;
        // SAFETY: the bytes are readable for that length.
        let read = unsafe { ffi::d2i_X509(null_mut(), &mut start, length) };
        forget_errors();
        Owned::new(read, ffi::X509_free).map(Certificate)
    }

    /// Whether a moment, in seconds since 1970, lies in the time of the certificate.
    pub(super) fn validity(&self, moment: i64) -> Validity {
        // SAFETY: the certificate is valid and keeps its times.
        let (begins, ends) = unsafe {
            let begins = ffi::X509_cmp_time_posix(ffi::X509_get0_notBefore(self.0.get()), moment);
            (begins, ffi::X509_cmp_time_posix(ffi::X509_get0_notAfter(self.0.get()), moment))
        };
        // Negative: the time of the certificate is not after the moment. Zero: it could not be read.
        match (begins, ends) {
            (0 | 1.., _) => Validity::TooEarly,
            (_, ..=0) => Validity::TooLate,
            _ => Validity::Valid,
        }
    }

    /// The common names of the subject, if the certificate has no alternative names, which would count instead.
    pub(super) fn common_names(&self) -> Vec<String> {
        // SAFETY: the certificate is valid, and what is asked of it stays its own.
        unsafe {
            if ffi::X509_get_ext_by_NID(self.0.get(), ffi::NID_subject_alt_name as c_int, -1) >= 0 {
                return Vec::new();
            }
            let name = ffi::X509_get_subject_name(self.0.get());
            let next = |last: c_int| {
                let at = ffi::X509_NAME_get_index_by_NID(name, ffi::NID_commonName as c_int, last);
                (at >= 0).then_some(at)
            };
            std::iter::successors(next(-1), |&at| next(at)).filter_map(|at| text(name, at)).collect()
        }
    }
}

/// # Safety
/// The name must be valid and have an entry at that place.
unsafe fn text(name: *mut ffi::X509_NAME, at: c_int) -> Option<String> {
    let mut bytes = null_mut();
    // SAFETY: as the caller promises; AWS-LC allocates the text.
    unsafe {
        let entry = ffi::X509_NAME_get_entry(name, at);
        let length = ffi::ASN1_STRING_to_UTF8(&mut bytes, ffi::X509_NAME_ENTRY_get_data(entry));
        let length = usize::try_from(length).ok()?;
        String::from_utf8(take_bytes(bytes, length)).ok()
    }
}
