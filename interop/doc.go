// Package interop has no code. Its tests hold the packages of smtpstatus against
// software that others wrote: net/smtp and net/textproto, go-smtp, go-mail,
// go-guerrilla, mox and, where they are installed, Postfix and Sisimai. Its benchmarks
// do the same work in each way, and RESULTS.md has what came out. It is a module of
// its own so that the packages themselves need nothing but the standard library.
//
// The examples are adapters to copy: a reply as the error that a go-smtp server
// returns, and the errors of go-smtp clients and of go-mail as replies.
package interop
