// Package owncodes is an example of an organisation's own codes: the gateway of Example
// Ltd lets people look at some messages, and says so with codes that no standard has.
// Its spec is in the folder spec; all else but this file and the tests is generated.
// A program that imports it, if only for that, has its texts in package catalog, and its
// rules are tried before ours in package cause.
package owncodes

//go:generate go run github.com/smtpstatus/smtpstatus/gen -spec spec -base -package owncodes -out .
