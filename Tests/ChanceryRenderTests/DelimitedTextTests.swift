import ChanceryRender
import Testing

@Suite struct DelimitedTextTests {
  @Test(arguments: [
    (["a", "b"], "a,b\r\n"), (["a,b", "c"], "\"a,b\",c\r\n"),
    (["say \"no\"", ""], "\"say \"\"no\"\"\",\r\n"), (["two\nlines"], "\"two\nlines\"\r\n"),
    (["cr\rhere"], "\"cr\rhere\"\r\n"), ([" edge "], "\" edge \"\r\n"), (["Élysée"], "Élysée\r\n"),
    (["crlf\r\nin"], "\"crlf\r\nin\"\r\n"),
  ])
  func `CSV quotes by RFC 4180`(fields: [String], line: String) {
    #expect(DelimitedText.csv(fields) == line)
  }

  @Test(arguments: [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("@SUM(1)", "'@SUM(1)"), ("-x", "'-x"),
    ("+x", "'+x"), ("-3", "-3"), ("+49 30", "+49 30"), ("-0500-01", "-0500-01"), ("-", "-"),
    ("a=b", "a=b"), ("\t=1", "'\t=1"),
  ])
  func `no spreadsheet takes words for a formula`(field: String, inert: String) {
    #expect(DelimitedText.csv([field]) == inert + "\r\n")
    #expect(DelimitedText.tsv([field]) == inert.replacing("\t", with: "\\t") + "\n")
  }

  @Test(arguments: [
    (["a", "b"], "a\tb\n"), (["tab\there", "line\nbreak"], "tab\\there\tline\\nbreak\n"),
    (["back\\slash", "crlf\r\n"], "back\\\\slash\tcrlf\\r\\n\n"), (["", ""], "\t\n"),
  ])
  func `TSV escapes what would break a line`(fields: [String], line: String) {
    #expect(DelimitedText.tsv(fields) == line)
  }

  @Test(arguments: [
    ("a|b", "a\\|b"), ("two\nlines", "two lines"), ("<script>", "&lt;script&gt;"),
    ("[link](x)", "\\[link\\](x)"), ("`code`", "\\`code\\`"), ("back\\|slash", "back\\\\\\|slash"),
    ("*bold* _it_", "\\*bold\\* \\_it\\_"), ("&amp;", "&amp;amp;"), ("\u{1B}[0m", "␛\\[0m"),
  ])
  func `Markdown cells hold no markup`(field: String, cell: String) {
    #expect(DelimitedText.markdown([field]) == "| \(cell) |\n")
  }
}
