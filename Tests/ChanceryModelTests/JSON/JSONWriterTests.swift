import ChanceryModel
import Testing

@Suite struct JSONWriterTests {
  @Test func `commas stand where they must`() throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("z", "last first")
    writer.member("text", Text("a\"b"))
    writer.member("none", nil as Text?)
    writer.member("number", 17)
    writer.member("big", UInt64.max)
    writer.member("absent", nil as Int?)
    writer.member("half", 0.5)
    writer.member("yes", true)
    writer.member("json", ["b": 1, "a": [] as JSONValue] as JSONValue)
    writer.member("texts", [Text("x"), Text("y")])
    writer.member("numbers", [1, 2, 3])
    writer.member("empty", [] as [Text])
    writer.key("list")
    writer.beginArray()
    writer.beginObject()
    writer.endObject()
    writer.beginArray()
    writer.endArray()
    writer.null()
    writer.bool(false)
    writer.string("é")
    writer.integer(-1)
    writer.raw(Array(#"{"raw":1}"#.utf8))
    writer.endArray()
    writer.key(Text("na\"me"))
    writer.value(.null)
    writer.endObject()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"z":"last first","text":"a\"b","none":null,"number":17,"big":18446744073709551615,"#
        + #""absent":null,"half":0.5,"yes":true,"json":{"a":[],"b":1},"texts":["x","y"],"#
        + #""numbers":[1,2,3],"empty":[],"list":[{},[],null,false,"é",-1,{"raw":1}],"na\"me":null}"#
    )
  }

  @Test func `a value may stand alone`() {
    var writer = JSONWriter(capacity: 16)
    writer.string(Text("x"))
    #expect(writer.bytes == Array(#""x""#.utf8))
  }
}
