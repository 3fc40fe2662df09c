// Package enhanced has the enhanced mail system status codes of RFC 3463 and
// their registry as typed constants, and says which of them may stand beside
// which basic reply code.
//
// A [Condition] is what happened, without a class: [MailboxFull] is X.2.2. A
// [Code] is a condition with its [Class]: [TransientMailboxFull] is 4.2.2.
//
// The constants and tables are made from the module's spec, in which every row
// cites its source. A code that nobody registered is still a code: it prints,
// parses and has a class and a subject.
package enhanced
