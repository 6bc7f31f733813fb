package import ChanceryModel

/// What a backup is: which journal up to where, and the files that make it up.
///
/// It stands in the backup as `manifest.json`, RFC 8785 JSON, written last: a directory without it is
/// no backup. Documentation/DataFormat.md has the members.
package struct BackupManifest: Sendable, Equatable {
  /// One file of the backup.
  package struct File: Sendable, Equatable {
    /// The path inside the backup.
    package var name: Text
    package var byteCount: Int
    /// SHA-256 in lower-case hexadecimal.
    package var sha256: Text

    package init(name: Text, byteCount: Int, sha256: Text) {
      self.name = name
      self.byteCount = byteCount
      self.sha256 = sha256
    }
  }

  /// The name of the manifest's own file.
  package static let fileName = "manifest.json"
  /// The journal's file inside a backup and inside a data directory.
  package static let journalFileName: Text = "journal/data.mdb"
  /// The signed checkpoint's file inside a backup and inside a data directory.
  package static let checkpointFileName: Text = "checkpoint"

  static let schema: Text = "chancery.backup/1"
  /// A manifest of a few files is far smaller.
  package static let byteLimit = 64 * 1024

  /// The journal's identity.
  package var journal: Text
  /// The last seq in it.
  package var head: UInt64
  /// The root of the tree at the head, lower-case hexadecimal.
  package var root: Text
  /// The newest signed checkpoint at the moment of the copy, verbatim; its size may be less than the
  /// head's.
  package var checkpoint: Text?
  /// The verification key that the checkpoint is signed with.
  package var key: Text?
  /// When the backup was made.
  package var created: Instant
  package var files: [File]

  package init(
    journal: Text,
    head: UInt64,
    root: Text,
    checkpoint: Text?,
    key: Text?,
    created: Instant,
    files: [File]
  ) {
    self.journal = journal
    self.head = head
    self.root = root
    self.checkpoint = checkpoint
    self.key = key
    self.created = created
    self.files = files
  }

  /// The canonical bytes.
  package var bytes: [UInt8] {
    let files = files.map { file -> JSONValue in
      [
        "bytes": .integer(file.byteCount), "name": .string(file.name),
        "sha256": .string(file.sha256),
      ]
    }
    return CanonicalJSON.bytes(
      of: [
        "schema": .string(BackupManifest.schema),
        "journal": .string(journal),
        "head": .number(Double(head)),
        "root": .string(root),
        "checkpoint": checkpoint.map { .string($0) } ?? .null,
        "key": key.map { .string($0) } ?? .null,
        "created": .string(Text(created.description)),
        "files": .array(files),
      ]
    )
  }
}

// MARK: - Reading

extension BackupManifest {
  /// Reads a manifest.
  ///
  /// - Parameters:
  ///   - bytes: What stands in the file.
  ///   - path: The file, for the message.
  /// - Throws: ``JournalError`` of kind `.damaged`, or `.format` for another schema.
  package init(_ bytes: [UInt8], at path: String) throws(JournalError) {
    let json: JSONValue
    do throws(Refusal) { json = try JSONParser.parse(bytes) } catch {
      throw BackupManifest.damage(path, "it is no JSON: \(error.detail)")
    }
    guard let schema = json["schema"]?.textValue, schema == BackupManifest.schema else {
      throw JournalError(
        .format,
        "\(path) is not of the schema \(BackupManifest.schema)",
        hint: "restore it with the version of chanceryd that made it, or a newer one"
      )
    }
    guard let journal = json["journal"]?.textValue, let head = json["head"]?.intValue, head >= 0,
      let root = json["root"]?.textValue, let files = json["files"]?.arrayValue,
      let created = json["created"]?.textValue, let moment = try? Instant.parse(created)
    else { throw BackupManifest.damage(path, "a member is missing or of the wrong type") }
    self.init(
      journal: journal,
      head: UInt64(head),
      root: root,
      checkpoint: json["checkpoint"]?.textValue,
      key: json["key"]?.textValue,
      created: moment,
      files: []
    )
    for file in files { self.files.append(try BackupManifest.file(file, path)) }
    guard self.bytes == bytes else {
      throw BackupManifest.damage(path, "it is not the canonical JSON of its members")
    }
    let names = self.files.map(\.name)
    guard names.contains(BackupManifest.journalFileName), Set(names).count == names.count,
      names.contains(BackupManifest.checkpointFileName) == (checkpoint != nil)
    else { throw BackupManifest.damage(path, "its list of files is not that of a backup") }
  }

  private static func file(_ json: JSONValue, _ path: String) throws(JournalError) -> File {
    guard let name = json["name"]?.textValue, let bytes = json["bytes"]?.intValue,
      let sha256 = json["sha256"]?.textValue, bytes >= 0
    else { throw damage(path, "a file of its list lacks a member") }
    // No other name is ever opened: a manifest is not to be trusted with paths.
    guard name == journalFileName || name == checkpointFileName else {
      throw damage(path, "it lists a file that no backup has")
    }
    return File(name: name, byteCount: bytes, sha256: sha256)
  }

  private static func damage(_ path: String, _ detail: String) -> JournalError {
    JournalError(
      .damaged,
      "\(path) is damaged: \(detail)",
      hint: "take another backup; this one cannot be trusted"
    )
  }
}
