internal import Glibc

/// Says who may use a path and who is asking, when permission was denied.
enum FileRights {
  /// `socket is 0660 root:chancery; you are uid 1000, groups ann,adm`, or nil if nothing can be seen.
  ///
  /// Walks up from `path` to the first component that can be looked at: a directory that hides the
  /// socket is the one to name.
  static func describe(_ path: String) -> String? {
    var part = path
    while true {
      var status = stat()
      if stat(part, &status) == 0 {
        let what = status.st_mode & S_IFMT == S_IFSOCK ? "socket" : part
        let mode = String(status.st_mode & 0o7777, radix: 8)
        let padded = String(repeating: "0", count: max(0, 4 - mode.count)) + mode
        let owner = "\(userName(status.st_uid)):\(groupName(status.st_gid))"
        return "\(what) is \(padded) \(owner); you are \(caller)"
      }
      guard let slash = part.lastIndex(of: "/"), slash != part.startIndex else { return nil }
      part = String(part[..<slash])
    }
  }

  private static var caller: String {
    var groups = [gid_t](repeating: 0, count: 64)
    let count = getgroups(Int32(groups.count), &groups)
    let names = groups.prefix(max(0, Int(count))).map(groupName)
    return "uid \(geteuid())"
      + (names.isEmpty ? "" : ", groups \(names.joined(separator: ","))")
  }

  private static func userName(_ uid: uid_t) -> String {
    getpwuid(uid).map { String(cString: $0.pointee.pw_name) } ?? String(uid)
  }

  private static func groupName(_ gid: gid_t) -> String {
    getgrgid(gid).map { String(cString: $0.pointee.gr_name) } ?? String(gid)
  }
}
