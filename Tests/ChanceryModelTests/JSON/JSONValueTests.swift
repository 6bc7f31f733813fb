import ChanceryModel
import Testing

@Suite struct JSONValueTests {
  @Test func `a value answers only to what it is`() {
    let value: JSONValue = ["n": 17, "x": 1.5, "s": "é", "b": true, "z": .null, "a": [1, 2]]
    #expect(value["n"]?.intValue == 17)
    #expect(value["n"]?.doubleValue == 17)
    #expect(value["x"]?.intValue == nil)
    #expect(value["x"]?.doubleValue == 1.5)
    #expect(value["s"]?.stringValue == "é")
    #expect(value["s"]?.textValue == Text("é"))
    #expect(value["s"]?.intValue == nil)
    #expect(value["b"]?.boolValue == true)
    #expect(value["z"]?.isNull == true)
    #expect(value["a"]?.arrayValue == [1, 2])
    #expect(value["a"]?["0"] == nil)
    #expect(value["missing"] == nil)
    #expect(value.objectValue?.members.count == 6)
    #expect(value.objectValue?.isEmpty == false)
    #expect(JSONObject().isEmpty)
  }

  @Test(arguments: [1e300, 0x1p63, -0x1p64, 0.5, .infinity, .nan, -0.1])
  func `only whole numbers in range are integers`(number: Double) {
    #expect(JSONValue.number(number).intValue == nil)
  }

  @Test func `an object keeps its order when it is changed`() {
    var object = JSONObject(unsorted: [.init(key: "b", value: 1), .init(key: "a", value: 2)])
    object["c"] = 3
    object["a"] = 4
    object["aa"] = .null
    object["b"] = nil
    object["missing"] = nil
    #expect(object.members.map(\.key) == ["a", "aa", "c"])
    #expect(object.members.map(\.value) == [4, .null, 3])
    #expect(object == JSONObject(unsorted: object.members.reversed()))
  }

  @Test func `a lookup finds each of many members and nothing else`() {
    var object = JSONObject()
    for number in stride(from: 0, to: 200, by: 2) { object[Text("k\(number)")] = .integer(number) }
    for number in 0..<200 {
      #expect(object[Text("k\(number)")]?.intValue == (number.isMultiple(of: 2) ? number : nil))
    }
  }
}
