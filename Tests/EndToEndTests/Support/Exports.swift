// Every test here starts programs: what does it is visible in all files of the target.
@_exported import TestSupport
