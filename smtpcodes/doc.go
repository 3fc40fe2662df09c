// Package smtpcodes has the basic SMTP reply codes as typed constants, the
// commands that they answer, and the rules that join the two.
//
//	if code == smtpcodes.MailboxUnavailable { ... }
//	if !smtpcodes.RCPT.Allows(code) { ... }
//
// The constants and tables are made from the module's spec, in which each code
// and each rule cites its source. A [Code] that nobody registered is still a
// code: it prints, parses and has a [Class].
//
// Numbers and sections in the comments are those of the document named beside
// them.
package smtpcodes
