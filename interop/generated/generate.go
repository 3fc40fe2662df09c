// Package generated is the root of what other generators make of our codes: the
// folders beside this file have the same constants, and the methods that stringer,
// enumer and go-enum write for them; statustext has their texts in the shape of
// net/http.StatusText. Nothing imports them but the benchmarks.
package generated

//go:generate go run constants.go
//go:generate go run golang.org/x/tools/cmd/stringer@v0.52.0 -type=Code,Status ./stringer
//go:generate go run github.com/dmarkham/enumer@v1.7.2 -type=Code -text -output=enumer/code_enumer.go ./enumer
//go:generate go run github.com/dmarkham/enumer@v1.7.2 -type=Status -text -output=enumer/status_enumer.go ./enumer
//go:generate go run github.com/abice/go-enum@v0.9.5 --noprefix --marshal --nocamel -f goenum/codes.go
