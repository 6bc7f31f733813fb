extension Environment {
  /// Whether the data file still stands where it was opened.
  ///
  /// A file that was removed, replaced, or left behind by an unmounted disk can be read and written
  /// as before, and is gone when it is closed: what is committed to it is lost. Cost: one system call.
  public var isInPlace: Bool { FileIdentity(path: path + "/data.mdb") == core.file }
}
