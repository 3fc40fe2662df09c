// Package spec holds the facts that this module is made from: the hand-edited
// CSV and YAML files, embedded so that the generator runs anywhere. README.md
// beside it says what the columns mean and how to add a row.
package spec

import "embed"

// FS has the files of the spec at its root.
//
//go:embed *.csv *.yaml text/*.yaml observed/*.yaml released.txt blocklists.txt
var FS embed.FS
