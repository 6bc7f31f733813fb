import ChanceryClient
import ChanceryModel
import ChanceryRender
import Glibc
import Processes

/// Runs a command for each change of a stance.
struct ChangeHook {
  let command: String
  let session: Session

  /// Runs it to its end; what it prints goes where our output goes.
  ///
  /// A command that fails is told of, and the watch goes on.
  func run(_ item: JSONValue, _ bytes: [UInt8], _ page: JSONValue) throws(Fault) {
    let input = try ChangeHook.file(of: bytes + [UInt8(ascii: "\n")])
    defer { unlink(input) }
    let ending: ChildProgram.Ending
    do throws(ProgramError) {
      // The shell takes the file as its input, then does as it was told.
      let child = try ChildProgram(
        "/bin/sh",
        ["-c", #"exec < "$1"; eval "$2""#, "sh", input, command],
        environment: variables(item, page),
        showsErrors: true
      )
      ending = try relay(child)
    } catch {
      throw Fault("the command does not run: \(error)", status: ExitStatus.inputOutput)
    }
    switch ending {
    case .exited(0): break
    case .exited(let status): session.note("the command ended with \(status): \(command)")
    case .signalled(let signal): session.note("signal \(signal) ended the command: \(command)")
    }
    if Interruption.isPending { throw Fault(ClientError.interrupted) }
  }

  private func relay(_ child: ChildProgram) throws(ProgramError) -> ChildProgram.Ending {
    var lines = OutputLines(child.output)
    while true {
      switch lines.next(milliseconds: 250) {
      case .line(let line): try LineWriter.write(whole: line, to: FileOutput.standardOutput)
      case .silence: if Interruption.isPending { child.signal(SIGINT) }
      case .end: return child.wait()
      }
    }
  }

  private func variables(_ item: JSONValue, _ page: JSONValue) -> [String: String] {
    func position(_ side: Text) -> String { FieldText.of(item[side]?["position"]) }
    return [
      "CHANCERY_HOLDER": FieldText.of(item["holder"]),
      "CHANCERY_TOPIC": FieldText.of(item["topic"]),
      "CHANCERY_KIND": FieldText.of(item["kind"]),
      "CHANCERY_BEFORE": position("before"),
      "CHANCERY_AFTER": position("after"),
      "CHANCERY_EVENT": FieldText.of(item["after"]?["seq"]),
      "CHANCERY_AT": FieldText.of(page["to"]?["at"]),
      "CHANCERY_HEAD": FieldText.of(page["head"]),
    ]
  }

  /// A file of this user's alone that holds some bytes; its path.
  private static func file(of bytes: [UInt8]) throws(Fault) -> String {
    let directory = Environment.value("TMPDIR") ?? "/tmp"
    var template = Array("\(directory)/chancery-watch-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw InputFile.fault(directory) }
    defer { close(file) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do throws(ProgramError) { try LineWriter.write(whole: bytes, to: file) } catch {
      unlink(path)
      throw InputFile.fault(directory)
    }
    return path
  }
}
