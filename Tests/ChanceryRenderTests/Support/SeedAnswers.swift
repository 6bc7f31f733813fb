/// Answers of the API as the five articles would give them, for golden outputs.
enum SeedAnswers {
  static let france = """
    {"holder":"FRA","topic":"own-troops","at":"2025-03-27","known":21,"public":null,\
    "position":"support","conditions":[],"contested":false,\
    "contested_by":[],"since":"2025-03-14","since_exact":true,"last_said":"2025-03-14","seq":7,\
    "version":7,"confirmed_by":[],"possible":[],"aside":[],"redactions":0,"by":"Emmanuel Macron"}
    """
  static let italy = """
    {"holder":"ITA","topic":"own-troops","position":"oppose","conditions":[{"kind":"exception",\
    "text":"under a UN flag | EU","seq":17}],"contested":true,"contested_by":[20],\
    "since":"[..2025-03-24]","since_exact":false,"last_said":"2025-03-26","seq":17,"version":17,\
    "confirmed_by":[19],"possible":[],"aside":[{"seq":18,"standing":"attributed",\
    "position":"oppose"}],"redactions":0,"by":"Giorgia Meloni\\u001b[31m"}
    """
  static let hungary = """
    {"holder":"HUN","topic":"own-troops","position":null,"conditions":[],"contested":false,\
    "contested_by":[],"since":null,"since_exact":false,"last_said":null,"seq":null,"version":null,\
    "confirmed_by":[],"possible":[],"aside":[],"redactions":0,"by":null}
    """

  /// A page of the board with these items.
  static func board(_ items: [String], next: String = "null") -> [UInt8] {
    let text = """
      {"schema":"chancery.board/1","topic":"own-troops","at":"2025-03-27","known":null,\
      "public":null,"head":21,"rules":"fold/1","items":[\(items.joined(separator: ","))],\
      "next":\(next)}

      """
    return Array(text.utf8)
  }

  static let stance = """
    {"schema":"chancery.stance/1","holder":"ITA","topic":"own-troops","at":"2025-03-27","known":21,\
    "public":null,"head":21,"rules":"fold/1","position":"oppose","conditions":[{"kind":"exception",\
    "text":"under a UN flag","seq":17}],"contested":false,"contested_reason":null,\
    "contested_by":[],"since":"[..2025-03-24]","since_exact":false,"last_said":"2025-03-26",\
    "seq":17,"version":17,"confirmed_by":[19],"possible":[],"aside":[{"seq":18,\
    "standing":"attributed","position":"oppose","kind":"words"}],"redactions":0,\
    "statement":{"seq":17,"data":{"quote":"Italian troops are not envisaged",\
    "said":"[..2025-03-24]","source":"ansa-1","speaker":{"name":"Giorgia Meloni",\
    "role":"Prime Minister"}},"datahash":"ab","id":"i","recordedat":"2025-03-24T17:02:11.482913Z",\
    "recordedby":"uid:1000","source":"urn:x","specversion":"1.0","type":"statement.made"}}
    """

  static let meetings = """
    {"schema":"chancery.meetings/1","items":[{"meeting":"paris-2025-03-11","title":"Chiefs",\
    "date":"2025-03-11","earliest":"2025-03-11","latest":"2025-03-11","place":"Paris",\
    "status":"held","level":"chiefs of staff","format":"closed doors","hosts":["FRA"],\
    "attendance":34,"counts":3,"outcomes":2,"contested":["level"],"seq":5},{"meeting":"london-2025-03-02",\
    "title":null,"date":"2025-03-02","earliest":"2025-03-02","latest":"2025-03-02",\
    "place":"London","status":"held","level":"leaders","format":null,"hosts":[],"attendance":0,\
    "counts":0,"outcomes":0,"contested":[]}],"next":null,"head":21,"at":"2025-03-27","known":null,\
    "public":null}
    """

  static let meeting = """
    {"schema":"chancery.meeting/1","meeting":"paris-2025-03-11","at":"2025-03-27","known":null,\
    "public":null,"head":21,"rules":"meeting/1","status":"held","title":"Paris Forum",\
    "date":"2025-03-11","place":"Paris","format":null,"level":"chiefs of staff","hosts":["FRA"],\
    "agenda":[],"follows":null,"contested":["level"],"values":{"level":[{"value":"chiefs of staff",\
    "seq":5,"source":"s3","said":"2025-03-11","reliability":null},{"value":"generals","seq":6,\
    "source":"s4","said":"2025-03-11","reliability":null}]},"attendance":[{"actor":"ITA",\
    "role":"observer","planned":false,"reports":[{"seq":5,"role":"observer","person":"portolano",\
    "mode":null,"level":null,"representing":null,"by":null,"source":"s3","said":"2025-03-11",\
    "planned":false}]}],"counts":[{"seq":5,"value":34,"unit":"chiefs","qualifier":"exact",\
    "kind":"attended","by":null,"source":"s3","said":"2025-03-11","planned":false},{"seq":6,\
    "value":30,"unit":"countries","qualifier":"about","kind":"expected","by":"Élysée",\
    "source":"s4","said":"2025-03-10","planned":true}],"outcomes":[{"seq":8,"kind":"commitment",\
    "text":"guarantees not to be separated from NATO","parts":[],"agreed_by":[],"dissent":["HUN"],\
    "follow_up":"paris-2025-03-27","by":null,"source":"s3","said":"2025-03-11"}],\
    "followed_by":["paris-2025-03-27"],"statements_made":[4],"statements_about":[],\
    "events":[5,6,8]}
    """

  static let history = """
    {"schema":"chancery.history/1","holder":"FRA","topic":"own-troops","at":"2025-03-27",\
    "known":null,"public":null,"head":21,"rules":"fold/1","items":[{"seq":4,"version":4,\
    "said":"2025-03-11","earliest":"2025-03-11","latest":"2025-03-11","position":"conditional",\
    "standing":"declared","rank":"minister","role":"sets","conditions":[{"kind":"precondition",\
    "text":"a ceasefire"}],"by":"Sébastien Lecornu","sources":["s3"]},{"seq":7,"version":7,\
    "said":"2025-03","earliest":"2025-03-01","latest":"2025-03-16","position":"support",\
    "standing":"declared","rank":"head","role":"sets","conditions":null,"by":"Emmanuel Macron",\
    "sources":["s1","s2"]},{"seq":9,"version":9,"said":"2025-03-17","earliest":"2025-03-17",\
    "latest":"2025-03-17","position":null,"standing":"absence","rank":"none","role":"aside",\
    "conditions":null,"by":null,"sources":["s1"]}],"next":null}
    """
}
