"""Everything out of a vault in open formats, and back into an empty one: what there is for whoever stops using Sotto.

`records` says what a record is; `writing` and `people` make the folder; `reading` proves one and `coming_in` brings it
into a vault; `service` is what window and command line use. The format is described in
`resources/help/10-export-format.md`, which lies in each export as its README.
"""
